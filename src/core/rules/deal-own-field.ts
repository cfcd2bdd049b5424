import { parseBusinessDate } from "../calendar/business-date.ts";
import type { RuleBook } from "../content/rule-book.ts";
import type { CustomField } from "../pipeline/pipeline.ts";
import { isWebAddress } from "../text/field-types.ts";
import { didYouMean } from "../text/suggest.ts";
import type { DealContext } from "./deal-context.ts";
import type { Rule } from "./rule.ts";

type Value = string | number | boolean;

const kinds: Readonly<Record<CustomField["type"], { readonly name: string; readonly holds: (value: Value) => boolean }>> = {
  text: { name: "a text", holds: (value) => typeof value === "string" && value.trim() !== "" },
  number: { name: "a number", holds: (value) => typeof value === "number" && Number.isFinite(value) },
  date: { name: "a date as YYYY-MM-DD", holds: (value) => parseBusinessDate(String(value)) !== undefined },
  "yes-no": { name: "true or false", holds: (value) => typeof value === "boolean" },
  choice: { name: "one of the options", holds: () => true },
  link: { name: "an address that begins with https://", holds: (value) => isWebAddress(String(value)) },
};

/** Fields of all pipelines: a deal that was handed over keeps what was filled in before. Its own pipeline's come first. */
function definedFields({ pipelines }: RuleBook, own: string): CustomField[] {
  return [pipelines.get(own) ?? [], ...pipelines.values()].flat().flatMap((pipeline) => pipeline.fields);
}

function complaint({ type, options }: CustomField, value: Value): string | undefined {
  if (!kinds[type].holds(value)) return `${kinds[type].name} is expected`;
  if (options && !options.includes(String(value))) return `allowed: ${options.join(", ")}`;
  return undefined;
}

/** The organisation's own fields are those that its pipelines define. */
export const dealOwnField: Rule<DealContext> = {
  code: "deal/own-field",
  summary: "What stands under a deal's fields is defined by a pipeline, and is of the kind that it says.",
  check: ({ deal, file, rules, pipeline }) => {
    if (!pipeline) return [];
    const defined = definedFields(rules, pipeline.id);
    return Object.entries(deal.fields).flatMap(([name, value]) => {
      const field = defined.find((each) => each.id === name);
      if (!field) {
        const names = [...new Set(defined.map(({ id }) => id))];
        return [{ at: file.source?.locateKey(["fields", name]), message: `There is no field "${name}".`, hint: didYouMean(name, names) }];
      }
      const found = complaint(field, value);
      return found === undefined
        ? []
        : [{ at: file.source?.locate(["fields", name]), message: `"fields.${name}" is ${JSON.stringify(value)}: ${found}.` }];
    });
  },
};
