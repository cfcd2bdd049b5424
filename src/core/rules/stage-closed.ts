import { movesDocs } from "../pipeline/docs-links.ts";
import { possibleMoves } from "../pipeline/move.ts";
import type { DealContext } from "./deal-context.ts";
import type { Rule } from "./rule.ts";

/** A deal that has ended stays as it ended. */
export const stageClosed: Rule<DealContext> = {
  code: "stage/closed",
  summary: "A won or lost deal does not move any more.",
  check: ({ deal, file, move, pipeline }) => {
    if (!pipeline || move?.kind !== "leave-closed") return [];
    const again = possibleMoves(pipeline, move.from).map(({ to }) => `"${to.id}"`);
    const other =
      again.length > 0
        ? `It may be opened again in ${again.join(" or ")}.`
        : `If ${deal.company} is interested once more, open a new deal: dealbook new`;
    return [
      {
        at: file.source?.locate(["stage"]),
        message: `The deal has ended in "${move.from.id}" and cannot move to "${move.to.id}".`,
        hint: `Set "stage: ${move.from.id}" again. ${other}`,
        docs: movesDocs(pipeline.id),
      },
    ];
  },
};
