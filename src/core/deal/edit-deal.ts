import { applySplices, type Splice } from "../text/splice.ts";
import { lineItemSplices, type WrittenItem } from "./edit-line-items.ts";
import { type GroupEdit, groupSettings, type Plain, removal, setting, type Values } from "./field-splices.ts";
import type { DealFile } from "./parse-deal.ts";

/** A field to set, or to remove. */
export interface FieldEdit {
  /** A top-level field, or behind dots one of the groups that are called by the names before it: `next_step.due`. */
  readonly field: string;
  /**
   * A plain value; of a top-level field texts by name, which are written in one line; of `line_items` all of them. `null` removes
   * a field with its lines, a group with the last of its fields.
   */
  readonly value: Plain | Readonly<Record<string, string>> | readonly WrittenItem[] | null;
  /** The top-level field after whose lines a new one, or a new group, is put. */
  readonly after: string;
}

type Value = NonNullable<FieldEdit["value"]>;

const isItems = (value: Value): value is readonly WrittenItem[] => Array.isArray(value);

function topLevelSplices(file: DealFile, { field, value, after }: FieldEdit): Splice[] {
  if (value === null) return removal(file, [field]);
  return isItems(value) ? lineItemSplices(file, value, after) : [setting(file, { field, after }, value)];
}

/** Puts a value into values, at the end of a path of names; groups on the way are made. */
function putValue(values: Values, [name = "", ...rest]: readonly string[], value: Plain): void {
  if (rest.length === 0) {
    values[name] = value;
    return;
  }
  const group = values[name];
  const inner: Values = typeof group === "object" ? group : {};
  values[name] = inner;
  putValue(inner, rest, value);
}

/** Edits of fields in groups, brought together by their group. */
function groupEdits(edits: readonly FieldEdit[]): GroupEdit[] {
  const groups = new Map<string, { group: readonly string[]; values: Values; removed: string[]; after: string }>();
  for (const { field, value, after } of edits) {
    const [group = "", ...names] = field.split(".");
    const [name = ""] = names;
    if (names.length === 0) continue;
    const edit = groups.get(group) ?? { group: [group], values: {}, removed: [], after };
    groups.set(group, edit);
    if (value === null && names.length === 1) edit.removed.push(name);
    else if (value === null || typeof value === "object") throw new Error(`"${field}" cannot be set to this in its place.`);
    else putValue(edit.values, names, value);
  }
  return [...groups.values()];
}

/**
 * Sets and removes fields of a deal and returns the new text. An existing value is replaced where it stands; a new field gets
 * a line of its own, or a place between the braces of its group; every other byte stays. `file` must have been read without problems.
 */
export function editDeal(file: DealFile, edits: readonly FieldEdit[]): string {
  const topLevel = edits.filter(({ field }) => !field.includes("."));
  return applySplices(file.text, [
    ...topLevel.flatMap((edit) => topLevelSplices(file, edit)),
    ...groupEdits(edits).flatMap((edit) => groupSettings(file, edit)),
  ]);
}
