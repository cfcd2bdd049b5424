import { peopleFor } from "../check/review-requests.ts";
import { activityKinds } from "../deal/activity-kinds.ts";
import type { Activity, Deal } from "../deal/deal.ts";
import type { FieldEdit } from "../deal/edit-deal.ts";
import { activitiesFound } from "../gate/activity-gaps.ts";
import { type ChecklistFacts, type StepRequirement, stepRequirements } from "../gate/checklist.ts";
import { fieldValue, isFilled } from "../gate/field-gaps.ts";
import type { Gap, GateFacts } from "../gate/gap.ts";
import { gapsOf } from "../gate/gaps.ts";
import { requirementsOfBirth, requirementsToBeIn } from "../gate/gate.ts";
import { fieldsRead, ruleGaps } from "../gate/rule-gaps.ts";
import type { MoveKind } from "../pipeline/move.ts";
import type { OnwardStep } from "../pipeline/onward.ts";
import type { Pipeline } from "../pipeline/pipeline.ts";
import type { ActivityRequirement, AnswersRequirement, Requirement, RuleRequirement } from "../pipeline/requirement.ts";
import { choiceOf, type FieldSettings, type FormField, formFields } from "./form-field.ts";
import { itemsToWrite, rowsIn, rowsOf, rowsText } from "./line-item-rows.ts";
import { plainValue } from "./plain-value.ts";

/** Something that is to be logged. */
export interface ActivityAsk {
  /** The kinds that count. */
  readonly kinds: readonly Activity["kind"][];
  /** True where the customer has to have answered. */
  readonly reply: boolean;
  /** True where it has to have been recorded with consent. */
  readonly consent: boolean;
  /** How many of them. */
  readonly count: number;
}

/** What one requirement misses, and how it is filled in. */
export interface FormItem {
  /** The requirement in plain words. */
  readonly say: string;
  readonly fields: readonly FormField[];
  /** How many of the fields are enough, where not all of them are needed. */
  readonly needed?: number;
  readonly activity?: ActivityAsk;
  /** Id of the template of a document that is missing or not complete. */
  readonly document?: string;
  /** What is missing, in the judge's words. */
  readonly gaps: readonly Gap[];
}

/** An approval that a move asks for. */
export interface ApprovalAsk {
  readonly say: string;
  /** The role that approves. */
  readonly role: string;
  /** Names of those who may. */
  readonly people: readonly string[];
}

/** What a form is drawn up from. */
export interface FormFacts extends ChecklistFacts {
  readonly settings: FieldSettings;
}

function answerFields({ answers }: AnswersRequirement, { rules, deal }: FormFacts): FormField[] {
  const framework = rules.frameworks.get(answers);
  const given = deal.qualification[answers] ?? {};
  const open = (framework?.questions ?? []).filter(({ id }) => !isFilled(Object.hasOwn(given, id) ? given[id] : undefined));
  return open.map(({ id, name, ask }) => ({ name: `qualification.${answers}.${id}`, label: `${name}: ${ask}`, input: { kind: "lines" } }));
}

/** How many more answers are enough, where the requirement says so. */
function neededAnswers({ answers, at_least }: AnswersRequirement, { deal }: FormFacts): Pick<FormItem, "needed"> {
  const given = Object.values(deal.qualification[answers] ?? {}).filter(isFilled).length;
  return at_least === undefined ? {} : { needed: at_least - given };
}

/** Names of the fields that a requirement asks for, or speaks of. */
function namesIn(requirement: Requirement): readonly string[] {
  if ("field" in requirement) return [requirement.field];
  if ("confirm" in requirement) return [`confirmed.${requirement.confirm}`];
  if ("link" in requirement) return [`links.${requirement.link}`];
  return "rule" in requirement ? fieldsRead(requirement.rule) : [];
}

