import type { BusinessDate } from "../calendar/business-date.ts";
import type { RuleBook } from "../content/rule-book.ts";
import type { Deal } from "../deal/deal.ts";
import type { DocumentFile } from "../deal/document.ts";
import type { DealFile } from "../deal/parse-deal.ts";
import type { People } from "../people/people.ts";
import { classifyMove, type MoveKind } from "../pipeline/move.ts";
import { type Pipeline, type Stage, stageById } from "../pipeline/pipeline.ts";
import type { Position } from "../text/position.ts";
import type { YamlPath } from "../text/yaml-source.ts";

/** A deal before a change: its content; `null` where the change creates it. */
export type Before = Deal | null;

/** A change of a deal's stage, with both stages known. */
export interface Move {
  readonly kind: MoveKind;
  readonly from: Stage;
  readonly to: Stage;
}

/** What a rule about one deal looks at. */
export interface DealContext {
  readonly file: DealFile;
  readonly deal: Deal;
  readonly documents: readonly DocumentFile[];
  /** The rules in force. */
  readonly rules: RuleBook;
  /** The rules as the change would have them, where it is judged by others. */
  readonly proposed?: RuleBook;
  /** `null` where people.yaml could not be read; nobody is unknown then. */
  readonly people: People | null;
  readonly today: BusinessDate;
  /** Absent where no change is judged, but the state alone. */
  readonly before?: Before;
  /** The deal's pipeline, unless it is unknown. */
  readonly pipeline: Pipeline | undefined;
  /** The deal's stage, unless it is unknown. */
  readonly stage: Stage | undefined;
  /** The move that the change makes, unless a stage on either side is unknown. */
  readonly move: Move | undefined;
}

/** What the engine knows of a deal before it looks its pipeline up. */
export type DealFacts = Omit<DealContext, "pipeline" | "stage" | "move">;

function moveOf(pipeline: Pipeline, stage: Stage, before: Before | undefined): Move | undefined {
  if (!before || before.pipeline !== pipeline.id) return undefined;
  const from = stageById(pipeline, before.stage);
  return from && { kind: classifyMove(pipeline, from, stage), from, to: stage };
}

/** Looks up the deal's pipeline and stage, and names its move. */
export function dealContext(facts: DealFacts): DealContext {
  const pipeline = facts.rules.pipelines.get(facts.deal.pipeline);
  const stage = pipeline && stageById(pipeline, facts.deal.stage);
  const move = pipeline && stage ? moveOf(pipeline, stage, facts.before) : undefined;
  return { ...facts, pipeline, stage, move };
}

/** The place of a value in the deal's front matter; where it is missing, of the `stage:` line that asks for it. */
export const placeOrStage = ({ file }: Pick<DealContext, "file">, path: YamlPath): Position | undefined =>
  file.source?.locate(path) ?? file.source?.locate(["stage"]);

/** True where the change takes the deal out of its pipeline. */
export const leavesPipeline = ({ before, deal }: DealContext): boolean => !!before && before.pipeline !== deal.pipeline;

/** True for a new deal in a stage where deals may begin; for one that is not new, too. */
export const beginsWell = ({ before, pipeline, stage }: DealContext): boolean =>
  before !== null || !pipeline || !stage || pipeline.born_in.includes(stage.id);

const refused: ReadonlySet<MoveKind> = new Set(["jump", "leave-closed"]);

/**
 * The stage whose requirements the deal must meet. What is refused is not judged twice: after a refused move the deal
 * is held to the stage that it stays in, and a deal that begins or arrives where it may not is held to none.
 */
export function judgedStage(context: DealContext): Stage | undefined {
  if (leavesPipeline(context) || !beginsWell(context)) return undefined;
  return context.move && refused.has(context.move.kind) ? context.move.from : context.stage;
}
