import type { RuleBook } from "../content/rule-book.ts";
import type { Framework } from "../pipeline/framework.ts";
import { openStages, type Pipeline, type Stage } from "../pipeline/pipeline.ts";
import type { AnswersRequirement, FieldRequirement, Requirement } from "../pipeline/requirement.ts";
import type { Template } from "../pipeline/template.ts";

/** A requirement together with the stage whose `enter` or `exit` list states it. */
export interface GateRequirement {
  readonly requirement: Requirement;
  readonly stage: Stage;
  readonly list: "enter" | "exit";
}

const listed = (stage: Stage, list: "enter" | "exit"): GateRequirement[] =>
  stage[list].map((requirement) => ({ requirement, stage, list }));

/**
 * All that must hold for a deal to be in a stage: what the open stages before it ask for, and what it asks of
 * those who enter. A lost deal owes nothing but its stage's own `enter`.
 */
export function requirementsToBeIn(pipeline: Pipeline, stage: Stage): GateRequirement[] {
  const before =
    stage.kind === "lost" ? [] : openStages(pipeline).filter((each) => pipeline.stages.indexOf(each) < pipeline.stages.indexOf(stage));
  return [...before.flatMap((each) => [...listed(each, "enter"), ...listed(each, "exit")]), ...listed(stage, "enter")];
}

/** Adds to a plain sentence what the data says beyond it: limits, values, the questions, the document. */
function detailOf(requirement: Requirement, rules: RuleBook): string {
  if ("field" in requirement) return fieldDetail(requirement);
  if ("answers" in requirement) return answersDetail(requirement, rules.frameworks.get(requirement.answers));
  if ("document" in requirement) return documentDetail(rules.templates.get(requirement.document));
  return "";
}

function fieldDetail(requirement: FieldRequirement): string {
  const parts = [
    requirement.min === undefined ? "" : `at least ${requirement.min}`,
    requirement.max === undefined ? "" : `at most ${requirement.max}`,
    requirement.one_of ? `one of ${requirement.one_of.join(", ")}` : "",
  ].filter((part) => part !== "");
  return `Field ${requirement.field}${parts.length > 0 ? `: ${parts.join(", ")}` : ""}`;
}

function answersDetail(requirement: AnswersRequirement, framework: Framework | undefined): string {
  if (!framework) return "";
  const names = framework.questions.map((question) => question.name).join(", ");
  return requirement.at_least === undefined
    ? `${framework.name}: ${names}`
    : `${framework.name}: at least ${requirement.at_least} of ${names}`;
}

const documentDetail = (template: Template | undefined): string =>
  template ? `Document ${template.title}, with the sections ${template.sections.join(", ")}` : "";

/** A requirement for readers: its sentence, and the small print that the check applies. */
export interface RequirementText {
  readonly say: string;
  readonly detail: string;
}

/** Puts a requirement into words for readers. */
export const requirementText = (requirement: Requirement, rules: RuleBook): RequirementText => ({
  say: requirement.say,
  detail: detailOf(requirement, rules),
});
