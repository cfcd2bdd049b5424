import { isCurrency, parseMoney } from "../money/money.ts";
import type { Splice } from "../text/splice.ts";
import { endOfField, groupSettings, lineEnd, lineStart, newLine, pairsText, removal, replacement, type Values } from "./field-splices.ts";
import type { DealFile } from "./parse-deal.ts";

/** A line item as it is written in a deal's file. */
export interface WrittenItem {
  readonly description: string;
  /** Absent for one. */
  readonly quantity?: number;
  readonly price: { readonly value: number | string; readonly currency: string };
}

const field = "line_items";

const itemText = (item: WrittenItem): string => `{ ${pairsText({ ...item })} }`;

const itemsIn = ({ source }: DealFile): readonly WrittenItem[] =>
  ((source?.value as Readonly<Record<string, unknown>> | null)?.[field] as readonly WrittenItem[] | null | undefined) ?? [];

const isSameAmount = (a: WrittenItem["price"], b: WrittenItem["price"]): boolean =>
  a.currency === b.currency &&
  (a.value === b.value ||
    (isCurrency(a.currency) && JSON.stringify(parseMoney(a.value, a.currency)) === JSON.stringify(parseMoney(b.value, b.currency))));

const isSame = (a: WrittenItem, b: WrittenItem): boolean =>
  a.description === b.description && (a.quantity ?? 1) === (b.quantity ?? 1) && isSameAmount(a.price, b.price);

/** How many items two lists have in common in their order, from each pair of places on. */
function commonFrom(old: readonly WrittenItem[], wanted: readonly WrittenItem[]): number[][] {
  const counts = Array.from({ length: old.length + 1 }, () => new Array<number>(wanted.length + 1).fill(0));
  const at = (i: number, j: number): number => counts[i]?.[j] ?? 0;
  for (const [i, a] of [...old.entries()].toReversed())
    for (const [j, b] of [...wanted.entries()].toReversed()) {
      const row = counts[i];
      if (row) row[j] = isSame(a, b) ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  return counts;
}

/** Neighbours that are not in both lists: what is there, by its places, and what is wanted in its stead. */
interface Difference {
  /** The place of the first item that is there and stands behind the difference's begin. */
  readonly from: number;
  readonly count: number;
  readonly wanted: readonly WrittenItem[];
}

function differences(old: readonly WrittenItem[], wanted: readonly WrittenItem[]): Difference[] {
  const counts = commonFrom(old, wanted);
  const at = (i: number, j: number): number => counts[i]?.[j] ?? 0;
  const found: Difference[] = [];
  let begin = { i: 0, j: 0 };
  const close = (i: number, j: number): void => {
    if (i > begin.i || j > begin.j) found.push({ from: begin.i, count: i - begin.i, wanted: wanted.slice(begin.j, j) });
    begin = { i: i + 1, j: j + 1 };
  };
  let [i, j] = [0, 0];
  while (i < old.length && j < wanted.length) {
    const [a, b] = [old[i], wanted[j]];
    if (a && b && isSame(a, b)) {
      close(i, j);
      i += 1;
      j += 1;
    } else if (at(i + 1, j) >= at(i, j + 1)) i += 1;
    else j += 1;
  }
  close(old.length, wanted.length);
  return found;
}

/** What stands before each item of a list in lines of its own; `undefined` where one does not begin behind a dash alone. */
function dashesOf({ text, source }: DealFile, count: number): string[] | undefined {
  const starts = Array.from({ length: count }, (_, index) => source?.rangeOf([field, index])?.start ?? 0);
  const dashes = starts.map((start) => text.slice(lineStart(text, start), start));
  return dashes.every((dash) => /^ *- +$/.test(dash)) ? dashes : undefined;
}

/** Changes an item where it stands; only what it says otherwise. */
function changedItem(file: DealFile, index: number, item: WrittenItem): Splice[] {
  const former = itemsIn(file)[index];
  const place = file.source?.rangeOf([field, index]);
  if (!former || !place) return [];
  const isOwn = (...path: string[]): boolean => file.source?.keyRangeOf([field, index, ...path]) !== undefined;
  // It refers to what stands elsewhere.
  if (!isOwn("description") || !isOwn("price", "value")) return [replacement(file, place, itemText(item))];
  const { value, currency } = item.price;
  const price: Values = {
    ...(!isSameAmount({ value, currency: former.price.currency }, former.price) && { value }),
    ...(currency !== former.price.currency && { currency }),
  };
  const values: Values = {
    ...(item.description !== former.description && { description: item.description }),
    ...((item.quantity ?? 1) !== (former.quantity ?? 1) && { quantity: item.quantity ?? 1 }),
    ...(Object.keys(price).length > 0 && { price }),
  };
  return groupSettings(file, { group: [field, index], values, after: field });
}

function removedItem(file: DealFile, index: number): Splice {
  const start = lineStart(file.text, file.source?.rangeOf([field, index])?.start ?? 0);
  return { range: { start, end: endOfField(file, [field, index]) }, text: "" };
}

function differenceSplices(file: DealFile, { from, count, wanted }: Difference, dashes: readonly string[]): Splice[] {
  const changed = wanted.slice(0, count).flatMap((item, index) => changedItem(file, from + index, item));
  const removed = Array.from({ length: Math.max(0, count - wanted.length) }, (_, index) => removedItem(file, from + wanted.length + index));
  const last = from + count - 1;
  const at = last >= 0 ? endOfField(file, [field, last]) : lineStart(file.text, file.source?.rangeOf([field, 0])?.start ?? 0);
  const added = wanted.slice(count).map((item) => ({
    range: { start: at, end: at },
    text: `${dashes[Math.max(0, last)] ?? "  - "}${itemText(item)}${lineEnd(file)}`,
  }));
  return [...changed, ...removed, ...added];
}

const listText = (file: DealFile, items: readonly WrittenItem[]): string =>
  items.map((item) => `${lineEnd(file)}  - ${itemText(item)}`).join("");

/**
 * Makes a deal's line items those wanted. In a list in lines of its own only those change that are other than they were;
 * any other list is written anew as one. `after` is the top-level field behind which a new list is put.
 */
export function lineItemSplices(file: DealFile, wanted: readonly WrittenItem[], after: string): Splice[] {
  const key = file.source?.keyRangeOf([field]);
  if (!key) return wanted.length === 0 ? [] : [newLine(file, [after], `${field}:${listText(file, wanted)}`)];
  if (wanted.length === 0) return removal(file, [field]);
  const old = itemsIn(file);
  const dashes = old.length > 0 ? dashesOf(file, old.length) : undefined;
  if (dashes) return differences(old, wanted).flatMap((each) => differenceSplices(file, each, dashes));
  const place = file.source?.rangeOf([field]) ?? key;
  const { range } = replacement(file, { start: key.end, end: place.end }, "");
  return [{ range, text: `:${listText(file, wanted)}` }];
}
