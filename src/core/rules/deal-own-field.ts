import { parseBusinessDate } from "../calendar/business-date.ts";
import { ownFields } from "../content/rule-book.ts";
import type { CustomField } from "../pipeline/pipeline.ts";
import { isWebAddress } from "../text/field-types.ts";
import { didYouMean, nearest } from "../text/suggest.ts";
import type { DealContext } from "./deal-context.ts";
import type { Rule, RuleProblem } from "./rule.ts";

type Value = string | number | boolean;

const kinds: Readonly<Record<CustomField["type"], { readonly name: string; readonly holds: (value: Value) => boolean }>> = {
  text: { name: "a text", holds: (value) => typeof value === "string" && value.trim() !== "" },
  number: { name: "a number", holds: (value) => typeof value === "number" && Number.isFinite(value) },
  date: { name: "a date as YYYY-MM-DD", holds: (value) => parseBusinessDate(String(value)) !== undefined },
  "yes-no": { name: "true or false", holds: (value) => typeof value === "boolean" },
  choice: { name: "one of the options", holds: () => true },
  link: { name: "an address that begins with https://", holds: (value) => isWebAddress(String(value)) },
};

/** What is expected instead of a value, and what to do; `undefined` where the field can hold the value. */
export function wrongKind(
  { type, options }: Pick<CustomField, "type" | "options">,
  value: Value,
): { expected: string; hint?: string } | undefined {
  if (!kinds[type].holds(value)) {
    const isUnquoted = type === "text" && typeof value !== "string";
    return { expected: kinds[type].name, ...(isUnquoted && { hint: `Put it in quotation marks: "${value}".` }) };
  }
  if (!options || options.includes(String(value))) return undefined;
  const meant = nearest(String(value), options);
  return { expected: `one of ${options.join(", ")}`, ...(meant !== undefined && { hint: `Did you mean "${meant}"?` }) };
}

function wrongValue({ file }: DealContext, field: CustomField, value: Value): RuleProblem[] {
  const found = wrongKind(field, value);
  if (!found) return [];
  const message = `"fields.${field.id}" is ${JSON.stringify(value)}: expected ${found.expected}.`;
  return [{ at: file.source?.locate(["fields", field.id]), message, ...(found.hint !== undefined && { hint: found.hint }) }];
}

function unknownField({ file }: DealContext, name: string, defined: readonly CustomField[]): RuleProblem {
  const names = [...new Set(defined.map(({ id }) => id))];
  return { at: file.source?.locateKey(["fields", name]), message: `There is no field "${name}".`, hint: didYouMean(name, names) };
}

/** The organisation's own fields are those that its pipelines define. */
export const dealOwnField: Rule<DealContext> = {
  code: "deal/own-field",
  summary: "What stands under a deal's fields is defined by a pipeline, and is of the kind that it says.",
  check: (context) => {
    const { deal, rules, pipeline } = context;
    if (!pipeline) return [];
    const defined = ownFields(rules, pipeline.id);
    return Object.entries(deal.fields).flatMap(([name, value]) => {
      const field = defined.find((each) => each.id === name);
      return field ? wrongValue(context, field, value) : [unknownField(context, name, defined)];
    });
  },
};
