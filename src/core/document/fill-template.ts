import type { Root } from "mdast";
import type { LineItem } from "../deal/deal.ts";
import { formatBareMoney, formatMoney, isCurrency } from "../money/money.ts";
import { parseMarkdown, walk } from "../text/markdown.ts";
import { type Placeholder, placeholdersIn } from "../text/placeholders.ts";
import { applySplices, type Splice } from "../text/splice.ts";
import type { TextRange } from "../text/yaml-source.ts";
import { type DocumentValue, type DocumentValues, itemValues } from "./document-values.ts";

/** What is put into a template. */
export interface Filling {
  readonly values: DocumentValues;
  readonly items: readonly LineItem[];
  /** BCP 47 locale of numbers. */
  readonly locale: string;
}

/** A place of the template that changes, and what it becomes; `undefined` where it stays. */
interface Slot {
  readonly range: TextRange;
  readonly fill: (values: DocumentValues) => string | undefined;
}

const nameIn = (placeholder: string): string => placeholder.slice(2, -2).trim().toLowerCase();

/** The currency that the template names beside a placeholder, as in `EUR {{amount}}`. */
function currencyBeside(before: string, after: string): string | undefined {
  const codes = [/\b([A-Z]{3})[ \u00a0]$/.exec(before)?.[1], /^[ \u00a0]([A-Z]{3})\b/.exec(after)?.[1]];
  return codes.find((code) => code !== undefined && isCurrency(code));
}

/** Amounts in words of the locale; `undefined` where the template names a currency that they are not in. */
function amountText(amounts: Exclude<DocumentValue, string>, named: string | undefined, locale: string): string | undefined {
  if (named === undefined) return amounts.map((money) => formatMoney(money, locale)).join(" + ");
  const [only, ...others] = amounts;
  return only?.currency === named && others.length === 0 ? formatBareMoney(only, locale) : undefined;
}

/** Digits before a full stop of the template would begin a list, as in `{{fields.seats}}. And then`. */
const beforeText = (value: string, after: string): string => (/^\d+$/.test(value) && /^[.)](?:\s|$)/.test(after) ? `${value}\\` : value);

function placeholderSlot(body: string, { text, range }: Placeholder, locale: string): Slot {
  const [before, after] = [body.slice(Math.max(0, range.start - 5), range.start), body.slice(range.end, range.end + 5)];
  const fill = (values: DocumentValues): string | undefined => {
    const value = values.get(nameIn(text));
    if (typeof value === "object") return amountText(value, currencyBeside(before, after), locale);
    return value && beforeText(value, after);
  };
  return { range, fill };
}

/**
 * Signs of the template's own words that are no markup, yet would become some with the right words behind them: an
 * opening angle bracket, and a closing bracket before a parenthesis.
 */
function looseSigns(body: string, root: Root): Slot[] {
  const slots: Slot[] = [];
  walk(root, (node) => {
    if (node.type !== "text") return;
    const { start, end } = node.position ?? {};
    if (start?.offset === undefined || end?.offset === undefined) return;
    for (const { index } of body.slice(start.offset, end.offset).matchAll(/(?<!\\)(?:<(?=[\w/!?{])|\](?=\())/g)) {
      const at = start.offset + index;
      slots.push({ range: { start: at, end: at }, fill: () => "\\" });
    }
  });
  return slots;
}

const isWithin = (inner: TextRange, outer: TextRange): boolean => inner.start >= outer.start && inner.end <= outer.end;

function lineAround(body: string, { start, end }: TextRange): TextRange {
  const lineBreak = body.indexOf("\n", end);
  return { start: body.lastIndexOf("\n", start - 1) + 1, end: lineBreak === -1 ? body.length : lineBreak };
}

/** The lines of table rows that hold `{{item}}`. */
function itemRows(body: string, root: Root, placeholders: readonly Placeholder[]): TextRange[] {
  const items = placeholders.filter(({ text }) => nameIn(text) === "item");
  const rows: TextRange[] = [];
  walk(root, (node) => {
    const { start, end } = (node.type === "tableRow" && node.position) || {};
    if (start?.offset === undefined || end?.offset === undefined) return;
    const row = { start: start.offset, end: end.offset };
    if (items.some(({ range }) => isWithin(range, row))) rows.push(lineAround(body, row));
  });
  return rows;
}

const splicesOf = (slots: readonly Slot[], values: DocumentValues): Splice[] =>
  slots.flatMap(({ range, fill }) => {
    const text = fill(values);
    return text === undefined ? [] : [{ range, text }];
  });

/** One row of a table, once for each line item. */
function repeatRow(body: string, { row, slots }: { row: TextRange; slots: readonly Slot[] }, filling: Filling): Splice {
  const own = slots
    .filter(({ range }) => isWithin(range, row))
    .map(({ range, fill }) => ({ range: { start: range.start - row.start, end: range.end - row.start }, fill }));
  const line = body.slice(row.start, row.end);
  const lines = filling.items.map((item) => {
    const values = new Map([...filling.values, ...itemValues(item, filling.locale)]);
    return applySplices(line, splicesOf(own, values));
  });
  return { range: row, text: lines.join("\n") };
}

/**
 * Fills a template's Markdown. Placeholders among its words take their values; a table row that holds `{{item}}` is
 * repeated for each line item. What has no value stays as it is, and so does everything in code, HTML and addresses.
 */
export function fillTemplate(template: string, filling: Filling): string {
  const body = template.replaceAll("\r\n", "\n");
  const root = parseMarkdown(body);
  const placeholders = placeholdersIn(body, root).filter(({ isWords, range }) => isWords && body[range.start - 1] !== "\\");
  const slots = [...placeholders.map((each) => placeholderSlot(body, each, filling.locale)), ...looseSigns(body, root)];
  const rows = filling.items.length === 0 ? [] : itemRows(body, root, placeholders);
  const outside = slots.filter(({ range }) => !rows.some((row) => isWithin(range, row)));
  return applySplices(body, [...splicesOf(outside, filling.values), ...rows.map((row) => repeatRow(body, { row, slots }, filling))]);
}
