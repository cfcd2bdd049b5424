import type { RuleBook } from "../../core/content/rule-book.ts";
import { type ExampleTexts, exampleTexts, type RequirementText, requirementText } from "../../core/gate/gate.ts";
import type { People, Quota } from "../../core/people/people.ts";
import type { Action } from "../../core/pipeline/action.ts";
import { lostReasonsDocs, movesDocs, stageAnchor } from "../../core/pipeline/docs-links.ts";
import type { Framework } from "../../core/pipeline/framework.ts";
import { handoffTarget } from "../../core/pipeline/handoffs.ts";
import { nextStages } from "../../core/pipeline/move.ts";
import {
  birthNeeds,
  birthStages,
  isClosed,
  type ListedMove,
  openStages,
  type Pipeline,
  requirementsOf,
  type Stage,
  stageById,
} from "../../core/pipeline/pipeline.ts";
import type { Requirement } from "../../core/pipeline/requirement.ts";
import type { Template } from "../../core/pipeline/template.ts";
import { counted, type Format } from "./format.ts";

/** Something that is to happen when a deal moves, as the process page prints it. */
export interface ActionText {
  readonly say: string;
  /** What happens by itself; absent where somebody has to do it. */
  readonly how?: string;
}

function howText({ issue, slack, email, webhook }: Action): string | undefined {
  if (issue) return `opens an issue in ${issue.repository}`;
  if (slack) return "posts to Slack";
  if (email) return "sends an e-mail";
  return webhook && "calls a webhook";
}

const actionTexts = (actions: readonly Action[]): ActionText[] =>
  actions.map((action) => {
    const how = howText(action);
    return { say: action.say, ...(how !== undefined && { how }) };
  });

/** A stage as the process page prints it. */
export interface StageView {
  readonly stage: Stage;
  readonly anchor: string;
  /** The stages that a deal may go on to. */
  readonly next: readonly Stage[];
  readonly enter: readonly RequirementText[];
  /** What must hold to move on, without the criteria. */
  readonly exit: readonly RequirementText[];
  /** Success criteria: what somebody attests to before the deal moves on. */
  readonly criteria: readonly RequirementText[];
  /** What the stage produces: what its file names, and the documents that leaving it asks for. */
  readonly deliverables: readonly string[];
  /** What is to happen when a deal arrives. */
  readonly starts: readonly ActionText[];
  readonly leader?: string;
}

const isCriterion = (requirement: Requirement): boolean => "confirm" in requirement;

function deliverablesOf(stage: Stage, { templates }: RuleBook): string[] {
  const documents = stage.exit.flatMap((each) => ("document" in each ? (templates.get(each.document)?.title ?? each.document) : []));
  return [...new Set([...stage.deliverables, ...documents])];
}

const roleName = (id: string, people: People | null): string => new Map(Object.entries(people?.roles ?? {})).get(id)?.name ?? id;

/** Draws up the stages of a process page. */
export function stageViews(pipeline: Pipeline, rules: RuleBook, people: People | null): StageView[] {
  const texts = (requirements: readonly Requirement[]): RequirementText[] => requirements.map((each) => requirementText(each, rules));
  return pipeline.stages.map((stage) => ({
    stage,
    anchor: stageAnchor(stage.id),
    next: nextStages(pipeline, stage),
    enter: texts(stage.enter),
    exit: texts(stage.exit.filter((each) => !isCriterion(each))),
    criteria: texts(stage.exit.filter(isCriterion)),
    deliverables: deliverablesOf(stage, rules),
    starts: actionTexts(stage.on_enter),
    ...(stage.owner_role !== undefined && { leader: roleName(stage.owner_role, people) }),
  }));
}

/** Who is asked to review a pull request that changes a deal. */
export interface ReviewerView {
  /** Name of the role. */
  readonly role: string;
  readonly say: string;
  readonly examples: ExampleTexts;
}

/** Draws up who is asked to review. */
export const reviewerViews = ({ reviewers }: Pipeline, people: People | null): ReviewerView[] =>
  reviewers.map(({ role, say, examples }) => ({ role: roleName(role, people), say, examples: exampleTexts(examples) }));

const present = <T>(ids: readonly string[], known: ReadonlyMap<string, T>): T[] => [...new Set(ids)].flatMap((id) => known.get(id) ?? []);

/** The frameworks that a pipeline's requirements ask for. */
export const frameworksOf = (pipeline: Pipeline, { frameworks }: RuleBook): Framework[] =>
  present(
    requirementsOf(pipeline).flatMap((each) => ("answers" in each ? each.answers : [])),
    frameworks,
  );

/** The templates of the documents that a pipeline's requirements ask for. */
export const templatesOf = (pipeline: Pipeline, { templates }: RuleBook): Template[] =>
  present(
    requirementsOf(pipeline).flatMap((each) => ("document" in each ? each.document : [])),
    templates,
  );

/** A role's quota in words. */
export const quotaText = (quota: Quota, format: Format): string =>
  "amount" in quota ? `${format.money(quota.amount)} a ${quota.per}` : `${quota.qualified} qualified opportunities a ${quota.per}`;

/** Stages by their names: `Lead or Offer`. */
export const stageNames = (stages: readonly Stage[]): string =>
  new Intl.ListFormat("en", { type: "disjunction" }).format(stages.map(({ name }) => name));

