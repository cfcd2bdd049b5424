import { applySplices } from "../text/splice.ts";
import { itemsAfter, itemText } from "./add-item.ts";
import type { Activity } from "./deal.ts";
import { newLine } from "./field-splices.ts";
import type { DealFile } from "./parse-deal.ts";

const field = "activities";

/** The fields that are there, in the order in which people write them. */
function activityText({ date, kind, by, note, reply, recorded }: Activity): string {
  const fields = { date, kind, by, note, reply, recorded };
  return itemText(Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)));
}

/** The top-level field behind which a list of activities is put: the last one, an imported history aside. */
function lastField({ source }: DealFile): string {
  const names = Object.keys((source?.value ?? {}) as object).filter((name) => name !== "history");
  const startOf = (name: string) => source?.keyRangeOf([name])?.start ?? -1;
  return names.sort((a, b) => startOf(a) - startOf(b)).at(-1) ?? "stage_entered";
}

/** The deal's text with one more activity at the end of its list, whatever way the list is written; every other byte stays. */
export function addActivity(file: DealFile, activity: Activity): string {
  const { source, text } = file;
  const item = activityText(activity);
  const added = itemsAfter(file, { field, count: file.deal?.activities.length ?? 0 }, [item]);
  if (added) return applySplices(text, added);
  const place = source?.rangeOf([field]);
  const lineEnd = text.includes("\r\n") ? "\r\n" : "\n";
  if (!place) return applySplices(text, [newLine(file, [lastField(file)], `${field}:${lineEnd}  - ${item}`)]);
  const isFlow = text[place.start] === "[";
  return applySplices(text, [
    { range: isFlow ? place : { start: place.start, end: place.start }, text: isFlow ? `[${item}]` : `${lineEnd}  - ${item}` },
  ]);
}
