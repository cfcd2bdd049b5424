import type { RuleBook } from "../content/rule-book.ts";
import { handoffTarget } from "./handoffs.ts";
import { handoffsFrom, type MoveKind, possibleMoves, resumeStages } from "./move.ts";
import type { ListedMove, Pipeline, Stage } from "./pipeline.ts";

/** A step that takes a deal on. */
export interface OnwardStep {
  /** The stage's id; `pipeline/stage` for one of another pipeline. */
  readonly name: string;
  readonly kind: MoveKind;
  readonly to: Stage;
  /** The pipeline that the deal is handed over to. */
  readonly handoff?: Pipeline;
  /** The handoff as its pipeline lists it. */
  readonly listed?: ListedMove;
}

/** Where a deal is. */
export interface DealPlace {
  readonly pipeline: Pipeline;
  readonly stage: Stage;
  readonly parkedFrom: string | undefined;
}

function handoffSteps({ pipeline, stage }: DealPlace, { pipelines }: RuleBook): OnwardStep[] {
  return handoffsFrom(pipeline, stage.id).flatMap((listed) => {
    const target = handoffTarget(pipeline, listed, pipelines);
    return target ? [{ name: listed.to, kind: "handoff" as const, to: target.stage, handoff: target.pipeline, listed }] : [];
  });
}

const onward: readonly MoveKind[] = ["forward", "resume", "extra", "reopen"];

/**
 * The steps that take a deal on, the usual one first: where a parked deal came from, the next stage, listed moves,
 * opening a closed deal again, other pipelines.
 */
export function onwardSteps(place: DealPlace, rules: RuleBook): OnwardStep[] {
  const { pipeline, stage, parkedFrom } = place;
  const usual = stage.kind === "parked" ? resumeStages(pipeline, parkedFrom) : [];
  const rank = ({ to, kind }: { to: Stage; kind: MoveKind }) =>
    usual.includes(to) ? usual.indexOf(to) - usual.length : onward.indexOf(kind);
  const moves = possibleMoves(pipeline, stage, parkedFrom).filter(({ kind }) => onward.includes(kind));
  const steps = moves.sort((a, b) => rank(a) - rank(b)).map(({ to, kind }) => ({ name: to.id, kind, to }));
  return [...steps, ...handoffSteps(place, rules)];
}

/** Every step that a deal can take from where it is, gates aside: those that take it on first. */
export function everyStep(place: DealPlace, rules: RuleBook): OnwardStep[] {
  const { pipeline, stage, parkedFrom } = place;
  const onwards = onwardSteps(place, rules);
  const others = possibleMoves(pipeline, stage, parkedFrom).map(({ to, kind }) => ({ name: to.id, kind, to }));
  return [...onwards, ...others.filter(({ name }) => !onwards.some((step) => step.name === name))];
}
