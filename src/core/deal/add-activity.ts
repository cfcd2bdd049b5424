import { applySplices } from "../text/splice.ts";
import type { Activity } from "./deal.ts";
import { newLine, pairsText } from "./field-splices.ts";
import type { DealFile } from "./parse-deal.ts";

const field = "activities";

/** The fields that are there, in the order in which people write them. */
function itemText({ date, kind, by, note, reply, recorded }: Activity): string {
  const fields = { date, kind, by, note, reply, recorded };
  return `{ ${pairsText(Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)))} }`;
}

/** The top-level field behind which a list of activities is put: the last one, an imported history aside. */
function lastField({ source }: DealFile): string {
  const names = Object.keys((source?.value ?? {}) as object).filter((name) => name !== "history");
  const startOf = (name: string) => source?.keyRangeOf([name])?.start ?? -1;
  return names.sort((a, b) => startOf(a) - startOf(b)).at(-1) ?? "stage_entered";
}

/** What stands before the items of a list in lines of its own: its indentation and the dash. */
function dashBefore({ text }: DealFile, start: number): string {
  const line = text.slice(text.lastIndexOf("\n", start - 1) + 1, start);
  return /^ *- +$/.test(line) ? line : "  - ";
}

/** The deal's text with one more activity at the end of its list, whatever way the list is written; every other byte stays. */
export function addActivity(file: DealFile, activity: Activity): string {
  const { source, text } = file;
  const item = itemText(activity);
  const place = source?.rangeOf([field]);
  const lineEnd = text.includes("\r\n") ? "\r\n" : "\n";
  const count = file.deal?.activities.length ?? 0;
  const last = source?.rangeOf([field, count - 1]);
  if (!place) return applySplices(text, [newLine(file, [lastField(file)], `${field}:${lineEnd}  - ${item}`)]);
  if (!last) {
    const isFlow = text[place.start] === "[";
    return applySplices(text, [
      { range: isFlow ? place : { start: place.start, end: place.start }, text: isFlow ? `[${item}]` : `${lineEnd}  - ${item}` },
    ]);
  }
  if (text[place.start] === "[") return applySplices(text, [{ range: { start: last.end, end: last.end }, text: `, ${item}` }]);
  return applySplices(text, [newLine(file, [field, count - 1], dashBefore(file, last.start) + item)]);
}
