import type { BusinessDate } from "../calendar/business-date.ts";
import type { RuleBook } from "../content/rule-book.ts";
import { type Deal, isAsImported, type SignOff } from "../deal/deal.ts";
import type { DocumentFile } from "../deal/document.ts";
import type { DealFile } from "../deal/parse-deal.ts";
import type { Approval } from "../gate/gap.ts";
import { type GateRequirement, requirementsOfBirth, requirementsOfMove, requirementsToBeIn, requirementsToLeave } from "../gate/gate.ts";
import type { People } from "../people/people.ts";
import { classifyMove, isRefused, listedMove, type MoveKind } from "../pipeline/move.ts";
import { birthStages, criteriaOf, type ListedMove, type Pipeline, type Stage, stageById } from "../pipeline/pipeline.ts";
import type { Position } from "../text/position.ts";
import type { YamlPath } from "../text/yaml-source.ts";

/** A deal before a change: its content; `null` where the change creates it. */
export type Before = Deal | null;

/** A change of a deal's stage, with both stages known. */
export interface Move {
  readonly kind: MoveKind;
  readonly from: Stage;
  readonly to: Stage;
  /** The pipeline that the deal comes from; another one in a handoff. */
  readonly origin: Pipeline;
  /** The move as its pipeline lists it, where it does. */
  readonly listed?: ListedMove | undefined;
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
  /** Who may sign: a change does not appoint its own signatories. `null` where people.yaml could not be read. */
  readonly peopleInForce: People | null;
  readonly today: BusinessDate;
  /** Absent where no change is judged, but the state alone. */
  readonly before?: Before;
  /** Who has approved the change; absent where that cannot be known here. */
  readonly approvals?: readonly Approval[];
  /** Why nobody's approval can count; absent where it can. */
  readonly approvalDoubt?: string;
  /** Why a sign-off does not count; absent where no commits are known. */
  readonly signOffComplaint?: (signOff: SignOff) => string | undefined;
  /** Why nobody who may import stands behind the change; absent where somebody does, or that cannot be known here. */
  readonly importComplaint?: string;
  /** The deal's pipeline, unless it is unknown. */
  readonly pipeline: Pipeline | undefined;
  /** The deal's stage, unless it is unknown. */
  readonly stage: Stage | undefined;
  /** The move that the change makes, unless a stage on either side is unknown. */
  readonly move: Move | undefined;
  /** What the deal must meet. */
  readonly gates: readonly GateRequirement[];
}

/** What the engine knows of a deal before it looks its pipeline up. */
export type DealFacts = Omit<DealContext, "pipeline" | "stage" | "move" | "gates">;

/** A context before what the deal must meet is worked out of it. */
type PlacedDeal = Omit<DealContext, "gates">;

/** A move into another pipeline, if the one that the deal comes from lists it. */
function handoffOf(origin: Pipeline, before: Deal, { pipeline, stage }: { pipeline: Pipeline; stage: Stage }): Move | undefined {
  const from = stageById(origin, before.stage);
  const listed = from && listedMove(origin, from.id, `${pipeline.id}/${stage.id}`);
  return from && listed && { kind: listed.forbidden ? "forbidden" : "handoff", from, to: stage, origin, listed };
}

function moveOf(place: { pipeline: Pipeline; stage: Stage }, before: Before | undefined, rules: RuleBook): Move | undefined {
  const { pipeline, stage } = place;
  const origin = before ? rules.pipelines.get(before.pipeline) : undefined;
  if (!before || !origin) return undefined;
  if (origin.id !== pipeline.id) return handoffOf(origin, before, place);
  const from = stageById(pipeline, before.stage);
  if (!from) return undefined;
  const kind = classifyMove(pipeline, { from, to: stage, parkedFrom: before.parked_from });
  return { kind, from, to: stage, origin, listed: listedMove(pipeline, from.id, stage.id) };
}

/** Looks up the deal's pipeline and stage, and names its move. */
export function dealContext(facts: DealFacts): DealContext {
  const pipeline = facts.rules.pipelines.get(facts.deal.pipeline);
  const stage = pipeline && stageById(pipeline, facts.deal.stage);
  const move = pipeline && stage ? moveOf({ pipeline, stage }, facts.before, facts.rules) : undefined;
  const placed = { ...facts, pipeline, stage, move };
  return { ...placed, gates: gatesOf(placed) };
}

/** Success criteria of all pipelines: a deal that was handed over keeps what was confirmed before. */
export const allCriteria = ({ pipelines }: RuleBook): string[] => [...pipelines.values()].flatMap(criteriaOf);

/** The place of a value in the deal's front matter; where it is missing, of the `stage:` line that asks for it. */
export const placeOrStage = ({ file }: Pick<DealContext, "file">, path: YamlPath): Position | undefined =>
  file.source?.locate(path) ?? file.source?.locate(["stage"]);

/** True where the change takes the deal out of its pipeline, and no move is listed that would hand it over. */
export const leavesPipeline = ({ before, deal, move }: PlacedDeal): boolean =>
  !!before && before.pipeline !== deal.pipeline && move === undefined;

/** True for a deal that stands where an import put it: it is held to the gates behind it when it moves on. */
export function standsAsImported({ deal, before, importComplaint }: PlacedDeal): boolean {
  if (before === null ? importComplaint !== undefined : before && !before.imported) return false;
  return isAsImported(deal);
}

/** True for a new deal in a stage where deals may begin; for one that is not new, too. */
export const beginsWell = (context: PlacedDeal): boolean => {
  const { before, pipeline, stage } = context;
  return before !== null || !pipeline || !stage || standsAsImported(context) || birthStages(pipeline).includes(stage.id);
};

/** What the move itself asks for, besides what its stages do. */
function requirementsOnTheWay({ pipeline, move, before, stage }: PlacedDeal): GateRequirement[] {
  if (!pipeline || !stage) return [];
  if (before === null) return requirementsOfBirth(pipeline, stage);
  if (!move || move.kind === "stay") return [];
  const own = requirementsOfMove(move.origin, move.to, move.listed);
  if (move.kind === "resume") return [...requirementsToLeave(pipeline, move.from), ...own];
  if (move.kind === "handoff")
    return [...requirementsToBeIn(move.origin, move.from, before?.parked_from), ...requirementsToLeave(move.origin, move.from), ...own];
  return own;
}

/**
 * What the deal must meet. What is refused is not judged twice: after a refused move the deal is held to the stage that
 * it stays in, and a deal that begins or arrives where it may not is held to nothing.
 */
function gatesOf(context: PlacedDeal): GateRequirement[] {
  const { pipeline, stage, move, deal, before } = context;
  if (!pipeline || !stage || leavesPipeline(context) || !beginsWell(context)) return [];
  if (move && isRefused(move.kind)) return requirementsToBeIn(move.origin, move.from, before?.parked_from);
  return [...requirementsOnTheWay(context), ...requirementsToBeIn(pipeline, stage, deal.parked_from)];
}

/** Requirements that the deal had to meet before the change, too. */
export function formerGate({ move, before }: DealContext): GateRequirement[] {
  return move && before ? requirementsToBeIn(move.origin, move.from, before.parked_from) : [];
}

/** The stage that the deal is held to. */
export const judgedStage = ({ move, stage }: DealContext): Stage | undefined => (move && isRefused(move.kind) ? move.from : stage);
