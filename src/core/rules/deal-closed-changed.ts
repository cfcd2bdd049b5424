import { isClosed } from "../pipeline/pipeline.ts";
import type { DealContext } from "./deal-context.ts";
import { placeOrStage } from "./deal-context.ts";
import type { Rule } from "./rule.ts";

/** What metrics count of a deal that has ended. */
const counted = ["amount", "lost_reason"] as const;

/** A change of what was won, or why something was lost, changes figures of the past; whoever reviews it should know. */
export const dealClosedChanged: Rule<DealContext> = {
  code: "deal/closed-changed",
  summary: "What metrics count of a won or lost deal, its amount and lost_reason, is changed only to mend a mistake (a warning).",
  check: (context) => {
    const { before, deal, move, stage } = context;
    if (!before || !stage || move?.kind !== "stay" || !isClosed(stage)) return [];
    const shown = (value: unknown) => JSON.stringify(value, (_, each) => (typeof each === "bigint" ? String(each) : each));
    return counted
      .filter((field) => shown(before[field]) !== shown(deal[field]))
      .map((field) => ({
        severity: "warning",
        at: placeOrStage(context, [field]),
        message: `The deal ended in "${stage.id}" on ${deal.stage_entered}, and its "${field}" changes; metrics of that time change with it.`,
        hint: "Keep it only if it mends a mistake.",
      }));
  },
};
