import type { Settings } from "../content/content.ts";
import { pipelinePath } from "../content/rule-book.ts";
import type { Deal } from "../deal/deal.ts";
import type { Pipeline } from "../pipeline/pipeline.ts";
import type { Rule, RuleProblem } from "./rule.ts";

/** A change of pipeline files, and the deals that are in them afterwards. */
export interface PipelineChange {
  readonly base: Settings;
  readonly head: Settings;
  /** Paths of all files after the change, from the content root. */
  readonly paths: ReadonlySet<string>;
  readonly deals: readonly Deal[];
}

function listed(deals: readonly Deal[]): string {
  const names = deals
    .slice(0, 3)
    .map((deal) => deal.slug)
    .join(", ");
  const count = deals.length === 1 ? "1 deal is" : `${deals.length} deals are`;
  return `${count} in it (${names}${deals.length > 3 ? ", …" : ""})`;
}

function retired(pipeline: Pipeline, { head, deals }: PipelineChange): RuleProblem[] {
  const now = head.rules.pipelines.get(pipeline.id);
  if (!now) return [];
  return pipeline.stages
    .filter((stage) => !now.stages.some((each) => each.id === stage.id))
    .flatMap((stage) => {
      const inside = deals.filter((deal) => deal.pipeline === pipeline.id && deal.stage === stage.id);
      if (inside.length === 0) return [];
      return [
        {
          file: pipelinePath(pipeline.id),
          at: head.pipelineSources.get(pipeline.id)?.locateKey(["stages"]),
          message: `The stage "${stage.id}" is removed while ${listed(inside)}.`,
          hint: "Move these deals on first, in a pull request of their own; then remove the stage.",
        },
      ];
    });
}

/** A stage is not taken away under the deals that are in it. */
export const pipelineStageRemoved: Rule<PipelineChange> = {
  code: "pipeline/stage-removed",
  summary: "A stage is removed only when no deal is in it.",
  check: (change) => [...change.base.rules.pipelines.values()].flatMap((pipeline) => retired(pipeline, change)),
};

/** A pipeline is not taken away under the deals that are in it. */
export const pipelineRemoved: Rule<PipelineChange> = {
  code: "pipeline/removed",
  summary: "A pipeline's file is removed only when no deal is in it.",
  check: ({ base, paths, deals }) =>
    [...base.rules.pipelines.values()]
      .filter((pipeline) => !paths.has(pipelinePath(pipeline.id)))
      .flatMap((pipeline) => {
        const inside = deals.filter((deal) => deal.pipeline === pipeline.id);
        if (inside.length === 0) return [];
        return [
          {
            file: pipelinePath(pipeline.id),
            message: `The pipeline "${pipeline.id}" is removed while ${listed(inside)}.`,
            hint: "Restore the file.",
          },
        ];
      }),
};
