import { stringify } from "yaml";
import { applySplices, type Splice } from "../text/splice.ts";
import type { TextRange, YamlPath } from "../text/yaml-source.ts";
import type { DealFile } from "./parse-deal.ts";

type Plain = string | number | boolean;

/** A field to set, or to remove. */
export interface FieldEdit {
  /** A top-level field, or behind dots one of the groups that are called by the names before it: `next_step.due`. */
  readonly field: string;
  /** A plain value, or of a top-level field texts by name, which are written in one line; `null` removes a top-level field with its lines. */
  readonly value: Plain | Readonly<Record<string, string>> | null;
  /** The top-level field after whose lines a new one, or a new group, is put. */
  readonly after: string;
}

// A text of several lines would need the indentation of its place; between quotation marks it needs one line, however long it is.
const oneLine = {
  defaultStringType: "QUOTE_DOUBLE",
  defaultKeyType: "PLAIN",
  doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER,
} as const;
const quoting = (text: string) => (/[\r\n]/.test(text) ? oneLine : {});

/** All that a value says, to see whether it has several lines. */
const leafText = (value: unknown): string =>
  typeof value === "object" && value !== null ? Object.values(value).map(leafText).join("") : String(value);

const pairText = ([name, value]: readonly [string, unknown]): string =>
  stringify({ [name]: value }, { lineWidth: 0, collectionStyle: "flow", ...quoting(leafText(value)) }).replace(/^\{ | \}\n$/g, "");

/** Values by name as they stand between braces, which is good in lines of their own, too. */
export const pairsText = (values: Readonly<Record<string, unknown>>): string => Object.entries(values).map(pairText).join(", ");

function yamlText(value: NonNullable<FieldEdit["value"]>): string {
  if (typeof value === "object") return `{ ${pairsText(value)} }`;
  return stringify(value, { lineWidth: 0, ...quoting(String(value)) }).replace(/\n$/, "");
}

/** A value as it stands between braces: there a comma ends a text that has no quotation marks. */
const innerText = (value: Plain | Values): string => pairText(["x", value]).replace(/^x: /, "");

/** A value in lines of its own ends with a line break, which stays where it is. */
function withoutLineBreak(text: string, { start, end }: TextRange): TextRange {
  const lineBreak = /\r?\n$/.exec(text.slice(start, end))?.[0] ?? "";
  return { start, end: end - lineBreak.length };
}

/** The offset just behind the last line of a field's value. */
function endOfField(file: DealFile, path: YamlPath): number {
  const range = file.source?.rangeOf(path) ?? file.source?.keyRangeOf(path);
  if (!range) throw new Error(`${file.path} has no field "${path.join(".")}" to put another behind.`);
  const lineBreak = file.text.indexOf("\n", withoutLineBreak(file.text, range).end);
  return lineBreak === -1 ? file.text.length : lineBreak + 1;
}

/** Takes a field out, from the begin of its line. */
function removal(file: DealFile, field: string): Splice[] {
  const key = file.source?.keyRangeOf([field]);
  if (!key) return [];
  const start = file.text.lastIndexOf("\n", key.start) + 1;
  return [{ range: { start, end: endOfField(file, [field]) }, text: "" }];
}

const lineEnd = ({ text }: DealFile): string => (text.includes("\r\n") ? "\r\n" : "\n");

/** Puts a line of its own behind the lines of a value. */
export function newLine(file: DealFile, after: YamlPath, line: string): Splice {
  const at = endOfField(file, after);
  return { range: { start: at, end: at }, text: line + lineEnd(file) };
}

/** Puts `text` in the place of a value that is there. */
function replacement(file: DealFile, range: TextRange, text: string): Splice {
  // A field without a value has its range directly behind the colon.
  const space = file.text[range.start - 1] === ":" ? " " : "";
  return { range: withoutLineBreak(file.text, range), text: space + text };
}

function setting(file: DealFile, { field, after }: FieldEdit, value: NonNullable<FieldEdit["value"]>): Splice {
  const range = file.source?.rangeOf([field]);
  return range ? replacement(file, range, yamlText(value)) : newLine(file, [after], `${field}: ${yamlText(value)}`);
}

