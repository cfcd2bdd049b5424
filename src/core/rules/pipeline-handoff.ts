import type { Settings } from "../content/content.ts";
import { pipelinePath } from "../content/rule-book.ts";
import { type Pipeline, stageById } from "../pipeline/pipeline.ts";
import { didYouMean } from "../text/suggest.ts";
import type { Rule } from "./rule.ts";

type Rules = Pick<Settings, "rules" | "pipelineSources">;

/** What is wrong with where a handoff leads; a pipeline that cannot be read is found as such. */
function complaint(own: string, to: string, { rules: { pipelines, unread } }: Rules): { message: string; hint: string } | undefined {
  const [id = "", stage = ""] = to.split("/");
  if (unread.has(pipelinePath(id))) return undefined;
  if (id === own) return { message: `"${to}" is a stage of this same pipeline.`, hint: `Write "to: ${stage}".` };
  const target = pipelines.get(id);
  const others = [...pipelines.keys()].filter((each) => each !== own);
  if (!target) return { message: `There is no pipeline "${id}" to hand deals over to.`, hint: didYouMean(id, others) };
  if (stageById(target, stage)) return undefined;
  const stages = target.stages.map((each) => each.id);
  return { message: `The pipeline "${id}" has no stage "${stage}" to hand deals over to.`, hint: didYouMean(stage, stages) };
}

const handoffs = ({ moves }: Pipeline) => moves.map(({ to }, index) => ({ to, index })).filter(({ to }) => to.includes("/"));

/** A handoff leads to a stage that exists. */
export const pipelineHandoff: Rule<Rules> = {
  code: "pipeline/handoff",
  summary: "A move that hands deals over leads to a stage of another pipeline that exists.",
  check: (settings) =>
    [...settings.rules.pipelines.values()].flatMap((pipeline) =>
      handoffs(pipeline).flatMap(({ to, index }) => {
        const found = complaint(pipeline.id, to, settings);
        const at = settings.pipelineSources.get(pipeline.id)?.locate(["moves", index, "to"]);
        return found ? [{ file: pipelinePath(pipeline.id), at, ...found }] : [];
      }),
    ),
};
