import type { BusinessDate } from "../core/calendar/business-date.ts";
import type { Content } from "../core/check/check-content.ts";
import { judgeDeal } from "../core/check/judge-deal.ts";
import type { Deal } from "../core/deal/deal.ts";
import { parseDeal } from "../core/deal/parse-deal.ts";
import { countErrors, type Finding } from "../core/finding/finding.ts";
import type { PlacedDeal } from "./find-deal.ts";
import type { PlannedChange } from "./plan-move.ts";

/** A change of a deal that is no move. */
export interface DealEdit {
  readonly placed: PlacedDeal;
  readonly today: BusinessDate;
  /** The file's text as it is to be. */
  readonly text: string;
  /** What the branch is called behind the deal's name. */
  readonly name: string;
  /** The commit's message. */
  readonly message: string;
}

const sameAs =
  ({ code, message }: Finding) =>
  (other: Finding): boolean =>
    other.code === code && other.message === message;

/** Only what the edit itself breaks can refuse it, as in CI. `before` is the deal as it is on record. */
export function planEdit({ placed: { file }, text, today }: DealEdit, content: Content, before: Deal | null): PlannedChange {
  const { rules, people } = content.settings;
  const documents = content.deals.documents.get(file.path) ?? [];
  const judge = (each: typeof file) => judgeDeal({ file: each, documents, before }, { rules, people, today });
  const known = judge(file);
  const findings = judge(parseDeal(text, file.path)).filter((finding) => !known.some(sameAs(finding)));
  return { path: file.path, text, findings, isAllowed: countErrors(findings) === 0 };
}
