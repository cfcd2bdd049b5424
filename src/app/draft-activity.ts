import type { BusinessDate } from "../core/calendar/business-date.ts";
import type { Content } from "../core/check/check-content.ts";
import { activityKinds } from "../core/deal/activity-kinds.ts";
import { addActivity } from "../core/deal/add-activity.ts";
import { cardTitle } from "../core/deal/deal.ts";
import type { Finding } from "../core/finding/finding.ts";
import { type Complaints, dayComplaint } from "../core/form/answer-complaint.ts";
import { choiceOf, type FormField } from "../core/form/form-field.ts";
import type { Answers } from "./draft-answers.ts";
import type { PlacedDeal } from "./find-deal.ts";
import { fieldSettings } from "./move-form.ts";
import { planEdit } from "./plan-edit.ts";
import type { ChangedFile } from "./ports.ts";

/** An activity as far as it is filled in, and what the judge says to it. */
export interface JudgedActivity {
  readonly fields: readonly FormField[];
  readonly findings: readonly Finding[];
  /** What is wrong with what was typed. */
  readonly complaints: Complaints;
  readonly file: ChangedFile;
  readonly isAllowed: boolean;
  readonly headline: string;
}

/** What an activity is logged for. */
export interface ActivityFacts {
  readonly placed: PlacedDeal;
  readonly content: Content;
  readonly today: BusinessDate;
}

function fieldsOf({ placed, content, today }: ActivityFacts): FormField[] {
  const { people } = fieldSettings(content, today);
  return [
    { name: "kind", label: "What was done?", input: choiceOf(activityKinds), initial: activityKinds[0] },
    { name: "date", label: "When?", input: { kind: "date" }, initial: today },
    { name: "by", label: "Who did it?", input: { kind: "choice", options: people }, initial: placed.deal.owner },
    { name: "note", label: "What came of it?", input: { kind: "lines" } },
    { name: "reply", label: "The customer answered", input: { kind: "confirm" } },
  ];
}

/** Judges an activity as far as it is filled in. */
export function judgeActivity(facts: ActivityFacts, answers: Answers): JudgedActivity {
  const { placed, content, today } = facts;
  const fields = fieldsOf(facts);
  const given = (name: string): string => answers[name]?.trim() || fields.find((field) => field.name === name)?.initial || "";
  const [kind, typed, by, note] = ["kind", "date", "by", "note"].map(given) as [string, string, string, string];
  const complaint = dayComplaint(typed, today);
  const activity = {
    date: complaint === undefined ? (typed as BusinessDate) : today,
    kind: activityKinds.find((each) => each === kind) ?? activityKinds[0],
    by,
    ...(note !== "" && { note }),
    ...(given("reply") === "yes" && { reply: true }),
  };
  const card = cardTitle(placed.deal, placed.pipeline.card);
  const headline = `Log ${activity.kind} for ${card}`;
  const edit = { placed, today, text: addActivity(placed.file, activity), name: "log", message: headline };
  const { path, text, findings, isAllowed } = planEdit(edit, content, placed.deal);
  const complaints = new Map(complaint === undefined ? [] : [["date", complaint]]);
  return { fields, findings, complaints, file: { path, text }, isAllowed: isAllowed && complaint === undefined, headline };
}
