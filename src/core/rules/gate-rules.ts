import { slugOf } from "../deal/deal-files.ts";
import { type Gap, gapsOf } from "../gate/gaps.ts";
import { type GateRequirement, requirementsToBeIn } from "../gate/gate.ts";
import { stageDocs } from "../pipeline/docs-links.ts";
import { criteriaOf } from "../pipeline/pipeline.ts";
import { ruleFileOf } from "../pipeline/requirement.ts";
import { nearest } from "../text/suggest.ts";
import { type DealContext, judgedStage, placeOrStage } from "./deal-context.ts";
import type { Rule, RuleProblem } from "./rule.ts";

/** Whether a requirement is of the kind that a gate rule judges: it has this key. */
type RequirementKey = "field" | "answers" | "confirm" | "document";

function problemOf(context: DealContext, { requirement, stage }: GateRequirement, gap: Gap): RuleProblem {
  const target = judgedStage(context)?.name ?? "";
  return {
    ...(gap.place ? { file: gap.place.file, at: gap.place.at } : { at: placeOrStage(context, gap.path ?? ["stage"]) }),
    message: `To be in ${target}: ${requirement.say} ${gap.message}`,
    hint: gap.hint,
    ...(context.pipeline && { docs: stageDocs(context.pipeline.id, stage) }),
  };
}

/** A document or rule that cannot be read is found as such; nobody is told that it is missing, too. */
function isUnreadable({ documents, rules }: DealContext, { requirement }: GateRequirement): boolean {
  const ruleFile = ruleFileOf(requirement);
  if (ruleFile !== undefined && rules.unread.has(ruleFile)) return true;
  return "document" in requirement && documents.some((file) => !file.document && slugOf(file.path) === requirement.document);
}

/** A criterion that is confirmed under a misspelt name is found as such; nobody is told that it is missing, too. */
function isMisspelt({ deal, pipeline }: DealContext, { requirement }: GateRequirement): boolean {
  if (!("confirm" in requirement) || !pipeline) return false;
  const criteria = criteriaOf(pipeline);
  const strange = Object.keys(deal.confirmed).filter((name) => !criteria.includes(name));
  return strange.some((name) => nearest(name, criteria) === requirement.confirm);
}

/** Judges the requirements of one kind, of the stage the deal is in and of the open ones before it. */
export function gateRule(code: string, summary: string, key: RequirementKey): Rule<DealContext> {
  return {
    code,
    summary,
    check: (context) => {
      const stage = judgedStage(context);
      if (!context.pipeline || !stage) return [];
      const facts = {
        deal: context.deal,
        documents: context.documents.flatMap((file) => file.document ?? []),
        rules: context.rules,
        today: context.today,
      };
      return requirementsToBeIn(context.pipeline, stage)
        .filter((gate) => key in gate.requirement && !isUnreadable(context, gate) && !isMisspelt(context, gate))
        .flatMap((gate) => gapsOf(gate.requirement, facts).map((gap) => problemOf(context, gate, gap)));
    },
  };
}
