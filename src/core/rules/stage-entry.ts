import { movesDocs } from "../pipeline/docs-links.ts";
import { birthStages } from "../pipeline/pipeline.ts";
import { beginsWell, type DealContext } from "./deal-context.ts";
import type { Rule } from "./rule.ts";

/** A new deal begins where the pipeline lets deals begin. */
export const stageEntry: Rule<DealContext> = {
  code: "stage/entry",
  summary: "A new deal begins in one of the stages that the pipeline names in born_in.",
  check: (context) => {
    const { deal, file, pipeline } = context;
    if (!pipeline || beginsWell(context)) return [];
    const allowed = birthStages(pipeline)
      .map((id) => `"${id}"`)
      .join(" or ");
    return [
      {
        at: file.source?.locate(["stage"]),
        message: `The new deal begins in "${deal.stage}"; deals begin in ${allowed}.`,
        hint: `Set "stage: ${birthStages(pipeline)[0]}" and advance the deal from there.`,
        docs: movesDocs(pipeline.id),
      },
    ];
  },
};
