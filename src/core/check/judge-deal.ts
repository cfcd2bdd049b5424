import type { BusinessDate } from "../calendar/business-date.ts";
import type { RuleBook } from "../content/rule-book.ts";
import type { DocumentFile } from "../deal/document.ts";
import type { DealFile } from "../deal/parse-deal.ts";
import { type Finding, sortFindings, toFinding } from "../finding/finding.ts";
import type { Approval } from "../gate/gap.ts";
import type { People } from "../people/people.ts";
import { type Before, dealContext } from "../rules/deal-context.ts";
import { dealRules } from "./deal-rules.ts";
import { runRules } from "./run-rules.ts";

/** What deals are judged by. */
export interface Basis {
  /** The rules in force. */
  readonly rules: RuleBook;
  /** The rules as the change would have them, where it is judged by others. */
  readonly proposed?: RuleBook;
  readonly people: People | null;
  readonly today: BusinessDate;
}

/** One deal as the judge sees it. `before` is absent where only its state is judged, `null` where it is new. */
export interface Case {
  readonly file: DealFile;
  readonly documents: readonly DocumentFile[];
  readonly before?: Before;
  /** Who has approved the change; absent where that cannot be known here. */
  readonly approvals?: readonly Approval[];
}

/**
 * The one judge: everything that is wrong with a deal and with the move it makes. The command line, CI, the site
 * and every other caller ask this function.
 */
export function judgeDeal({ file, documents, before, approvals }: Case, basis: Basis): Finding[] {
  const problems = [...file.problems, ...documents.flatMap((each) => (each.document ? [] : [each.problem]))];
  const findings = problems.map((problem) => toFinding(problem, file.path));
  if (!file.deal) return sortFindings(findings);
  const context = dealContext({
    ...basis,
    file,
    deal: file.deal,
    documents,
    ...(before !== undefined && { before }),
    ...(approvals && { approvals }),
  });
  return sortFindings([...findings, ...runRules(dealRules, context, file.path)]);
}
