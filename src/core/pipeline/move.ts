import { birthStages, isClosed, type ListedMove, openStages, type Pipeline, type Stage, stageById } from "./pipeline.ts";

/** Every kind of change of a stage. */
export const moveKinds = [
  "stay",
  "forward",
  "backward",
  "park",
  "resume",
  "lose",
  "reopen",
  "handoff",
  "extra",
  "jump",
  "leave-closed",
  "resume-elsewhere",
  "forbidden",
] as const;

/**
 * What a change of stage is. Refused are: `jump` skips stages, `leave-closed` leaves a stage in which a deal has ended,
 * `resume-elsewhere` goes on in another stage than the one that the deal was parked in, `forbidden` is listed as such.
 */
export type MoveKind = (typeof moveKinds)[number];

const refused: ReadonlySet<MoveKind> = new Set(["jump", "leave-closed", "resume-elsewhere", "forbidden"]);

/** True for a move that no rule allows. */
export const isRefused = (kind: MoveKind): boolean => refused.has(kind);

/** Stages that a deal may move forward to: the next open one, or from the last open one the won ones. */
export function nextStages(pipeline: Pipeline, from: Stage): Stage[] {
  if (from.kind !== "open") return [];
  const open = openStages(pipeline);
  const next = open[open.indexOf(from) + 1];
  return next ? [next] : pipeline.stages.filter((stage) => stage.kind === "won");
}

/** The move that a pipeline lists between two of its stages; `to` is `pipeline/stage` for one of another pipeline. */
export const listedMove = ({ moves }: Pipeline, from: string, to: string): ListedMove | undefined =>
  moves.find((move) => move.to === to && move.from.includes(from));

/** The stages that a parked deal may go on in: the one it came from, or where it began parked, those where deals begin. */
export function resumeStages(pipeline: Pipeline, parkedFrom: string | undefined): Stage[] {
  const ids = parkedFrom === undefined ? birthStages(pipeline) : [parkedFrom];
  return ids.flatMap((id) => stageById(pipeline, id) ?? []).filter((stage) => stage.kind === "open");
}

/** A change of stage within one pipeline. */
export interface StageMove {
  readonly from: Stage;
  readonly to: Stage;
  /** The stage that a parked deal came from, as far as it is known. */
  readonly parkedFrom?: string | undefined;
}

function leavingParked(pipeline: Pipeline, { to, parkedFrom }: StageMove, isListed: boolean): MoveKind {
  return isListed || resumeStages(pipeline, parkedFrom).includes(to) ? "resume" : "resume-elsewhere";
}

function ordinaryKind(pipeline: Pipeline, { from, to }: StageMove): MoveKind {
  if (nextStages(pipeline, from).includes(to)) return "forward";
  return pipeline.stages.indexOf(to) < pipeline.stages.indexOf(from) ? "backward" : "jump";
}

/** Names the move between two stages of a pipeline. */
export function classifyMove(pipeline: Pipeline, move: StageMove): MoveKind {
  const { from, to } = move;
  if (from.id === to.id) return "stay";
  const listed = listedMove(pipeline, from.id, to.id);
  if (listed?.forbidden) return "forbidden";
  if (isClosed(from)) return listed ? "reopen" : "leave-closed";
  if (to.kind === "lost") return "lose";
  if (to.kind === "parked") return "park";
  if (from.kind === "parked") return leavingParked(pipeline, move, listed !== undefined);
  const kind = ordinaryKind(pipeline, move);
  return kind === "jump" && listed ? "extra" : kind;
}

/** A stage that a deal may move to, and what kind of move that is. */
export interface PossibleMove {
  readonly kind: MoveKind;
  readonly to: Stage;
}

/** Every stage of the pipeline that a deal may move to from where it is, gates aside; forward moves first. */
export function possibleMoves(pipeline: Pipeline, from: Stage, parkedFrom?: string): PossibleMove[] {
  const moves = pipeline.stages.map((to) => ({ kind: classifyMove(pipeline, { from, to, parkedFrom }), to }));
  const allowed = moves.filter(({ kind }) => kind !== "stay" && !isRefused(kind));
  return allowed.sort((a, b) => Number(b.kind === "forward") - Number(a.kind === "forward"));
}

/** Where a deal may be handed over to, from a stage: the listed moves that lead into another pipeline. */
export const handoffsFrom = ({ moves }: Pipeline, stageId: string): ListedMove[] =>
  moves.filter((move) => !move.forbidden && move.to.includes("/") && move.from.includes(stageId));
