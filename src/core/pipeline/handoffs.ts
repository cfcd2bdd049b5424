import { type ListedMove, type Pipeline, type Place, type Stage, stageById } from "./pipeline.ts";

/** A move into another pipeline. */
export interface Handoff {
  readonly from: Pipeline;
  /** The stages that it leaves from. */
  readonly stages: readonly Stage[];
  readonly to: Place;
  /** As the pipeline lists it that hands over. */
  readonly move: ListedMove;
}

type Pipelines = ReadonlyMap<string, Pipeline>;

/** Where a move of a pipeline hands deals over to; `undefined` where it is none, is forbidden or leads nowhere. */
export function handoffTarget({ id }: Pipeline, { to, forbidden }: ListedMove, pipelines: Pipelines): Place | undefined {
  const [otherId = "", stageId] = to.split("/");
  const pipeline = pipelines.get(otherId);
  if (forbidden || stageId === undefined || !pipeline || otherId === id) return undefined;
  const stage = stageById(pipeline, stageId);
  return stage && { pipeline, stage };
}

/** Where a pipeline hands its deals over to, as it lists them. */
export const handoffsOut = (pipeline: Pipeline, pipelines: Pipelines): Handoff[] =>
  pipeline.moves.flatMap((move) => {
    const to = handoffTarget(pipeline, move, pipelines);
    const stages = move.from.flatMap((stage) => stageById(pipeline, stage) ?? []);
    return to ? [{ from: pipeline, stages, to, move }] : [];
  });

/** Where deals are handed over from into a pipeline, one other pipeline after the other. */
export const handoffsIn = (pipeline: Pipeline, pipelines: Pipelines): Handoff[] =>
  [...pipelines.values()].flatMap((other) => handoffsOut(other, pipelines)).filter(({ to }) => to.pipeline.id === pipeline.id);
