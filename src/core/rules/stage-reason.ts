import { lostReasonsDocs } from "../pipeline/docs-links.ts";
import { didYouMean } from "../text/suggest.ts";
import type { DealContext } from "./deal-context.ts";
import { placeOrStage } from "./deal-context.ts";
import type { Rule } from "./rule.ts";

/** A lost deal names a reason from the pipeline's list. */
export const stageReason: Rule<DealContext> = {
  code: "stage/reason",
  summary: "A lost deal names its reason, one of the pipeline's lost_reasons.",
  check: (context) => {
    const { deal, pipeline, stage } = context;
    if (!pipeline || stage?.kind !== "lost") return [];
    const reasons = pipeline.lost_reasons.map((reason) => reason.id);
    if (deal.lost_reason !== undefined && reasons.includes(deal.lost_reason)) return [];
    const isMissing = deal.lost_reason === undefined;
    return [
      {
        at: placeOrStage(context, ["lost_reason"]),
        message: isMissing ? "The deal is lost, but lost_reason does not say why." : `"${deal.lost_reason}" is not a reason on the list.`,
        hint: isMissing ? `Add "lost_reason:" with one of: ${reasons.join(", ")}.` : didYouMean(deal.lost_reason ?? "", reasons),
        docs: lostReasonsDocs(pipeline.id),
      },
    ];
  },
};
