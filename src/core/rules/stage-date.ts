import { movesDocs } from "../pipeline/docs-links.ts";
import { isRefused } from "../pipeline/move.ts";
import type { DealContext } from "./deal-context.ts";
import { placeOrStage } from "./deal-context.ts";
import type { Rule } from "./rule.ts";

function complaint({ before, deal, move, today }: DealContext): string | undefined {
  if (deal.stage_entered > today) return `stage_entered is ${deal.stage_entered}, which is after today (${today}).`;
  if (!before || !move || move.kind === "stay" || isRefused(move.kind)) return undefined;
  if (deal.stage_entered < before.stage_entered) {
    return `The deal entered "${move.to.id}" on ${deal.stage_entered}, before it entered "${move.from.id}" (${before.stage_entered}).`;
  }
  // Two moves on one day are possible; the day can be checked only while it is that day.
  if (deal.stage_entered === before.stage_entered && deal.stage_entered !== today) {
    return `The stage changed to "${move.to.id}", but stage_entered is still ${before.stage_entered}, the day the deal entered "${move.from.id}".`;
  }
  return undefined;
}

/** A date that changes while the stage does not may be a correction; whoever reviews it should know. */
function correction({ before, deal, move }: DealContext): string | undefined {
  if (!before || move?.kind !== "stay" || deal.stage_entered === before.stage_entered) return undefined;
  return `stage_entered changes from ${before.stage_entered} to ${deal.stage_entered}, although the deal stays in "${move.to.id}".`;
}

/** The date of a stage change is given, and possible. */
export const stageDate: Rule<DealContext> = {
  code: "stage/date",
  summary: "A stage change comes with its date in stage_entered: not before the last one, and not in the future.",
  check: (context) => {
    const error = complaint(context);
    const message = error ?? correction(context);
    if (message === undefined) return [];
    return [
      {
        severity: error === undefined ? "warning" : "error",
        at: placeOrStage(context, ["stage_entered"]),
        message,
        hint:
          error === undefined
            ? `Keep it only if it mends a mistake.`
            : `Set "stage_entered:" to the day the deal moved, such as ${context.today}.`,
        ...(context.pipeline && { docs: movesDocs(context.pipeline.id) }),
      },
    ];
  },
};
