import { slugOf } from "../deal/deal-files.ts";
import type { Gap, GateFacts } from "../gate/gap.ts";
import { gapsOf } from "../gate/gaps.ts";
import type { GateRequirement } from "../gate/gate.ts";
import { movesDocs, stageDocs } from "../pipeline/docs-links.ts";
import { ruleFileOf } from "../pipeline/requirement.ts";
import { nearest } from "../text/suggest.ts";
import { allCriteria, type DealContext, formerGate, gateOf, judgedStage, placeOrStage } from "./deal-context.ts";
import type { Rule, RuleProblem } from "./rule.ts";

/** Whether a requirement is of the kind that a gate rule judges: it has this key. */
type RequirementKey = "field" | "answers" | "confirm" | "document" | "link" | "activity" | "approval" | "rule";

const aims: Readonly<Record<GateRequirement["list"], string>> = {
  enter: "To be in",
  exit: "To be in",
  move: "To move to",
  birth: "To begin in",
};

function problemOf(context: DealContext, { requirement, stage, list, pipeline }: GateRequirement, gap: Gap): RuleProblem {
  const target = judgedStage(context)?.name ?? "";
  return {
    ...(gap.severity && { severity: gap.severity }),
    ...(gap.place ? { file: gap.place.file, at: gap.place.at } : { at: placeOrStage(context, gap.path ?? ["stage"]) }),
    message: `${aims[list]} ${target}: ${requirement.say} ${gap.message}`,
    hint: gap.hint,
    docs: list === "move" || list === "birth" ? movesDocs(pipeline) : stageDocs(pipeline, stage),
  };
}

/** A document or rule that cannot be read is found as such; nobody is told that it is missing, too. */
function isUnreadable({ documents, rules }: DealContext, { requirement }: GateRequirement): boolean {
  const ruleFile = ruleFileOf(requirement);
  if (ruleFile !== undefined && rules.unread.has(ruleFile)) return true;
  return "document" in requirement && documents.some((file) => !file.document && slugOf(file.path) === requirement.document);
}

/** A criterion that is confirmed under a misspelt name is found as such; nobody is told that it is missing, too. */
function isMisspelt({ deal, rules }: DealContext, { requirement }: GateRequirement): boolean {
  if (!("confirm" in requirement)) return false;
  const criteria = allCriteria(rules);
  const strange = Object.keys(deal.confirmed).filter((name) => !criteria.includes(name));
  return strange.some((name) => nearest(name, criteria) === requirement.confirm);
}

/** An approval is given to one move; once that is made, nobody is asked again. */
function isSettled(context: DealContext, { requirement }: GateRequirement): boolean {
  if (!("approval" in requirement)) return false;
  if (context.before === undefined || context.move?.kind === "stay") return true;
  return formerGate(context).some((former) => former.requirement === requirement);
}

function factsOf({ deal, documents, rules, today, before, move, approvals }: DealContext): GateFacts {
  return {
    deal,
    documents: documents.flatMap((file) => file.document ?? []),
    rules,
    today,
    before: before ?? null,
    ...(before !== undefined && { move: { kind: move?.kind ?? "stay", from: move?.from.id ?? "", to: deal.stage } }),
    ...(approvals && { approvals }),
  };
}

/** Judges the requirements of one kind, of the stage the deal is in, of the open ones before it, and of its move. */
export function gateRule(code: string, summary: string, key: RequirementKey): Rule<DealContext> {
  return {
    code,
    summary,
    check: (context) => {
      const facts = factsOf(context);
      return gateOf(context)
        .filter(
          (gate) => key in gate.requirement && !isUnreadable(context, gate) && !isMisspelt(context, gate) && !isSettled(context, gate),
        )
        .flatMap((gate) => gapsOf(gate.requirement, facts).map((gap) => problemOf(context, gate, gap)));
    },
  };
}
