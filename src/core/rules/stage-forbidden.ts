import { movesDocs } from "../pipeline/docs-links.ts";
import type { DealContext } from "./deal-context.ts";
import type { Rule } from "./rule.ts";

/** A move that the pipeline forbids is not made, whatever the order of the stages would allow. */
export const stageForbidden: Rule<DealContext> = {
  code: "stage/forbidden",
  summary: "A move that the pipeline lists as forbidden is not made.",
  check: ({ deal, file, move }) => {
    if (move?.kind !== "forbidden") return [];
    return [
      {
        at: file.source?.locate(["stage"]),
        message: `The deal moves from "${move.from.id}" to "${deal.stage}", which is not allowed: ${move.listed?.say}`,
        hint: `Set "stage: ${move.from.id}" again.`,
        docs: movesDocs(move.origin.id),
      },
    ];
  },
};