/** Values to set in a group of fields, by name; groups in it are groups of their own. */
interface Values {
  [name: string]: Plain | Values;
}

/** A group of fields and what is to be set in it. */
interface GroupEdit {
  readonly group: YamlPath;
  readonly values: Values;
  /** The top-level field behind which a group that is not there is put. */
  readonly after: string;
}

const isGroup = (value: unknown): value is object => typeof value === "object" && value !== null && !Array.isArray(value);

function fieldsOf({ source }: DealFile, path: YamlPath): object {
  const value = path.reduce<unknown>(
    (at, name) => (isGroup(at) ? (at as Readonly<Record<string, unknown>>)[name] : undefined),
    source?.value,
  );
  return isGroup(value) ? value : {};
}

/** The field of a group that stands last in the file; `undefined` where none stands there in its own words. */
function lastIn(file: DealFile, group: YamlPath): string | undefined {
  const startOf = (name: string) => file.source?.keyRangeOf([...group, name])?.start ?? -1;
  const names = Object.keys(fieldsOf(file, group)).filter((name) => startOf(name) >= 0);
  return names.sort((a, b) => startOf(a) - startOf(b)).at(-1);
}

/** Adds fields behind the last one of a group: between its braces, or each in a line of its own. */
function additions(file: DealFile, { group, values }: GroupEdit, last: string): Splice[] {
  const { text, source } = file;
  if (text[source?.rangeOf(group)?.start ?? 0] === "{") {
    const at = (source?.rangeOf([...group, last]) ?? source?.keyRangeOf([...group, last]))?.end ?? 0;
    return [{ range: { start: at, end: at }, text: `, ${pairsText(values)}` }];
  }
  const key = source?.keyRangeOf([...group, last])?.start ?? 0;
  const indent = /^[ ]*/.exec(text.slice(text.lastIndexOf("\n", key - 1) + 1, key))?.[0] ?? "";
  return Object.entries(values).map(([name, value]) => newLine(file, [...group, last], indent + pairText([name, value])));
}

/** Sets one value that is there already. */
function memberSettings(file: DealFile, { group, values, after }: GroupEdit, range: TextRange): Splice[] {
  return Object.entries(values).flatMap(([name, value]) => {
    if (isGroup(value) && lastIn(file, [...group, name]) !== undefined)
      return groupSettings(file, { group: [...group, name], values: value, after });
    return [replacement(file, range, innerText(value))];
  });
}

/** Sets fields of one group. Where the group is empty, or refers to one that stands elsewhere, it is written anew. */
function groupSettings(file: DealFile, edit: GroupEdit): Splice[] {
  const { group, values, after } = edit;
  const place = file.source?.rangeOf(group);
  if (!place) return [newLine(file, [after], `${group.join(".")}: { ${pairsText(values)} }`)];
  const last = lastIn(file, group);
  if (last === undefined) return [replacement(file, place, `{ ${pairsText({ ...fieldsOf(file, group), ...values })} }`)];
  const rangeOf = (name: string) => file.source?.rangeOf([...group, name]);
  const replaced = Object.entries(values).flatMap(([name, value]) => {
    const range = rangeOf(name);
    return range ? memberSettings(file, { group, values: { [name]: value }, after }, range) : [];
  });
  const added = Object.entries(values).filter(([name]) => !rangeOf(name));
  return [...replaced, ...(added.length > 0 ? additions(file, { ...edit, values: Object.fromEntries(added) }, last) : [])];
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
  const groups = new Map<string, { group: YamlPath; values: Values; after: string }>();
  for (const { field, value, after } of edits) {
    const [group = "", ...names] = field.split(".");
    if (names.length === 0) continue;
    if (value === null || typeof value === "object") throw new Error(`"${field}" cannot be set to this in its place.`);
    const edit = groups.get(group) ?? { group: [group], values: {}, after };
    groups.set(group, edit);
    putValue(edit.values, names, value);
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
    ...topLevel.flatMap((edit) => (edit.value === null ? removal(file, edit.field) : [setting(file, edit, edit.value)])),
    ...groupEdits(edits).flatMap((edit) => groupSettings(file, edit)),
  ]);
}
