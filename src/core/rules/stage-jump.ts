import { movesDocs } from "../pipeline/docs-links.ts";
import { possibleMoves } from "../pipeline/move.ts";
import type { DealContext } from "./deal-context.ts";
import type { Rule } from "./rule.ts";

/** Forward moves go one stage at a time, within one pipeline. */
export const stageJump: Rule<DealContext> = {
  code: "stage/jump",
  summary: "A deal moves forward one stage at a time.",
  check: ({ deal, file, move, pipeline }) => {
    if (!pipeline || move?.kind !== "jump") return [];
    const extra = possibleMoves(pipeline, move.from).filter(({ kind }) => kind === "forward" || kind === "extra");
    const allowed = extra.map(({ to }) => `"${to.id}"`).join(" or ");
    return [
      {
        at: file.source?.locate(["stage"]),
        message: `The deal jumps from "${move.from.id}" to "${move.to.id}"; ${allowed === "" ? "no stage further on is allowed from there" : `the next stage allowed is ${allowed}`}.`,
        hint: allowed === "" ? `Set "stage: ${move.from.id}" again.` : `Move it one stage at a time: dealbook advance ${deal.slug}`,
        docs: movesDocs(pipeline.id),
      },
    ];
  },
};