/** Only the values that a requirement allows, as its field calls them. */
function withOptions(requirement: Requirement, fields: readonly FormField[]): readonly FormField[] {
  if (!("field" in requirement) || !requirement.one_of) return fields;
  const allowed = requirement.one_of;
  return fields.map((field) => {
    const known = field.input.kind === "choice" ? field.input.options.filter(({ value }) => allowed.includes(value)) : [];
    return { ...field, input: known.length > 0 ? { kind: "choice", options: known } : choiceOf(allowed) };
  });
}

function fieldsOf(requirement: Requirement, facts: FormFacts): readonly FormField[] {
  if ("answers" in requirement) return answerFields(requirement, facts);
  const hasGroup = (group: string) => isFilled(fieldValue(facts.deal, group));
  const names = namesIn(requirement);
  return withOptions(
    requirement,
    names.flatMap((name) => formFields(name, facts.settings, hasGroup)),
  );
}

function activityAsk(requirement: ActivityRequirement, judged: GateFacts): ActivityAsk {
  const { activity, reply, consent, at_least } = requirement;
  return {
    kinds: activity === "any" ? activityKinds : [activity].flat(),
    reply: reply === true,
    consent: consent === true,
    count: Math.max(1, at_least - activitiesFound(requirement, judged)),
  };
}

/** What would have to be logged for a rule to hold; nothing where no entry of today would do. */
function ruleActivity(requirement: RuleRequirement, judged: GateFacts): ActivityAsk | undefined {
  if (!fieldsRead(requirement.rule).includes("activities")) return undefined;
  const kindsWith = (more: Partial<Activity>) =>
    activityKinds.filter((kind) => {
      const activities = [...judged.deal.activities, { date: judged.today, kind, by: judged.deal.owner, ...more }];
      return ruleGaps(requirement, { ...judged, deal: { ...judged.deal, activities } }).length === 0;
    });
  const [reply, recorded] = [{ reply: true }, { recorded: "with-consent" }] as const;
  const ways = [{}, reply, recorded, { ...reply, ...recorded }].map((more) => ({ more, kinds: kindsWith(more) }));
  const way = ways.find(({ kinds }) => kinds.length > 0);
  return way && { kinds: way.kinds, reply: "reply" in way.more, consent: "recorded" in way.more, count: 1 };
}

function activityOf(requirement: Requirement, judged: GateFacts): ActivityAsk | undefined {
  if ("activity" in requirement) return activityAsk(requirement, judged);
  return "rule" in requirement ? ruleActivity(requirement, judged) : undefined;
}

const isOpen = ({ gaps }: StepRequirement): boolean => gaps.some(({ severity }) => severity !== "warning");

function itemFor(each: StepRequirement, facts: FormFacts): FormItem {
  const { gate, gaps, judged } = each;
  const { requirement } = gate;
  const fields = fieldsOf(requirement, facts);
  const activity = activityOf(requirement, judged);
  return {
    say: requirement.say,
    gaps,
    fields,
    ...("answers" in requirement && neededAnswers(requirement, facts)),
    ...(activity && { activity }),
    ...("document" in requirement && { document: requirement.document }),
  };
}

/** What the answers about an activity that is asked for are called. */
export const activityName = ({ kinds, reply, consent }: ActivityAsk): string =>
  `activity/${kinds.length === activityKinds.length ? "any" : kinds.join("-")}${reply ? "-reply" : ""}${consent ? "-consent" : ""}`;

/** What the text of a document is called, by its template. */
export const documentName = (template: string): string => `document/${template}`;

/** A field, an activity and a document are asked for once, by the first that asks. */
export function askedOnce(items: readonly FormItem[]): FormItem[] {
  const asked = new Set<string>();
  const isFirst = (name: string): boolean => asked.size < asked.add(name).size;
  return items.map(({ activity, document, ...item }) => ({
    ...item,
    fields: item.fields.filter(({ name }) => isFirst(name)),
    ...(activity && isFirst(activityName(activity)) && { activity }),
    ...(document !== undefined && isFirst(documentName(document)) && { document }),
  }));
}

/** What a step misses, as a form. What others still have to approve is no part of it. */
export const missingItems = (step: OnwardStep, facts: FormFacts): FormItem[] =>
  askedOnce(
    stepRequirements(step, facts)
      .filter(isOpen)
      .map((each) => itemFor(each, facts)),
  );

