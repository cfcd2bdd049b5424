import { isClosed, openStages, type Pipeline, type Stage } from "./pipeline.ts";

/** What a change of stage is. `jump` skips stages; `leave-closed` leaves a stage in which a deal has ended. */
export type MoveKind = "stay" | "forward" | "jump" | "backward" | "lose" | "leave-closed";

/** Stages that a deal may move forward to: the next open one, or from the last open one the won ones. */
export function nextStages(pipeline: Pipeline, from: Stage): Stage[] {
  if (isClosed(from)) return [];
  const open = openStages(pipeline);
  const next = open[open.indexOf(from) + 1];
  return next ? [next] : pipeline.stages.filter((stage) => stage.kind === "won");
}

/** Names the move between two stages of a pipeline. */
export function classifyMove(pipeline: Pipeline, from: Stage, to: Stage): MoveKind {
  if (from.id === to.id) return "stay";
  if (isClosed(from)) return "leave-closed";
  if (to.kind === "lost") return "lose";
  if (nextStages(pipeline, from).includes(to)) return "forward";
  const order = pipeline.stages;
  return order.indexOf(to) < order.indexOf(from) ? "backward" : "jump";
}
