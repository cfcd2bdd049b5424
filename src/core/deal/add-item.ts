import type { Splice } from "../text/splice.ts";
import { newLine, pairsText } from "./field-splices.ts";
import type { DealFile } from "./parse-deal.ts";

/** Values as an item of a list, in one line. */
export const itemText = (values: Readonly<Record<string, unknown>>): string => `{ ${pairsText(values)} }`;

/** What stands before the items of a list in lines of its own: its indentation and the dash. */
function dashBefore({ text }: DealFile, start: number): string {
  const line = text.slice(text.lastIndexOf("\n", start - 1) + 1, start);
  return /^ *- +$/.test(line) ? line : "  - ";
}

/** A top-level list of a deal, and how many items it has. */
interface List {
  readonly field: string;
  readonly count: number;
}

/** Adds items, as `itemText` gives them, at the end of a list, the way it is written; `null` where it has none. */
export function itemsAfter(file: DealFile, { field, count }: List, items: readonly string[]): Splice[] | null {
  const { source, text } = file;
  const place = source?.rangeOf([field]);
  const last = source?.rangeOf([field, count - 1]);
  if (!place || !last) return null;
  if (text[place.start] === "[") return [{ range: { start: last.end, end: last.end }, text: items.map((item) => `, ${item}`).join("") }];
  return items.map((item) => newLine(file, [field, count - 1], dashBefore(file, last.start) + item));
}