/** What a deal that begins in a stage misses, as a form. */
export function missingAtBirth(facts: FormFacts): FormItem[] {
  const { pipeline, stage } = facts;
  const gates = [...requirementsOfBirth(pipeline, stage), ...requirementsToBeIn(pipeline, stage)];
  const judged = { ...facts, before: null };
  const asked = gates.map((gate) => ({ gate, judged, gaps: gapsOf(gate.requirement, judged) }));
  return askedOnce(asked.filter(isOpen).map((each) => itemFor(each, facts)));
}

/** The approvals that a step still needs, and who may give them. */
export function missingApprovals(step: OnwardStep, facts: FormFacts): ApprovalAsk[] {
  const { people, today } = facts;
  return stepRequirements(step, facts).flatMap(({ gate: { requirement }, gaps }) => {
    if (!("approval" in requirement) || gaps.length === 0) return [];
    const { approval, say } = requirement;
    const able = peopleFor(approval, [], { people, today });
    return [{ say, role: people?.roles[approval]?.name ?? approval, people: able.map(({ name }) => name) }];
  });
}

const reasons: Partial<Record<MoveKind, string>> = {
  backward: "Why does it go back?",
  reopen: "Why is it opened again?",
};

/** What a kind of move asks for whatever the gate says: why a deal goes back, is opened again or is lost, until when it rests. */
export function reasonFields(kind: MoveKind, { lost_reasons }: Pipeline, settings: FieldSettings): FormField[] {
  const label = reasons[kind];
  if (label !== undefined) return [{ name: "stage_reason", label, input: { kind: "lines" } }];
  if (kind === "park")
    return formFields("snooze", settings, () => false).map((field) => ({ ...field, label: `${field.label} (if you know)` }));
  if (kind !== "lose") return [];
  const options = lost_reasons.map(({ id, name }) => ({ value: id, label: name }));
  return [
    { name: "lost_reason", label: "Why was it lost?", input: { kind: "choice", options } },
    { name: "lost_note", label: "What is there to learn from it?", input: { kind: "lines" } },
  ];
}

/** The value that an answer stands for. */
export function typedValue({ input }: FormField, answer: string, today: string): FieldEdit["value"] {
  if (input.kind === "line-items") return itemsToWrite(rowsIn(answer));
  if (input.kind === "number") return plainValue(answer);
  if (input.kind === "yes-no") return answer === "yes";
  return input.kind === "confirm" ? today : answer;
}

/** The answer that a deal gives already, as it is typed. */
export function answerIn(deal: Deal, { name, input }: FormField): string {
  if (input.kind === "line-items") return rowsText(rowsOf(deal));
  const value = fieldValue(deal, name);
  if (!isFilled(value)) return "";
  return typeof value === "boolean" && input.kind === "yes-no" ? (value ? "yes" : "no") : String(value);
}

const groupOf = ({ name }: FormField): string => name.slice(0, Math.max(0, name.indexOf(".")));

/** What a field holds: what was typed; where another field of its group was answered, what it begins with. */
function answerTo(field: FormField, fields: readonly FormField[], answers: ReadonlyMap<string, string>): string {
  const typed = answers.get(field.name)?.trim();
  if (typed !== undefined || field.initial === undefined) return typed ?? "";
  const isAnswered = fields.some((other) => groupOf(other) === groupOf(field) && groupOf(other) !== "" && answers.get(other.name)?.trim());
  return isAnswered ? field.initial : "";
}

/** The edits that answers amount to, by the fields' names; an empty answer changes nothing. */
export const answerEdits = (fields: readonly FormField[], answers: ReadonlyMap<string, string>, today: string): FieldEdit[] =>
  fields.flatMap((field) => {
    const answer = answerTo(field, fields, answers);
    return answer === "" ? [] : [{ field: field.name, value: typedValue(field, answer, today), after: "stage_entered" }];
  });
