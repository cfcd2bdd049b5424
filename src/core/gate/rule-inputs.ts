import { hasUnreadPipeline, type RuleBook } from "../content/rule-book.ts";
import { type Deal, dealSchema } from "../deal/deal.ts";
import { eitherOf, type Kind, type Kinds, type PlainKind } from "../expression/kind.ts";
import { kindOfSchema } from "../expression/schema-kind.ts";
import { decimalOf, type Money } from "../money/money.ts";
import { moneySchema } from "../people/people.ts";
import type { CustomField } from "../pipeline/pipeline.ts";

const money = (amount: Money) => ({ value: Number(decimalOf(amount)), currency: amount.currency });

/** A deal as expressions see it: amounts as numbers, nothing that is not in its front matter. */
export function dealInput(deal: Deal | null | undefined) {
  if (!deal) return null;
  const { notes: _notes, path: _path, amount, line_items, ...fields } = deal;
  const items = line_items.map((item) => ({ ...item, price: money(item.price) }));
  return { ...fields, line_items: items, ...(amount && { amount: money(amount) }) };
}

const text: Kind = { is: "text" };

const group = (fields: Readonly<Record<string, Kind>>): Kind => ({ is: "group", fields: new Map(Object.entries(fields)) });

const moveKind = group({ kind: text, from: text, to: text });

const dealKind = kindOfSchema(dealSchema, [{ schema: moneySchema, kind: group({ value: { is: "number" }, currency: text }) }]);

const fieldKinds: Readonly<Record<CustomField["type"], PlainKind>> = {
  text: { is: "text" },
  number: { is: "number" },
  date: { is: "date" },
  "yes-no": { is: "yes-no" },
  choice: { is: "text" },
  link: { is: "text" },
};

/** True for an option that YAML reads as something else than a text where it stands without quotation marks. */
const isNoText = (option: string): boolean => /^(?:[-+.]?[\d.]|(?:true|false)$)/i.test(option);

const kindOfField = ({ type, options = [] }: CustomField): Kind => (options.some(isNoText) ? { is: "any" } : fieldKinds[type]);

/** The organisation's own fields, those of all pipelines: a deal that is handed over keeps what was filled in before. */
function ownFieldsKind(rules: RuleBook): Kind {
  if (hasUnreadPipeline(rules)) return { is: "map", of: { is: "any" } };
  const defined = Map.groupBy(
    [...rules.pipelines.values()].flatMap(({ fields }) => fields),
    ({ id }) => id,
  );
  return { is: "group", fields: new Map([...defined].map(([id, fields]) => [id, eitherOf(fields.map(kindOfField))])) };
}

/** Of what kinds the values are that an expression of a pipeline speaks of, by name. */
export function inputKinds(rules: RuleBook): Kinds {
  const known = dealKind.is === "group" ? dealKind.fields : [];
  const deal: Kind = { is: "group", fields: new Map([...known, ["slug", text], ["fields", ownFieldsKind(rules)]]) };
  return new Map([
    ["deal", deal],
    ["before", deal],
    ["move", moveKind],
    ["today", { is: "date" }],
  ]);
}
