import type { BusinessDate } from "../core/calendar/business-date.ts";
import type { Content } from "../core/check/check-content.ts";
import { judgeDeal } from "../core/check/judge-deal.ts";
import { cardTitle, type Deal } from "../core/deal/deal.ts";
import { editDeal, type FieldEdit } from "../core/deal/edit-deal.ts";
import { type DealFile, parseDeal } from "../core/deal/parse-deal.ts";
import type { Finding } from "../core/finding/finding.ts";
import { countErrors } from "../core/finding/finding.ts";
import { isClosed, type Pipeline, type Stage } from "../core/pipeline/pipeline.ts";
import type { PlacedDeal } from "./find-deal.ts";
import { loadFiles, readContent } from "./load-content.ts";
import { type Desk, type RecordedCommit, recordChange, recordRef } from "./record-change.ts";
import { refuseOutdated } from "./refuse-outdated.ts";

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

/** What became of a change. */
export interface ChangeOutcome {
  readonly plan: PlannedChange;
  /** `null` where the change was written only, or was refused. */
  readonly recorded: RecordedCommit | null;
}

/** What became of a move. */
export interface MoveOutcome extends ChangeOutcome {
  /** The stage in which the default branch has the deal; absent where it does not have it. */
  readonly stageOnRecord?: string;
}

/** The deal as the default branch has it; `null` where it is new, `undefined` where that cannot be said. */
export async function dealOnRecord({ repository, defaultBranch }: Desk, file: DealFile): Promise<Deal | null | undefined> {
  const record = repository && (await repository.hasCommit("HEAD")) ? await recordRef(repository, defaultBranch) : null;
  if (!repository || record === null) return undefined;
  const commit = await repository.mergeBase(record, null);
  const files = await loadFiles(repository.readerAt(commit), () => (path) => path === file.path);
  if (!files.paths.includes("dealbook.yaml")) return undefined;
  const recorded = readContent(files).deals.files.find((each) => each.slug === file.slug);
  return recorded ? (recorded.deal ?? undefined) : null;
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
    ...fields,
  ];
  const text = editDeal(file, lastOfEach(edits));
  const { rules, people } = content.settings;
  const documents = content.deals.documents.get(file.path) ?? [];
  const findings = judgeDeal({ file: parseDeal(text, file.path), documents, before }, { rules, people, today });
  return { path: file.path, text, findings, isAllowed: countErrors(findings) === 0 };
}

/** Moves a deal, on a branch of its own. Where the check would refuse the move, nothing is written. */
export async function moveDeal(request: MoveRequest, content: Content, desk: Desk): Promise<MoveOutcome> {
  const { placed, to, verb } = request;
  const { deal, stage, pipeline, file } = placed;
  await refuseOutdated(desk, file);
  const onRecord = await dealOnRecord(desk, file);
  const plan = planMove(request, content, onRecord === undefined ? deal : onRecord);
  const known = onRecord ? { stageOnRecord: onRecord.stage } : {};
  if (!plan.isAllowed) return { plan, recorded: null, ...known };
  const message = `${verb} ${cardTitle(deal, pipeline.card)}: ${stage.name} to ${to.name}`;
  const change = { path: plan.path, text: plan.text, branch: `deal/${deal.slug}-${to.id}`, message };
  return { plan, recorded: await recordChange(change, desk), ...known };
}
