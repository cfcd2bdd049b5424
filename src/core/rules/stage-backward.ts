import { movesDocs } from "../pipeline/docs-links.ts";
import type { DealContext } from "./deal-context.ts";
import { placeOrStage } from "./deal-context.ts";
import type { Rule } from "./rule.ts";

/** A move back to an earlier stage says why. */
export const stageBackward: Rule<DealContext> = {
  code: "stage/backward",
  summary: "A deal that goes back to an earlier stage says why, in stage_reason.",
  check: (context) => {
    const { before, deal, move, pipeline } = context;
    if (!before || !pipeline || move?.kind !== "backward") return [];
    const isNew = deal.stage_reason !== undefined && deal.stage_reason !== before.stage_reason;
    if (isNew) return [];
    const found = deal.stage_reason === undefined ? "no stage_reason is given" : "stage_reason is still that of an earlier move";
    return [
      {
        at: placeOrStage(context, ["stage_reason"]),
        message: `The deal goes back from "${move.from.id}" to "${move.to.id}", but ${found}.`,
        hint: 'Add "stage_reason:" with a sentence on what has changed.',
        docs: movesDocs(pipeline.id),
      },
    ];
  },
};
