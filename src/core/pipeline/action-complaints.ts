import { actionKinds, type PlacedAction } from "./action.ts";
import type { Complaint } from "./complaint.ts";
import { complaintsOfExpression } from "./expression-complaints.ts";
import { type Pipeline, placedActions } from "./pipeline.ts";

/** Each thing that is done has a sentence and a key of its own. */
function kindComplaints({ action, path }: PlacedAction): Complaint[] {
  const [first, second] = actionKinds.filter((kind) => action[kind] !== undefined);
  if (first === undefined || second === undefined) return [];
  const message = `One action does one thing, and this one has "${first}:" and "${second}:".`;
  return [{ path: [...path, second], message, hint: "Make two of it, each with its own sentence." }];
}

const forbiddenMoves = ({ moves }: Pipeline): Complaint[] =>
  moves.flatMap(({ forbidden, on_move }, index) => {
    if (!forbidden || on_move.length === 0) return [];
    const message = "A forbidden move starts nothing: nobody makes it.";
    return [{ path: ["moves", index, "on_move"], message, hint: 'Remove "on_move:", or "forbidden:".' }];
  });

/** What is wrong with a pipeline's actions: two in one, guards that cannot be used, moves that nobody makes. */
export const actionComplaints = (pipeline: Pipeline): Complaint[] => [
  ...placedActions(pipeline).flatMap((placed) => [
    ...kindComplaints(placed),
    ...complaintsOfExpression(placed.action.when, [...placed.path, "when"]),
  ]),
  ...forbiddenMoves(pipeline),
];
