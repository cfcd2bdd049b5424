import { evaluateRule } from "../gate/rule-gaps.ts";
import { type Action, type PlacedAction, placeActions } from "../pipeline/action.ts";
import type { PlacedArrival } from "./arrival.ts";

/** What an arrival may start: what the pipeline says, then the move, then the stage. */
function listedActions({ pipeline, stage, move }: PlacedArrival): PlacedAction[] {
  const listed = move?.listed;
  return [
    ...placeActions(pipeline.on_move, [pipeline.id, "on_move"]),
    ...(move && listed ? placeActions(listed.on_move, [move.origin.id, "moves", move.origin.moves.indexOf(listed), "on_move"]) : []),
    ...placeActions(stage.on_enter, [pipeline.id, "stages", stage.id, "on_enter"]),
  ];
}

/** True where an action's guard is; an expression without a value, because a field is missing, is not true. */
function isWanted({ when }: Action, { deal, before, move, rules, people, date }: PlacedArrival): boolean {
  if (when === undefined) return true;
  const named = move && { kind: move.kind, from: move.from.id, to: move.to.id };
  const result = evaluateRule(when, { deal, documents: [], rules, people, today: date, before, ...(named && { move: named }) });
  return "value" in result && result.value;
}

/** What is to happen because of an arrival, reminders included, in the order of the pipeline's file. */
export const startedActions = (arrival: PlacedArrival): PlacedAction[] =>
  listedActions(arrival).filter(({ action }) => isWanted(action, arrival));

/** The same in plain words. */
export const sayStarted = (arrival: PlacedArrival): string[] => startedActions(arrival).map(({ action }) => action.say);
