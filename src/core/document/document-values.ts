import { type BusinessDate, formatDay, parseBusinessDate } from "../calendar/business-date.ts";
import type { Deal, LineItem } from "../deal/deal.ts";
import { exactly, type Money, priceOf, sumByCurrency } from "../money/money.ts";
import type { Pipeline } from "../pipeline/pipeline.ts";
import { literalMarkdown } from "./literal-markdown.ts";

/** What a placeholder stands for: Markdown, or amounts, of which there is one for each currency. */
export type DocumentValue = string | readonly Money[];

/** Values by the placeholder's name, in lower case and without braces. */
export type DocumentValues = ReadonlyMap<string, DocumentValue>;

/** What a document is filled from. */
export interface DocumentFacts {
  readonly deal: Deal;
  readonly pipeline: Pipeline;
  /** The owner's name. */
  readonly owner: string;
  /** Our own name, where it is known. */
  readonly organisation?: string | undefined;
  readonly today: BusinessDate;
  /** BCP 47 locale of numbers and dates. */
  readonly locale: string;
}

/**
 * The sums of the deal's line items, one for each currency; each line is rounded before it is added. Throws a
 * `RangeError` where one has too many digits.
 */
export const lineItemTotals = ({ line_items }: Pick<Deal, "line_items">): Money[] =>
  sumByCurrency(line_items.map(({ quantity, price }) => priceOf(quantity, price))).map(exactly);

function fieldText(name: string, value: string | number | boolean, { pipeline, locale }: DocumentFacts): string {
  if (typeof value === "number") return new Intl.NumberFormat(locale, { maximumFractionDigits: 20 }).format(value);
  const type = pipeline.fields.find(({ id }) => id === name)?.type;
  const day = type === "date" ? parseBusinessDate(String(value)) : undefined;
  return day === undefined ? String(value) : formatDay(day, locale);
}

function textsOf(facts: DocumentFacts): Readonly<Record<string, string | undefined>> {
  const { deal, owner, organisation, today, locale } = facts;
  return {
    company: deal.company,
    title: deal.title,
    contact: deal.contact?.name,
    "contact.role": deal.contact?.role,
    owner,
    date: formatDay(today, locale),
    expected_close: deal.expected_close && formatDay(deal.expected_close, locale),
    organisation,
    slug: deal.slug,
    ...Object.fromEntries(Object.entries(deal.fields).map(([name, value]) => [`fields.${name}`, fieldText(name, value, facts)])),
  };
}

/** What the deal can fill in, once a document. Nothing in it is empty. */
export function documentValues(facts: DocumentFacts): DocumentValues {
  const totals = lineItemTotals(facts.deal);
  const amounts: [string, readonly Money[]][] = [
    ["amount", facts.deal.amount ? [facts.deal.amount] : totals],
    ["line_items.total", totals],
  ];
  const texts = Object.entries(textsOf(facts)).map(([name, text = ""]): [string, string] => [name, literalMarkdown(text)]);
  return new Map<string, DocumentValue>([...texts, ...amounts].filter(([, value]) => value.length > 0));
}

/** What one line item fills in, in its row. */
export function itemValues({ description, quantity, price }: LineItem, locale: string): DocumentValues {
  return new Map<string, DocumentValue>([
    ["item", literalMarkdown(description)],
    ["quantity", new Intl.NumberFormat(locale, { maximumFractionDigits: 20 }).format(quantity)],
    ["unit price", [price]],
    ["total", [priceOf(quantity, price)]],
  ]);
}
