import type { BusinessDate } from "../core/calendar/business-date.ts";
import type { Content } from "../core/check/check-content.ts";
import type { DealFile } from "../core/deal/parse-deal.ts";
import type { Finding } from "../core/finding/finding.ts";
import { type Proposal, proposalFor } from "../core/sweep/proposal.ts";
import { proposalEdits } from "../core/sweep/proposal-edits.ts";
import { proposalMessage } from "../core/sweep/proposal-words.ts";
import { type PlacedDeal, placeDeal } from "./find-deal.ts";
import { loadFiles, readContent } from "./load-content.ts";
import { type PlannedChange, planMove } from "./plan-move.ts";
import type { ContentReader, Repository } from "./ports.ts";
import { recordRef } from "./record-change.ts";
import { Refusal } from "./refusal.ts";

/**
 * How a proposal stands: `new`; `renewed`, where a branch of an earlier proposal is left and the deal has changed since;
 * `proposed-already`, where the branch holds this proposal, or work of people; `refused` by the check.
 */
export type ProposalStatus = "new" | "renewed" | "proposed-already" | "refused";

/** A proposal, and what became of it. */
export interface SweptProposal {
  readonly proposal: Proposal;
  /** Path of the deal, from the content root. */
  readonly path: string;
  readonly branch: string;
  readonly status: ProposalStatus;
  /** The commit that makes the move; `null` where none was made. */
  readonly commit: string | null;
  /** What the check says to the move. */
  readonly findings: readonly Finding[];
}

/** What a sweep found. */
export interface SweepOutcome {
  /** The branch whose deals were looked at; `null` for the files as they stand. */
  readonly record: string | null;
  readonly proposals: readonly SweptProposal[];
}

/** What to sweep. */
export interface SweepRequest {
  readonly today: BusinessDate;
  /** True to make a branch and a commit for each proposal. */
  readonly isWritten: boolean;
  /** The files as they stand, for content that is on no default branch. */
  readonly reader: ContentReader;
  /** `null` where the content is in no git repository. */
  readonly repository: Repository | null;
  readonly defaultBranch: string;
}

/** The default branch's content: what it was judged by, and where a proposal starts from. */
interface OnRecord {
  readonly repository: Repository;
  readonly ref: string;
  readonly content: Content;
}

/** Handbook pages have nothing to say about deals. */
const readAll = async (reader: ContentReader): Promise<Content> =>
  readContent(await loadFiles(reader, () => (path) => !path.startsWith("handbook/")));

async function recordOf({ repository, defaultBranch }: SweepRequest): Promise<OnRecord | null> {
  const ref = repository && (await recordRef(repository, defaultBranch));
  if (!repository || !ref) return null;
  const content = await readAll(repository.readerAt(ref));
  return content.paths.includes("dealbook.yaml") ? { repository, ref, content } : null;
}

/** True where the deal has changed on the record since the branch left it, and nobody has worked on the branch. */
async function isOutdated(ref: string, file: DealFile, record: OnRecord): Promise<boolean> {
  const { repository } = record;
  if ((await repository.countCommits(record.ref, ref)) > 1) return false;
  const start = await repository.mergeBase(record.ref, ref);
  const texts = await repository.readerAt(start).read([file.path]);
  return texts.get(file.path) !== file.text;
}

async function statusOf(branch: string, file: DealFile, record: OnRecord): Promise<ProposalStatus> {
  let status: ProposalStatus = "new";
  for (const ref of [`refs/heads/${branch}`, `refs/remotes/origin/${branch}`]) {
    if (!(await record.repository.hasCommit(ref))) continue;
    if (!(await isOutdated(ref, file, record))) return "proposed-already";
    status = "renewed";
  }
  return status;
}

interface Planned {
  readonly placed: PlacedDeal;
  readonly proposal: Proposal;
  readonly plan: PlannedChange;
}

function planProposals(content: Content, today: BusinessDate): Planned[] {
  return content.deals.files.flatMap((file) => {
    const placed = placeDeal(content, file);
    const proposal = placed && proposalFor(placed, today);
    if (!proposal) return [];
    const fields = proposalEdits(proposal, { rules: content.settings.rules, today });
    const plan = planMove({ placed, to: proposal.to, today, fields }, content, placed.deal);
    return [{ placed, proposal, plan }];
  });
}

async function sweepDeal({ placed, proposal, plan }: Planned, record: OnRecord | null, isWritten: boolean): Promise<SweptProposal> {
  const { path, text, findings, isAllowed } = plan;
  const branch = `sweep/${proposal.deal.slug}-${proposal.to.id}`;
  const swept = { proposal, path, branch, findings, commit: null };
  if (!isAllowed) return { ...swept, status: "refused" };
  const status = record ? await statusOf(branch, placed.file, record) : "new";
  if (!record || !isWritten || status === "proposed-already") return { ...swept, status };
  const message = proposalMessage(proposal);
  return { ...swept, status, commit: await record.repository.commitAside({ branch, from: record.ref, files: [{ path, text }], message }) };
}

/**
 * What the time rules propose for the deals as the default branch has them, judged as CI will judge it. On request
 * each proposal becomes a commit on a branch of its own; what is checked out stays as it is.
 */
export async function sweepDeals(request: SweepRequest): Promise<SweepOutcome> {
  const { today, isWritten, reader, repository, defaultBranch } = request;
  const record = await recordOf(request);
  if (isWritten && !record)
    throw new Refusal(
      `There is no branch ${defaultBranch} with this content that proposals could start from.`,
      "Commit the content there first, or leave --write out to see what would be proposed.",
    );
  if (isWritten) await repository?.requireFullHistory();
  const proposals: SweptProposal[] = [];
  for (const planned of planProposals(record?.content ?? (await readAll(reader)), today))
    proposals.push(await sweepDeal(planned, record, isWritten));
  return { record: record?.ref ?? null, proposals };
}
