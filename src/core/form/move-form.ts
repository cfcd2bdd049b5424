import { activityKinds } from "../deal/activity-kinds.ts";
import type { Activity, Deal } from "../deal/deal.ts";
import type { FieldEdit } from "../deal/edit-deal.ts";
import { type ChecklistFacts, type StepRequirement, stepRequirements } from "../gate/checklist.ts";
import { fieldValue, isFilled } from "../gate/field-gaps.ts";
import type { Gap } from "../gate/gap.ts";
import { gapsOf } from "../gate/gaps.ts";
import { requirementsOfBirth, requirementsToBeIn } from "../gate/gate.ts";
import { fieldsRead } from "../gate/rule-gaps.ts";
import type { MoveKind } from "../pipeline/move.ts";
import type { OnwardStep } from "../pipeline/onward.ts";
import type { Pipeline } from "../pipeline/pipeline.ts";
import type { ActivityRequirement, AnswersRequirement, Requirement } from "../pipeline/requirement.ts";
import { choiceOf, type FieldSettings, type FormField, formFields } from "./form-field.ts";
import { plainValue } from "./plain-value.ts";

/** Something that is to be logged. */
export interface ActivityAsk {
  /** The kinds that count. */
  readonly kinds: readonly Activity["kind"][];
  /** True where the customer has to have answered. */
  readonly reply: boolean;
  /** True where it has to have been recorded with consent. */
  readonly consent: boolean;
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

const withOptions = (requirement: Requirement, fields: readonly FormField[]): readonly FormField[] =>
  "field" in requirement && requirement.one_of ? fields.map((field) => ({ ...field, input: choiceOf(requirement.one_of ?? []) })) : fields;

function fieldsOf(requirement: Requirement, facts: FormFacts): readonly FormField[] {
  if ("answers" in requirement) return answerFields(requirement, facts);
  const hasGroup = (group: string) => isFilled(fieldValue(facts.deal, group));
  const names = namesIn(requirement);
  return withOptions(
    requirement,
    names.flatMap((name) => formFields(name, facts.settings, hasGroup)),
  );
}

const activityAsk = ({ activity, reply, consent }: ActivityRequirement): ActivityAsk => ({
  kinds: activity === "any" ? activityKinds : [activity].flat(),
  reply: reply === true,
  consent: consent === true,
});

const isOpen = ({ gaps }: StepRequirement): boolean => gaps.some(({ severity }) => severity !== "warning");

function itemFor({ gate: { requirement }, gaps }: StepRequirement, facts: FormFacts): FormItem {
  return {
    say: requirement.say,
    gaps,
    fields: fieldsOf(requirement, facts),
    ...("answers" in requirement && neededAnswers(requirement, facts)),
    ...("activity" in requirement && { activity: activityAsk(requirement) }),
    ...("document" in requirement && { document: requirement.document }),
  };
}

/** A field is asked for once, by the first that asks. */
function askedOnce(items: readonly FormItem[]): FormItem[] {
  const asked = new Set<string>();
  return items.map((item) => {
    const fields = item.fields.filter(({ name }) => !asked.has(name));
    for (const { name } of fields) asked.add(name);
    return { ...item, fields };
  });
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
  const judged = gates.map((gate) => ({ gate, gaps: gapsOf(gate.requirement, { ...facts, before: null }) }));
  return askedOnce(judged.filter(isOpen).map((each) => itemFor(each, facts)));
}

const reasons: Partial<Record<MoveKind, string>> = {
  backward: "Why does it go back?",
  reopen: "Why is it opened again?",
};

/** What a kind of move asks for whatever the gate says: why a deal goes back or is opened again, and why it is lost. */
export function reasonFields(kind: MoveKind, { lost_reasons }: Pipeline): FormField[] {
  const label = reasons[kind];
  if (label !== undefined) return [{ name: "stage_reason", label, input: { kind: "lines" } }];
  if (kind !== "lose") return [];
  const options = lost_reasons.map(({ id, name }) => ({ value: id, label: name }));
  return [
    { name: "lost_reason", label: "Why was it lost?", input: { kind: "choice", options } },
    { name: "lost_note", label: "What is there to learn from it?", input: { kind: "lines" } },
  ];
}

function typedValue({ input }: FormField, answer: string, today: string): FieldEdit["value"] {
  if (input.kind === "number") return plainValue(answer);
  if (input.kind === "yes-no") return answer === "yes";
  return input.kind === "confirm" ? today : answer;
}

/** The answer that a deal gives already, as it is typed. */
export function answerIn(deal: Deal, { name, input }: FormField): string {
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
