import { movesDocs } from "../pipeline/docs-links.ts";
import { birthStages, stageById } from "../pipeline/pipeline.ts";
import type { DealContext } from "./deal-context.ts";
import { placeOrStage } from "./deal-context.ts";
import type { Rule } from "./rule.ts";

/** The stage that the deal must name as the one it was parked in; `undefined` where it does not matter. */
function expected({ before, move }: DealContext): string | undefined {
  if (!before || !move) return undefined;
  if (move.kind === "park") return move.from.kind === "parked" ? before.parked_from : move.from.id;
  return move.kind === "stay" ? before.parked_from : undefined;
}

function complaint(context: DealContext): string | undefined {
  const { deal, pipeline, stage, before, move } = context;
  if (!pipeline || stage?.kind !== "parked" || (move && move.kind !== "park" && move.kind !== "stay")) return undefined;
  const origin = expected(context);
  if (origin !== undefined && deal.parked_from !== origin)
    return `The deal is parked from "${origin}", but parked_from says ${deal.parked_from === undefined ? "nothing" : `"${deal.parked_from}"`}.`;
  if (deal.parked_from === undefined)
    return before !== null && !birthStages(pipeline).includes(stage.id)
      ? `The deal is parked in "${stage.id}", but parked_from does not say which stage it came from.`
      : undefined;
  return stageById(pipeline, deal.parked_from)?.kind === "open" ? undefined : `There is no open stage "${deal.parked_from}" to go back to.`;
}

/** A parked deal knows where it goes on. */
export const stagePark: Rule<DealContext> = {
  code: "stage/park",
  summary: "A parked deal says in parked_from which stage it came from.",
  check: (context) => {
    const message = complaint(context);
    if (message === undefined || !context.pipeline) return [];
    const origin = expected(context);
    return [
      {
        at: placeOrStage(context, ["parked_from"]),
        message,
        hint: `Set "parked_from: ${origin ?? "<stage>"}"; the deal goes on there.`,
        docs: movesDocs(context.pipeline.id),
      },
    ];
  },
};
