import { movesDocs } from "../pipeline/docs-links.ts";
import type { DealContext } from "./deal-context.ts";
import { placeOrStage } from "./deal-context.ts";
import type { Rule, RuleProblem } from "./rule.ts";

/** What there is to say where a move wants a reason of its own and has none. `did` is what the deal does. */
export function missingReason(context: DealContext, did: string): RuleProblem[] {
  const { before, deal, move } = context;
  if (!before || !move) return [];
  const isNew = deal.stage_reason !== undefined && deal.stage_reason !== before.stage_reason;
  if (isNew) return [];
  const found = deal.stage_reason === undefined ? "no stage_reason is given" : "stage_reason is still that of an earlier move";
  return [
    {
      at: placeOrStage(context, ["stage_reason"]),
      message: `The deal ${did} from "${move.from.id}" to "${move.to.id}", but ${found}.`,
      hint: 'Add "stage_reason:" with a sentence on what has changed.',
      docs: movesDocs(move.origin.id),
    },
  ];
}

/** A move back to an earlier stage says why. */
export const stageBackward: Rule<DealContext> = {
  code: "stage/backward",
  summary: "A deal that goes back to an earlier stage says why, in stage_reason.",
  check: (context) => (context.move?.kind === "backward" ? missingReason(context, "goes back") : []),
};
