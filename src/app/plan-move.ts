import type { BusinessDate } from "../core/calendar/business-date.ts";
import type { Content } from "../core/check/check-content.ts";
import { judgeDeal } from "../core/check/judge-deal.ts";
import type { Deal } from "../core/deal/deal.ts";
import { editDeal, type FieldEdit } from "../core/deal/edit-deal.ts";
import { parseDeal } from "../core/deal/parse-deal.ts";
import { countErrors, type Finding } from "../core/finding/finding.ts";
import { isClosed, type Pipeline, type Stage } from "../core/pipeline/pipeline.ts";
import type { PlacedDeal } from "./find-deal.ts";

/** A move to make: into which stage, with which other fields. */
export interface MoveRequest {
  readonly placed: PlacedDeal;
  readonly to: Stage;
  /** The pipeline of that stage, where the deal is handed over to another. */
  readonly handoff?: Pipeline;
  readonly today: BusinessDate;
  readonly fields: readonly FieldEdit[];
  /** What is done, for the commit: "Advance". */
  readonly verb: string;
}

/** A change of one deal as it would be: the new text, and what the check says to it. */
export interface PlannedChange {
  readonly path: string;
  readonly text: string;
  readonly findings: readonly Finding[];
  readonly isAllowed: boolean;
}

/** What a deal says of the stage that it leaves, which is over: having been parked, lost, or put away. */
function overWith({ placed: { stage }, to }: Pick<MoveRequest, "placed" | "to">): FieldEdit[] {
  const parked = stage.kind === "parked" && to.kind !== "parked" ? ["parked_from", "snooze"] : [];
  const lost = stage.kind === "lost" && to.kind !== "lost" ? ["lost_reason", "lost_note"] : [];
  const closed = isClosed(stage) && !isClosed(to) ? ["archived"] : [];
  return [...parked, ...lost, ...closed].map((field) => ({ field, value: null, after: "stage" }));
}

/** Of several edits of one field the last. */
const lastOfEach = (edits: readonly FieldEdit[]): FieldEdit[] => [...new Map(edits.map((edit) => [edit.field, edit])).values()];

/** Where a deal that is parked goes on one day. */
function wayBack({ placed: { stage, deal }, to }: Pick<MoveRequest, "placed" | "to">): FieldEdit[] {
  const origin = stage.kind === "open" ? stage.id : deal.parked_from;
  return to.kind === "parked" && origin !== undefined ? [{ field: "parked_from", value: origin, after: "stage_entered" }] : [];
}

/** Plans a move: edits the text by splices and judges the result as CI will. `before` is the deal as it is on record. */
export function planMove(
  { placed, to, handoff, today, fields }: Omit<MoveRequest, "verb">,
  content: Content,
  before: Deal | null,
): PlannedChange {
  const { file } = placed;
  const edits: FieldEdit[] = [
    ...(handoff ? [{ field: "pipeline", value: handoff.id, after: "company" }] : []),
    { field: "stage", value: to.id, after: "pipeline" },
    { field: "stage_entered", value: today, after: "stage" },
    ...overWith({ placed, to }),
    ...wayBack({ placed, to }),
    ...fields,
  ];
  const text = editDeal(file, lastOfEach(edits));
  const { rules, people } = content.settings;
  const documents = content.deals.documents.get(file.path) ?? [];
  const findings = judgeDeal({ file: parseDeal(text, file.path), documents, before }, { rules, people, today });
  return { path: file.path, text, findings, isAllowed: countErrors(findings) === 0 };
}
