import { checkChange } from "../core/check/check-change.ts";
import { type ProposedDeal, proposedDeals } from "../core/check/proposed-deals.ts";
import type { CheckReport } from "../core/check/report.ts";
import { type ReviewRequest, reviewRequests } from "../core/check/review-requests.ts";
import type { Valuation } from "../core/metrics/valuation.ts";
import type { Organisation } from "../core/organisation/organisation.ts";
import type { ContentReader, Repository } from "./ports.ts";
import { type ChangeRequest, loadChange } from "./run-check.ts";

/** A judged change with all that its reviewers want to know. */
export interface Proposal {
  readonly report: CheckReport;
  readonly deals: readonly ProposedDeal[];
  readonly requests: readonly ReviewRequest[];
  /** Today, and the exchange rates in force. */
  readonly valuation: Valuation;
  /** As it is in force; `null` where there is none, or it cannot be read. */
  readonly organisation: Organisation | null;
}

/** Judges a change, and looks up what its deals are worth and who is to look at it. */
export async function readProposal(repository: Repository, workingTree: ContentReader, request: ChangeRequest): Promise<Proposal> {
  const { change } = await loadChange(repository, workingTree, request);
  const { base, head, today, reviews } = change;
  // Where nothing is in force yet, nobody is asked and no page is linked: a change does not say itself who and where.
  const { organisation, people } = base.settings ?? { organisation: null, people: null };
  const { rates } = base.settings ?? head.settings;
  const report = checkChange(change);
  const deals = proposedDeals(change, report);
  const pool = { people, today, ...(reviews && { author: reviews.author }) };
  return { report, deals, requests: reviewRequests(deals, report.findings, pool), valuation: { today, rates }, organisation };
}
