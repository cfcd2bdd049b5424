import type { Deal, LineItem } from "../deal/deal.ts";
import type { WrittenItem } from "../deal/edit-line-items.ts";
import { lineItemTotals } from "../document/document-values.ts";
import { decimalOf, formatMoney, type Money, parseMoney } from "../money/money.ts";

/** What is typed in for one line item. */
export interface ItemRow {
  readonly description: string;
  readonly quantity: string;
  /** Of one. */
  readonly price: string;
  /** ISO 4217. */
  readonly currency: string;
}

/** True for a plain decimal. */
export const isNumber = (text: string): boolean => /^-?\d+(?:\.\d+)?$/.test(text);

/** An amount as somebody types it: without decimals where it has no cents. */
const typedAmount = (money: Money): string => decimalOf(money).replace(/\.0+$/, "");

/** A deal's line items as rows. */
export const rowsOf = ({ line_items }: Pick<Deal, "line_items">): ItemRow[] =>
  line_items.map(({ description, quantity, price }) => ({
    description,
    quantity: String(quantity),
    price: typedAmount(price),
    currency: price.currency,
  }));

/** A row with nothing in it. */
export const newRow = (currency: string): ItemRow => ({ description: "", quantity: "1", price: "", currency });

const isBlank = ({ description, price }: ItemRow): boolean => description.trim() === "" && price.trim() === "";

/** Rows as one text, under the name of their field. */
export const rowsText = (rows: readonly ItemRow[]): string => JSON.stringify(rows);

const isRow = (value: unknown): value is ItemRow =>
  typeof value === "object" &&
  value !== null &&
  (["description", "quantity", "price", "currency"] as const).every((name) => typeof (value as Partial<ItemRow>)[name] === "string");

/** The rows of a text; none where it is something else. */
export function rowsIn(text: string): ItemRow[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value.filter(isRow) : [];
  } catch {
    return [];
  }
}

/** What rows amount to in a deal's file; those with nothing in them do not count. */
export const itemsToWrite = (rows: readonly ItemRow[]): WrittenItem[] =>
  rows
    .filter((row) => !isBlank(row))
    .map(({ description, quantity, price, currency }) => ({
      description: description.trim(),
      ...(Number(quantity) !== 1 && { quantity: Number(quantity) }),
      price: { value: Number(price), currency },
    }));

function cellComplaints({ description, quantity, price, currency }: ItemRow): (readonly [keyof ItemRow, string])[] {
  const money = isNumber(price.trim()) ? parseMoney(price, currency) : "In digits, such as 1250.50";
  return [
    ...(description.trim() === "" ? [["description", "What is it?"] as const] : []),
    ...(isNumber(quantity.trim()) && Number(quantity) > 0 ? [] : [["quantity", "A number above 0"] as const]),
    ...(typeof money === "string" ? [["price", money] as const] : []),
  ];
}

/** What is wrong with rows, by the names of their cells: `line_items.0.price`. */
export function rowComplaints(name: string, rows: readonly ItemRow[]): (readonly [string, string])[] {
  const cells = rows.flatMap((row, index) =>
    isBlank(row) ? [] : cellComplaints(row).map(([cell, words]) => [`${name}.${index}.${cell}`, words] as const),
  );
  if (cells.length > 0) return [...cells, [name, "Something in the rows is still to be put right."]];
  return rows.length > 0 && rowTotals(rows) === undefined ? [[name, "Together this is too large an amount."]] : [];
}

function lineItem(row: ItemRow): LineItem | undefined {
  const price = parseMoney(row.price, row.currency);
  const quantity = Number(row.quantity);
  return typeof price === "string" || !(quantity > 0) ? undefined : { description: row.description, quantity, price };
}

/** The sums of rows, one for each currency, of those that are filled in; `undefined` where they are too large to be counted. */
export function rowTotals(rows: readonly ItemRow[]): Money[] | undefined {
  try {
    return lineItemTotals({ line_items: rows.flatMap((row) => lineItem(row) ?? []) });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Rows in a few words: how many, and what they come to in a BCP 47 locale; empty for none. */
export function rowsWords(rows: readonly ItemRow[], locale: string): string {
  const { length: count } = itemsToWrite(rows);
  const totals = (rowTotals(rows) ?? []).map((total) => formatMoney(total, locale)).join(" + ");
  return count === 0 ? "" : `${count === 1 ? "1 row" : `${count} rows`}, ${totals}`;
}
