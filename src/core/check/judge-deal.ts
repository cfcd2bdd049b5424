import type { BusinessDate } from "../calendar/business-date.ts";
import type { RuleBook } from "../content/rule-book.ts";
import type { Deal } from "../deal/deal.ts";
import type { DocumentFile } from "../deal/document.ts";
import type { DealFile } from "../deal/parse-deal.ts";
import { type Finding, sortFindings, toFinding } from "../finding/finding.ts";
import type { People } from "../people/people.ts";
import { type Before, type DealContext, type DealFacts, dealContext } from "../rules/deal-context.ts";
import { type ApprovalSources, approvalsOf, signOffComplaint } from "./approvals.ts";
import { dealRules } from "./deal-rules.ts";
import { importComplaint, isImportedAnew } from "./importers.ts";
import { runRules } from "./run-rules.ts";

/** What deals are judged by. */
export interface Basis {
  /** The rules in force. */
  readonly rules: RuleBook;
  /** The rules as the change would have them, where it is judged by others. */
  readonly proposed?: RuleBook;
  readonly people: People | null;
  /** Who may approve and sign: people in force, where they differ from `people`. */
  readonly peopleInForce?: People | null;
  readonly today: BusinessDate;
}

/** One deal as the judge sees it. `before` is absent where only its state is judged, `null` where it is new. */
export interface Case {
  readonly file: DealFile;
  readonly documents: readonly DocumentFile[];
  readonly before?: Before;
  /** Where approvals of the change are read from; absent where that cannot be known here. */
  readonly approvalSources?: Omit<ApprovalSources, "people" | "today">;
}

function approvalFacts(
  deal: Deal,
  before: Before,
  sources: ApprovalSources,
): Pick<DealFacts, "approvals" | "approvalDoubt" | "signOffComplaint"> {
  return {
    ...approvalsOf(deal, before, sources),
    signOffComplaint: (signOff) => signOffComplaint(signOff, before, sources),
  };
}

/** What the deal is compared with, and whether somebody may import it; what a later export adds is judged like a new deal. */
function importFacts(
  deal: Deal,
  before: Before | undefined,
  sources: ApprovalSources | undefined,
): Pick<DealFacts, "before" | "importComplaint"> {
  if (before === undefined) return {};
  if (JSON.stringify(before?.imported) === JSON.stringify(deal.imported)) return { before };
  const found = sources && importComplaint(sources);
  if (found !== undefined) return { before, importComplaint: found };
  return { before: before && isImportedAnew(before, deal) ? null : before };
}

/** What the rules look at; `null` for a deal that cannot be read. */
export function contextOf({ file, documents, before, approvalSources }: Case, basis: Basis): DealContext | null {
  if (!file.deal) return null;
  const peopleInForce = basis.peopleInForce === undefined ? basis.people : basis.peopleInForce;
  const sources = approvalSources && { ...approvalSources, people: peopleInForce, today: basis.today };
  const approval = sources && approvalFacts(file.deal, before ?? null, sources);
  return dealContext({
    ...basis,
    peopleInForce,
    file,
    deal: file.deal,
    documents,
    ...importFacts(file.deal, before, sources),
    ...approval,
  });
}

/**
 * The one judge: everything that is wrong with a deal and with the move it makes. The command line, CI, the site
 * and every other caller ask this function.
 */
export function judgeDeal(asked: Case, basis: Basis): Finding[] {
  const { file, documents } = asked;
  const problems = [...file.problems, ...documents.flatMap((each) => (each.document ? [] : [each.problem]))];
  const findings = problems.map((problem) => toFinding(problem, file.path));
  const context = contextOf(asked, basis);
  return sortFindings(context ? [...findings, ...runRules(dealRules, context, file.path)] : findings);
}
