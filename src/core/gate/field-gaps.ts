import { parseBusinessDate } from "../calendar/business-date.ts";
import type { Deal } from "../deal/deal.ts";
import { matchesPattern } from "../expression/pattern.ts";
import { decimalOf } from "../money/money.ts";
import type { FieldRequirement } from "../pipeline/requirement.ts";
import type { Gap, GateFacts } from "./gap.ts";

/** A deal's field by its dotted name; an amount counts in whole currency units. */
export function fieldValue(deal: Deal, name: string): unknown {
  if (name === "amount.value") return deal.amount && Number(decimalOf(deal.amount));
  return name.split(".").reduce<unknown>((value, key) => {
    const isKnown = typeof value === "object" && value !== null && Object.hasOwn(value, key);
    return isKnown ? (value as Record<string, unknown>)[key] : undefined;
  }, deal);
}

/** True where a value says something. */
export const isFilled = (value: unknown): boolean =>
  value !== undefined && value !== null && String(value).trim() !== "" && !(Array.isArray(value) && value.length === 0);

type Limit = (requirement: FieldRequirement, value: unknown) => string | undefined;

const numberLimit: Limit = ({ min, max }, value) => {
  if (min !== undefined && !(Number(value) >= min)) return `is ${value}; at least ${min} is needed`;
  if (max !== undefined && !(Number(value) <= max)) return `is ${value}; at most ${max} is allowed`;
  return undefined;
};

const textLimit: Limit = ({ one_of, matches }, value) => {
  if (one_of && !one_of.includes(String(value))) return `is "${value}"; allowed: ${one_of.join(", ")}`;
  if (matches !== undefined && !matchesPattern(matches, String(value))) return `is "${value}", which does not match ${matches}`;
  return undefined;
};

/** The day that a limit names; `undefined` where the field it names holds none. */
function dayOf(limit: string, { deal, today }: GateFacts): string | undefined {
  if (limit === "today") return today;
  return parseBusinessDate(limit) ?? parseBusinessDate(String(fieldValue(deal, limit)));
}

function dateLimit({ before, after }: FieldRequirement, value: unknown, facts: GateFacts): string | undefined {
  if (before === undefined && after === undefined) return undefined;
  const date = parseBusinessDate(String(value));
  if (date === undefined) return `is "${value}"; a date as YYYY-MM-DD is needed`;
  const [latest, earliest] = [before, after].map((limit) => (limit === undefined ? undefined : dayOf(limit, facts)));
  if (before !== undefined && !(latest !== undefined && date < latest)) return `is ${date}; it must be before ${latest ?? before}`;
  if (after !== undefined && !(earliest !== undefined && date > earliest)) return `is ${date}; it must be after ${earliest ?? after}`;
  return undefined;
}

/** What is wrong with a value, whichever deal has it: it says nothing, or is outside the limits that depend on no day. */
export function valueComplaint(requirement: FieldRequirement, value: unknown): string | undefined {
  if (!isFilled(value)) return "is not filled in";
  return numberLimit(requirement, value) ?? textLimit(requirement, value);
}

/** What is wrong with the field that a requirement asks for, as the rest of a sentence that begins with its name. */
function fieldComplaint(requirement: FieldRequirement, facts: GateFacts): string | undefined {
  const value = fieldValue(facts.deal, requirement.field);
  return valueComplaint(requirement, value) ?? dateLimit(requirement, value, facts);
}

/** The values that a field may have, where the requirement or the field's own definition lists them. */
function optionsOf({ field, one_of }: FieldRequirement, { deal, rules }: GateFacts): readonly string[] {
  const fields = rules.pipelines.get(deal.pipeline)?.fields ?? [];
  return one_of ?? fields.find(({ id }) => `fields.${id}` === field)?.options ?? [];
}

/** What is wrong with the field that a requirement asks for. */
export function fieldGaps(requirement: FieldRequirement, facts: GateFacts): Gap[] {
  const { field } = requirement;
  const found = fieldComplaint(requirement, facts);
  if (found === undefined) return [];
  const isWrong = isFilled(fieldValue(facts.deal, field));
  const verb = isWrong ? `If it is wrong, correct "${field}"` : `Fill in "${field}"`;
  const options = optionsOf(requirement, facts);
  const hint = `${verb} in ${facts.deal.slug}.md${options.length > 0 ? `; one of ${options.join(", ")}` : ""}.`;
  return [{ message: `The field "${field}" ${found}.`, ...(isWrong && { plain: `It ${found}.` }), path: field.split("."), hint }];
}
