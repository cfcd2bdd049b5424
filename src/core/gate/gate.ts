import { stringify } from "yaml";
import type { RuleBook } from "../content/rule-book.ts";
import type { Framework } from "../pipeline/framework.ts";
import { classifyMove, listedMove, type StageMove } from "../pipeline/move.ts";
import { birthNeeds, type ListedMove, openStages, type Pipeline, type Stage, stageById } from "../pipeline/pipeline.ts";
import type {
  ActivityRequirement,
  AnswersRequirement,
  DocumentRequirement,
  documentStatuses,
  Examples,
  FieldRequirement,
  LinkRequirement,
  Requirement,
} from "../pipeline/requirement.ts";
import type { Template } from "../pipeline/template.ts";

/** A requirement together with where it is stated: in a stage's list, for a move, or for beginning in a stage. */
export interface GateRequirement {
  readonly requirement: Requirement;
  readonly list: "enter" | "exit" | "move" | "birth";
  /** The stage whose list it is; for a move the one it leads to. */
  readonly stage: Stage;
  /** Id of the pipeline that states it. */
  readonly pipeline: string;
}

const listed = (pipeline: Pipeline, stage: Stage, list: "enter" | "exit"): GateRequirement[] =>
  stage[list].map((requirement) => ({ requirement, stage, list, pipeline: pipeline.id }));

const openBefore = (pipeline: Pipeline, stage: Stage): Stage[] =>
  openStages(pipeline).filter((each) => pipeline.stages.indexOf(each) < pipeline.stages.indexOf(stage));

/** The stages whose requirements a deal has behind it that is in `stage`; a parked deal has those of where it came from. */
function stagesBehind(pipeline: Pipeline, stage: Stage, parkedFrom: string | undefined): Stage[] {
  if (stage.kind === "lost") return [];
  if (stage.kind !== "parked") return openBefore(pipeline, stage);
  const origin = parkedFrom === undefined ? undefined : stageById(pipeline, parkedFrom);
  return origin ? openBefore(pipeline, origin) : [];
}

/**
 * All that must hold for a deal to be in a stage: what the open stages before it ask for, and what it asks of
 * those who enter. A lost deal owes nothing but its stage's own `enter`; a parked one owes what it owed before.
 */
export function requirementsToBeIn(pipeline: Pipeline, stage: Stage, parkedFrom?: string): GateRequirement[] {
  const behind = stagesBehind(pipeline, stage, parkedFrom);
  const origin = stage.kind === "parked" && parkedFrom !== undefined ? stageById(pipeline, parkedFrom) : undefined;
  return [
    ...behind.flatMap((each) => [...listed(pipeline, each, "enter"), ...listed(pipeline, each, "exit")]),
    ...(origin ? listed(pipeline, origin, "enter") : []),
    ...listed(pipeline, stage, "enter"),
  ];
}

/** What a stage asks of those who move on from it. */
export const requirementsToLeave = (pipeline: Pipeline, stage: Stage): GateRequirement[] => listed(pipeline, stage, "exit");

/** What a listed move asks for, besides the gate. */
export const requirementsOfMove = (pipeline: Pipeline, to: Stage, move: ListedMove | undefined): GateRequirement[] =>
  (move?.needs ?? []).map((requirement) => ({ requirement, stage: to, list: "move", pipeline: pipeline.id }));

/** Everything that a move within a pipeline asks for: to leave a parked stage, to make the move, and to be in the new stage. */
export function requirementsOfStep(pipeline: Pipeline, move: StageMove): GateRequirement[] {
  const { from, to, parkedFrom } = move;
  const leaving = classifyMove(pipeline, move) === "resume" ? requirementsToLeave(pipeline, from) : [];
  const needs = requirementsOfMove(pipeline, to, listedMove(pipeline, from.id, to.id));
  return [...leaving, ...needs, ...requirementsToBeIn(pipeline, to, from.kind === "parked" ? parkedFrom : from.id)];
}

/** What a deal needs that begins in a stage. */
export const requirementsOfBirth = (pipeline: Pipeline, stage: Stage): GateRequirement[] =>
  birthNeeds(pipeline, stage.id).map((requirement) => ({ requirement, stage, list: "birth", pipeline: pipeline.id }));

/** Adds to a plain sentence what the data says beyond it: limits, values, the questions, the document. */
function detailOf(requirement: Requirement, rules: RuleBook): string {
  if ("field" in requirement) return fieldDetail(requirement);
  if ("answers" in requirement) return answersDetail(requirement, rules.frameworks.get(requirement.answers));
  if ("document" in requirement) return documentDetail(requirement, rules.templates.get(requirement.document));
  if ("link" in requirement) return linkDetail(requirement);
  if ("activity" in requirement) return activityDetail(requirement);
  return "";
}

function fieldDetail(requirement: FieldRequirement): string {
  const parts = [
    requirement.min === undefined ? "" : `at least ${requirement.min}`,
    requirement.max === undefined ? "" : `at most ${requirement.max}`,
    requirement.one_of ? `one of ${requirement.one_of.join(", ")}` : "",
    requirement.before === undefined ? "" : `before ${requirement.before}`,
    requirement.after === undefined ? "" : `after ${requirement.after}`,
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

/** What a document's status means, for readers. */
const statusNames: Readonly<Record<(typeof documentStatuses)[number], string>> = {
  draft: "drafted",
  sent: "sent",
  "signed-by-us": "signed by us",
  signed: "signed by both sides",
};

function documentDetail({ status, signed_by }: DocumentRequirement, template: Template | undefined): string {
  if (!template) return "";
  const signer = signed_by === undefined ? "" : ` (${status === "signed" ? "for us: " : ""}${signed_by})`;
  const wanted = status === undefined ? "" : `, ${statusNames[status]}${signer}`;
  return `Document ${template.title}${wanted}, with the sections ${template.sections.join(", ")}`;
}

const linkDetail = ({ link, to }: LinkRequirement): string => `Link ${link}${to === undefined ? "" : `, to ${to}…`}`;

function activityDetail({ activity, at_least, since, within_days, reply, consent }: ActivityRequirement): string {
  const kinds = activity === "any" ? "activity" : [activity].flat().join(" or ");
  const limits = [
    since === undefined ? "" : "since the deal entered its stage",
    within_days === undefined ? "" : `in the last ${within_days} days`,
    reply ? "answered by the customer" : "",
    consent ? "recorded with consent" : "",
  ].filter((part) => part !== "");
  return `At least ${at_least} ${kinds}${limits.length > 0 ? `, ${limits.join(", ")}` : ""}`;
}

/** A requirement for readers: its sentence, the small print that the check applies, and examples as YAML. */
export interface RequirementText {
  readonly say: string;
  readonly detail: string;
  readonly examples: ExampleTexts;
}

/** Examples as they stand in the pipeline's file, each on a line. */
export interface ExampleTexts {
  readonly pass: readonly string[];
  readonly fail: readonly string[];
}

const yamlLine = (value: unknown): string => stringify(value, { collectionStyle: "flow", lineWidth: 0 }).trimEnd();

/** Writes examples out for readers. */
export const exampleTexts = (examples: Examples | undefined): ExampleTexts => ({
  pass: (examples?.pass ?? []).map(yamlLine),
  fail: (examples?.fail ?? []).map(yamlLine),
});

/** Puts a requirement into words for readers. */
export const requirementText = (requirement: Requirement, rules: RuleBook): RequirementText => ({
  say: requirement.say,
  detail: detailOf(requirement, rules),
  examples: exampleTexts(requirement.examples),
});
