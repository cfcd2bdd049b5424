import { addDays, type BusinessDate } from "../calendar/business-date.ts";
import type { CustomField, TimeRule } from "./pipeline.ts";

/** What a time rule may write into a field. */
export type SetValue = TimeRule["set"][string];

/**
 * Fields of every deal that a time rule may set, and what they hold: what is said of the move, and what is to be done next.
 * Where a deal stands, who owns it, what it is worth and what people attest to is not a clock's to write.
 */
export const settableFields: ReadonlyMap<string, CustomField["type"]> = new Map([
  ["stage_reason", "text"],
  ["lost_note", "text"],
  ["next_step.action", "text"],
  ["next_step.due", "date"],
]);

/** Fields that speak of the move itself: what an earlier move left there is not about this one. */
export const isOfTheMove = (name: string): boolean => name === "stage_reason" || name === "lost_note";

/** The field of the organisation's own that a name means: `scope` for `fields.scope`. */
export const ownFieldId = (name: string): string | undefined => /^fields\.(.+)$/.exec(name)?.[1];

/** What a field holds: one of every deal, or one of the organisation's own; `undefined` where there is none of that name. */
export function fieldToSet(name: string, ownFields: readonly CustomField[]): Pick<CustomField, "id" | "type" | "options"> | undefined {
  const type = settableFields.get(name);
  return type ? { id: name, type } : ownFields.find(({ id }) => id === ownFieldId(name));
}

/** Words that stand for something between the braces of a text. */
export const setWords = ["evidence", "days", "since"] as const;

const braces = /\{([^{}]*)\}/g;

/** What stands between the braces of a value. */
export const wordsIn = (value: SetValue): string[] =>
  typeof value === "string" ? [...value.matchAll(braces)].map(([, word = ""]) => word) : [];

/** What the words stand for, and the day of the proposal. */
export interface SetFacts extends Readonly<Record<(typeof setWords)[number], string | number>> {
  readonly today: BusinessDate;
}

/** The most days that a date may lie ahead. */
export const mostDaysAhead = 3650;

const isDaysAhead = (value: SetValue): value is number =>
  typeof value === "number" && Number.isInteger(value) && value > 0 && value <= mostDaysAhead;

/** The value as the deal gets it: words filled in; for a field that holds a date, days ahead as the day they lead to. */
export function valueToSet(value: SetValue, type: CustomField["type"], facts: SetFacts): SetValue {
  if (type === "date" && isDaysAhead(value)) return addDays(facts.today, value);
  if (typeof value !== "string") return value;
  const known = new Map<string, string | number>(setWords.map((word) => [word, facts[word]]));
  return value.replace(braces, (whole, word: string) => String(known.get(word) ?? whole));
}
