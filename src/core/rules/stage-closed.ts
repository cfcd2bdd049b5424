import { movesDocs } from "../pipeline/docs-links.ts";
import type { DealContext } from "./deal-context.ts";
import type { Rule } from "./rule.ts";

/** A deal that has ended stays as it ended. */
export const stageClosed: Rule<DealContext> = {
  code: "stage/closed",
  summary: "A won or lost deal does not move any more.",
  check: ({ deal, file, move, pipeline }) => {
    if (!pipeline || move?.kind !== "leave-closed") return [];
    return [
      {
        at: file.source?.locate(["stage"]),
        message: `The deal has ended in "${move.from.id}" and cannot move to "${move.to.id}".`,
        hint: `Set "stage: ${move.from.id}" again. If ${deal.company} is interested once more, open a new deal: dealbook new`,
        docs: movesDocs(pipeline.id),
      },
    ];
  },
};
