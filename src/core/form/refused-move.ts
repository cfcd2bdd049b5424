import { listedMove, type MoveKind, possibleMoves, resumeStages } from "../pipeline/move.ts";
import type { Pipeline, Stage } from "../pipeline/pipeline.ts";

/** A move that the process does not have. */
export interface RefusedMove {
  readonly kind: MoveKind;
  readonly pipeline: Pipeline;
  readonly from: Stage;
  readonly to: Stage;
  readonly parkedFrom: string | undefined;
}

const namesOf = (stages: readonly Stage[]): string => stages.map(({ name }) => name).join(" or ");

function nextWords({ pipeline, from, parkedFrom }: RefusedMove): string {
  const next = possibleMoves(pipeline, from, parkedFrom).find(({ kind }) => kind === "forward");
  return next ? ` From ${from.name} the next one is ${next.to.name}.` : "";
}

/** Why a move is refused, for whoever wants to make it; `undefined` for one that is not. */
export function refusedMoveWords(move: RefusedMove): string | undefined {
  const { kind, pipeline, from, to, parkedFrom } = move;
  if (kind === "jump") return `A deal moves one stage at a time.${nextWords(move)}`;
  if (kind === "forbidden") return listedMove(pipeline, from.id, to.id)?.say ?? `The process does not allow ${to.name} after ${from.name}.`;
  if (kind === "leave-closed")
    return `In ${from.name} a deal is over, and goes on nowhere else. Where the company is interested once more, begin a new deal.`;
  if (kind === "resume-elsewhere") return `It goes on where it was before ${from.name}: ${namesOf(resumeStages(pipeline, parkedFrom))}.`;
  return undefined;
}
