import { movesDocs } from "../pipeline/docs-links.ts";
import { handoffsFrom } from "../pipeline/move.ts";
import { type DealContext, leavesPipeline } from "./deal-context.ts";
import type { Rule } from "./rule.ts";

/** A deal stays in its pipeline. */
export const stagePipeline: Rule<DealContext> = {
  code: "stage/pipeline",
  summary: "A deal stays in the pipeline it was created in.",
  check: (context) => {
    const { before, deal, file, pipeline, rules } = context;
    if (!before || !pipeline || !leavesPipeline(context)) return [];
    const origin = rules.pipelines.get(before.pipeline);
    const targets = origin ? handoffsFrom(origin, before.stage).map(({ to }) => to) : [];
    const other =
      targets.length > 0
        ? `from "${before.stage}" it may be handed over to ${targets.join(" or ")}.`
        : `open a new deal in "${deal.pipeline}" with: dealbook new`;
    return [
      {
        at: file.source?.locate(["pipeline"]),
        message: `The deal changes from the pipeline "${before.pipeline}" to "${deal.pipeline}", and no rule allows that.`,
        hint: `Set "pipeline: ${before.pipeline}" again; ${other}`,
        docs: movesDocs(before.pipeline),
      },
    ];
  },
};