const named = (pipeline: Pipeline, ids: readonly string[]): Stage[] => ids.flatMap((id) => stageById(pipeline, id) ?? []);

function birthSentences(pipeline: Pipeline): string[] {
  const needs = named(pipeline, birthStages(pipeline)).flatMap((stage) =>
    birthNeeds(pipeline, stage.id).map(({ say }) => `To begin in ${stage.name}: ${say}`),
  );
  return [`A deal begins in ${stageNames(named(pipeline, birthStages(pipeline)))}.`, ...needs];
}

function forwardSentence(pipeline: Pipeline): string {
  const won = pipeline.stages.filter(({ kind }) => kind === "won");
  const end = won.length === 0 ? "" : `; from ${stageNames(openStages(pipeline).slice(-1))} it goes to ${stageNames(won)}`;
  return `A deal moves forward one stage at a time, in the order of this page${end}.`;
}

function parkSentences(pipeline: Pipeline): string[] {
  const parked = pipeline.stages.filter(({ kind }) => kind === "parked");
  return parked.length === 0 ? [] : [`A deal may be parked in ${stageNames(parked)}, and goes on in the stage that it came from.`];
}

function qualifiedSentences(pipeline: Pipeline): string[] {
  const { qualified } = pipeline;
  if (!qualified) return [];
  const days = qualified.unless_back_within_days;
  const unless = days === undefined ? "" : `, unless it goes back to an earlier stage within ${counted(days, "day")}`;
  return [
    `A deal counts as a qualified opportunity from the day on which it enters ${stageNames(named(pipeline, [qualified.from]))}${unless}.`,
  ];
}

/** The moves that a deal may make in the ordinary way, one sentence each. */
export function moveSentences(pipeline: Pipeline): string[] {
  const lost = pipeline.stages.filter(({ kind }) => kind === "lost");
  return [
    ...birthSentences(pipeline),
    forwardSentence(pipeline),
    "A deal may go back to an earlier stage, with the reason.",
    ...parkSentences(pipeline),
    `A deal may be lost from any open or parked stage: it goes to ${stageNames(lost)} with one of the reasons below.`,
    `A deal in ${stageNames(pipeline.stages.filter(isClosed))} stays there, unless a move below says otherwise.`,
    ...pipeline.time_rules.map(({ say }) => say),
    ...pipeline.on_move.map(({ say }) => `Whenever a deal enters a stage: ${say}`),
    ...qualifiedSentences(pipeline),
  ];
}

/** A move that the pipeline lists, as the process page prints it. */
export interface ListedMoveView {
  readonly title: string;
  readonly say: string;
  readonly isForbidden: boolean;
  readonly needs: readonly RequirementText[];
  /** What is to happen when a deal makes the move. */
  readonly starts: readonly ActionText[];
  readonly examples: ExampleTexts;
}

/** Name of a stage, or of a stage of another pipeline. */
function targetName(pipeline: Pipeline, to: string, { pipelines }: RuleBook): string {
  const [first = "", second] = to.split("/");
  if (second === undefined) return stageById(pipeline, first)?.name ?? first;
  const other = pipelines.get(first);
  return `${(other && stageById(other, second)?.name) ?? second} (${other?.name ?? first})`;
}

/** What a listed move asks for and starts, and its examples, in words. */
export const moveTexts = (
  { needs, on_move, examples }: ListedMove,
  rules: RuleBook,
): Pick<ListedMoveView, "needs" | "starts" | "examples"> => ({
  needs: needs.map((each) => requirementText(each, rules)),
  starts: actionTexts(on_move),
  examples: exampleTexts(examples),
});

/** The moves that a pipeline lists besides the ordinary ones and the handoffs. */
export const listedMoves = (pipeline: Pipeline, rules: RuleBook): ListedMoveView[] =>
  pipeline.moves
    .filter((move) => !handoffTarget(pipeline, move, rules.pipelines))
    .map((move) => ({
      title: `${stageNames(named(pipeline, move.from))} → ${targetName(pipeline, move.to, rules)}`,
      say: move.say,
      isForbidden: move.forbidden === true,
      ...moveTexts(move, rules),
    }));

/** The last part of an address, which is the anchor on the process page. */
const anchorOf = (address: string): string => address.slice(address.indexOf("#") + 1);

/** A heading of the process page, for its table of contents. */
interface PageHeading {
  readonly depth: number;
  readonly slug: string;
  readonly text: string;
}

/** The headings of a process page, in their order. */
export function processHeadings(
  pipeline: Pipeline,
  parts: { readonly handoffs: boolean; readonly frameworks: boolean; readonly templates: boolean; readonly roles: boolean },
): PageHeading[] {
  const heading = (depth: number, slug: string, text: string): PageHeading => ({ depth, slug, text });
  return [
    heading(2, anchorOf(movesDocs(pipeline.id)), "How a deal moves"),
    ...(parts.handoffs ? [heading(3, "handoffs", "Handoffs")] : []),
    heading(2, "stages", "Stages"),
    ...pipeline.stages.map((stage) => heading(3, stageAnchor(stage.id), stage.name)),
    heading(2, anchorOf(lostReasonsDocs(pipeline.id)), "Reasons for a loss"),
    ...(parts.roles ? [heading(2, "roles", "Roles")] : []),
    ...(parts.frameworks ? [heading(2, "frameworks", "Qualification")] : []),
    ...(parts.templates ? [heading(2, "templates", "Documents")] : []),
  ];
}
