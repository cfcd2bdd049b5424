import type { PlacedDeal } from "../../app/find-deal.ts";
import { Refusal } from "../../app/refusal.ts";
import type { RuleBook } from "../../core/content/rule-book.ts";
import { classifyMove } from "../../core/pipeline/move.ts";
import { everyStep, type OnwardStep } from "../../core/pipeline/onward.ts";
import { type Pipeline, stageById } from "../../core/pipeline/pipeline.ts";
import { didYouMean } from "../../core/text/suggest.ts";

/** A stage of another pipeline; the judge says whether the deal may go there. */
function elsewhere(wanted: string, pipelines: ReadonlyMap<string, Pipeline>): OnwardStep | undefined {
  const [pipelineId = "", stageId = ""] = wanted.split("/");
  const handoff = pipelines.get(pipelineId);
  const to = handoff && stageById(handoff, stageId);
  return to && { name: wanted, kind: "handoff", to, handoff };
}

function unknownStage(wanted: string, { pipeline }: PlacedDeal): Refusal {
  const ids = pipeline.stages.map(({ id }) => id);
  return new Refusal(`"${wanted}" is no stage of ${pipeline.name}.`, didYouMean(wanted, ids));
}

/** The step to a stage that is named, whether it is allowed or not. Refuses a name that is none, and the stage that the deal is in. */
export function stepTo(wanted: string, placed: PlacedDeal, rules: RuleBook): OnwardStep {
  const { pipeline, stage, deal } = placed;
  const own = wanted.startsWith(`${pipeline.id}/`) ? wanted.slice(pipeline.id.length + 1) : wanted;
  if (own === stage.id) throw new Refusal(`The deal is in ${stage.name} already, since ${deal.stage_entered}.`, "Nothing is to be done.");
  const known = everyStep({ pipeline, stage, parkedFrom: deal.parked_from }, rules).find(({ name }) => name === own);
  if (known) return known;
  const to = stageById(pipeline, own);
  if (to) return { name: own, kind: classifyMove(pipeline, { from: stage, to, parkedFrom: deal.parked_from }), to };
  const other = elsewhere(own, rules.pipelines);
  if (other) return other;
  throw unknownStage(wanted, placed);
}
