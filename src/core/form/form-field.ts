import { categoryNames } from "../forecast/category.ts";
import { forecastCategories } from "../pipeline/forecast-categories.ts";
import type { CustomField } from "../pipeline/pipeline.ts";

/** One of several values. */
export interface Option {
  readonly value: string;
  readonly label: string;
}

/** How a field is filled in. A `confirm` is a tick that puts down today; line items are typed as `rowsText` has them. */
export type Input =
  | { readonly kind: "text" | "lines" | "number" | "date" | "address" | "email" | "yes-no" | "confirm" }
  | ({ readonly kind: "line-items" } & Pick<FieldSettings, "currency" | "currencies" | "locale">)
  | { readonly kind: "choice"; readonly options: readonly Option[] };

/** A value of the deal's own file that somebody can fill in. */
export interface FormField {
  /** The field, behind dots within its group: `next_step.due`. */
  readonly name: string;
  readonly label: string;
  readonly input: Input;
  /** What a new field begins with; absent where it is empty. */
  readonly initial?: string;
  /** What a choice that is not made means, where it means something. */
  readonly unset?: string;
}

/** What fields can hold, besides what every deal has. */
export interface FieldSettings {
  /** Fields of the organisation's own. */
  readonly fields: readonly CustomField[];
  readonly people: readonly Option[];
  /** Base currency, ISO 4217. */
  readonly currency: string;
  /** Currencies to choose from, ISO 4217. */
  readonly currencies: readonly string[];
  /** BCP 47 locale of amounts. */
  readonly locale: string;
}

const optionOf = (value: string): Option => ({ value, label: value });

/** Values to choose from. */
export const choiceOf = (values: readonly string[]): Input => ({ kind: "choice", options: values.map(optionOf) });

const forecastOptions = forecastCategories.map((value) => ({ value, label: value === "omitted" ? "Not counted" : categoryNames[value] }));

type Shape = Omit<FormField, "name">;

const shapes: Readonly<Record<string, (settings: FieldSettings) => Shape>> = {
  "amount.value": () => ({ label: "Value", input: { kind: "number" } }),
  "amount.currency": ({ currency, currencies }) => ({ label: "Currency", input: choiceOf(currencies), initial: currency }),
  company: () => ({ label: "Company", input: { kind: "text" } }),
  "contact.email": () => ({ label: "The contact's e-mail address", input: { kind: "email" } }),
  "contact.name": () => ({ label: "Contact", input: { kind: "text" } }),
  "contact.role": () => ({ label: "The contact's role", input: { kind: "text" } }),
  expected_close: () => ({ label: "Expected close", input: { kind: "date" } }),
  forecast: () => ({ label: "Forecast", input: { kind: "choice", options: forecastOptions }, unset: "As its stage says" }),
  language: () => ({ label: "Language, such as en or es", input: { kind: "text" } }),
  line_items: ({ currency, currencies, locale }) => ({ label: "Line items", input: { kind: "line-items", currency, currencies, locale } }),
  lost_note: () => ({ label: "What is there to learn from it?", input: { kind: "lines" } }),
  "next_step.action": () => ({ label: "Next step", input: { kind: "text" } }),
  "next_step.due": () => ({ label: "Next step due", input: { kind: "date" } }),
  owner: ({ people }) => ({ label: "Owner", input: { kind: "choice", options: people } }),
  "snooze.reason": () => ({ label: "What are we waiting for?", input: { kind: "text" } }),
  "snooze.until": () => ({ label: "Leave it alone until", input: { kind: "date" } }),
  source: () => ({ label: "Source", input: { kind: "text" } }),
  stage_reason: () => ({ label: "Why?", input: { kind: "lines" } }),
  title: () => ({ label: "What is it about?", input: { kind: "text" } }),
};

function customInput({ type, options = [] }: CustomField): Input {
  if (options.length > 0) return choiceOf(options);
  if (type === "link") return { kind: "address" };
  return type === "choice" ? { kind: "text" } : { kind: type };
}

/** A name as words: `signed-contract` is "Signed contract". */
function wordsOf(id: string): string {
  const words = id.replace(/[-_.]+/g, " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function shapeOf(name: string, settings: FieldSettings): Shape | undefined {
  const [group, id = ""] = name.split(".");
  if (group === "confirmed" && id !== "") return { label: "It is so", input: { kind: "confirm" } };
  if (group === "links" && id !== "") return { label: `${wordsOf(id)}: web address`, input: { kind: "address" } };
  if (group === "fields") {
    const field = settings.fields.find((each) => each.id === id);
    return field && { label: field.name, input: customInput(field) };
  }
  return Object.hasOwn(shapes, name) ? shapes[name]?.(settings) : undefined;
}

/** What a field of a deal is called, whether or not a form asks for it. */
export const fieldLabel = (name: string, settings: FieldSettings): string => shapeOf(name, settings)?.label ?? wordsOf(name);

/** Fields that a group is made of, where it is asked for as a whole. */
const parts: Readonly<Record<string, readonly string[]>> = {
  amount: ["amount.value", "amount.currency"],
  contact: ["contact.name", "contact.role"],
  next_step: ["next_step.action", "next_step.due"],
  snooze: ["snooze.until", "snooze.reason"],
};

/** Fields that a group cannot be without. */
const companions: Readonly<Record<string, string>> = {
  "amount.value": "amount.currency",
  "contact.role": "contact.name",
  "contact.email": "contact.name",
  "next_step.due": "next_step.action",
  "snooze.reason": "snooze.until",
  "snooze.until": "snooze.reason",
};

/** True where the deal says something in a group already. */
type HasGroup = (group: string) => boolean;

function namesFor(name: string, hasGroup: HasGroup): readonly string[] {
  const whole = parts[name];
  if (whole) return whole;
  const companion = companions[name];
  const [group = ""] = name.split(".");
  if (companion === undefined || hasGroup(group)) return [name];
  return parts[group]?.includes(companion) && parts[group]?.[0] === name ? [name, companion] : [companion, name];
}

/** The field that another cannot be without: a contact's address needs the contact's name. */
export const companionOf = (name: string): string | undefined => (Object.hasOwn(companions, name) ? companions[name] : undefined);

/**
 * The fields to fill in for one that is asked for, with those that its group cannot be without; empty for a field that is not
 * filled in like this, such as a list.
 */
export function formFields(name: string, settings: FieldSettings, hasGroup: HasGroup): FormField[] {
  return namesFor(name, hasGroup).flatMap((each) => {
    const shape = shapeOf(each, settings);
    return shape ? [{ name: each, ...shape }] : [];
  });
}
