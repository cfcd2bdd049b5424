import { stringify } from "yaml";
import type { Splice } from "../text/splice.ts";
import type { TextRange, YamlPath } from "../text/yaml-source.ts";
import type { DealFile } from "./parse-deal.ts";

/** A value in one word. */
export type Plain = string | number | boolean;

/** Values to set in a group of fields, by name; groups in it are groups of their own. */
export interface Values {
  [name: string]: Plain | Values;
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

function yamlText(value: Plain | Readonly<Record<string, string>>): string {
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
export function endOfField(file: DealFile, path: YamlPath): number {
  const range = file.source?.rangeOf(path) ?? file.source?.keyRangeOf(path);
  if (!range) throw new Error(`${file.path} has no field "${path.join(".")}" to put another behind.`);
  const lineBreak = file.text.indexOf("\n", withoutLineBreak(file.text, range).end);
  return lineBreak === -1 ? file.text.length : lineBreak + 1;
}

/** The offset at which a line begins. */
export const lineStart = (text: string, at: number): number => text.lastIndexOf("\n", at - 1) + 1;

/** Takes a field out that stands in lines of its own, from the begin of its line. */
export function removal(file: DealFile, path: YamlPath): Splice[] {
  const key = file.source?.keyRangeOf(path);
  return key ? [{ range: { start: lineStart(file.text, key.start), end: endOfField(file, path) }, text: "" }] : [];
}

/** How the lines of a file end. */
export const lineEnd = ({ text }: Pick<DealFile, "text">): string => (text.includes("\r\n") ? "\r\n" : "\n");

/** Puts a line of its own behind the lines of a value. */
export function newLine(file: DealFile, after: YamlPath, line: string): Splice {
  const at = endOfField(file, after);
  return { range: { start: at, end: at }, text: line + lineEnd(file) };
}

/** Puts `text` in the place of a value that is there. */
export function replacement(file: DealFile, range: TextRange, text: string): Splice {
  // A field without a value has its range directly behind the colon.
  const space = file.text[range.start - 1] === ":" ? " " : "";
  return { range: withoutLineBreak(file.text, range), text: space + text };
}

/** Sets a top-level field: where it stands, or in a line of its own behind the field `after`. */
export function setting(
  file: DealFile,
  { field, after }: { readonly field: string; readonly after: string },
  value: Plain | Readonly<Record<string, string>>,
): Splice {
  const range = file.source?.rangeOf([field]);
  return range ? replacement(file, range, yamlText(value)) : newLine(file, [after], `${field}: ${yamlText(value)}`);
}

/** A group of fields, what is to be set in it, and what is to be taken out of it. */
export interface GroupEdit {
  readonly group: YamlPath;
  readonly values: Values;
  readonly removed?: readonly string[];
  /** The top-level field behind which a group that is not there is put. */
  readonly after: string;
}

const isGroup = (value: unknown): value is object => typeof value === "object" && value !== null && !Array.isArray(value);

/** What stands in a group, by name; nothing where there is no group. */
function fieldsOf({ source }: DealFile, path: YamlPath): object {
  const value = path.reduce<unknown>(
    (at, name) => (typeof at === "object" && at !== null ? (at as Readonly<Record<string, unknown>>)[name] : undefined),
    source?.value,
  );
  return isGroup(value) ? value : {};
}

/** The fields that a group has in its own words, in the order in which they stand in the file. */
function namesIn(file: DealFile, group: YamlPath): string[] {
  const startOf = (name: string) => file.source?.keyRangeOf([...group, name])?.start ?? -1;
  const names = Object.keys(fieldsOf(file, group)).filter((name) => startOf(name) >= 0);
  return names.sort((a, b) => startOf(a) - startOf(b));
}

const isInBraces = ({ text, source }: DealFile, group: YamlPath): boolean => text[source?.rangeOf(group)?.start ?? 0] === "{";

/** Where a field of a group ends, between braces. */
const endBetweenBraces = ({ source }: DealFile, path: YamlPath): number => (source?.rangeOf(path) ?? source?.keyRangeOf(path))?.end ?? 0;

/** Adds fields behind the last one of a group: between its braces, or each in a line of its own. */
function additions(file: DealFile, { group, values }: GroupEdit, last: string): Splice[] {
  const { text, source } = file;
  if (isInBraces(file, group)) {
    const at = endBetweenBraces(file, [...group, last]);
    return [{ range: { start: at, end: at }, text: `, ${pairsText(values)}` }];
  }
  const key = source?.keyRangeOf([...group, last])?.start ?? 0;
  const indent = /^[ ]*/.exec(text.slice(lineStart(text, key), key))?.[0] ?? "";
  return Object.entries(values).map(([name, value]) => newLine(file, [...group, last], indent + pairText([name, value])));
}

/** Takes fields out from between braces, each run of neighbours with one of its commas. */
function removalsBetweenBraces(file: DealFile, group: YamlPath, isRemoved: (name: string) => boolean): Splice[] {
  const names = namesIn(file, group);
  const startOf = (name: string) => file.source?.keyRangeOf([...group, name])?.start ?? 0;
  return names.flatMap((name, index) => {
    const before = names[index - 1];
    if (!isRemoved(name) || (before !== undefined && isRemoved(before))) return [];
    const end = names.findIndex((each, at) => at > index && !isRemoved(each));
    const last = names[(end < 0 ? names.length : end) - 1] ?? name;
    const range =
      before === undefined
        ? { start: startOf(name), end: startOf(names[end] ?? name) }
        : { start: endBetweenBraces(file, [...group, before]), end: endBetweenBraces(file, [...group, last]) };
    return [{ range, text: "" }];
  });
}

/** Takes fields out of a group that keeps others. */
function removals(file: DealFile, { group, removed = [] }: GroupEdit): Splice[] {
  const gone = new Set(removed);
  if (isInBraces(file, group)) return removalsBetweenBraces(file, group, (name) => gone.has(name));
  return removed.flatMap((name) => removal(file, [...group, name]));
}

/** Sets one value that is there already. */
function memberSettings(file: DealFile, { group, values, after }: GroupEdit, range: TextRange): Splice[] {
  return Object.entries(values).flatMap(([name, value]) => {
    if (isGroup(value) && namesIn(file, [...group, name]).length > 0)
      return groupSettings(file, { group: [...group, name], values: value, after });
    return [replacement(file, range, innerText(value))];
  });
}

/** All of a group in its place, written anew without what is taken out. */
function rewritten(file: DealFile, { group, values, removed = [] }: GroupEdit, place: TextRange): Splice {
  const kept = Object.entries(fieldsOf(file, group)).filter(([name]) => !removed.includes(name));
  return replacement(file, place, `{ ${pairsText({ ...Object.fromEntries(kept), ...values })} }`);
}

/**
 * Sets fields of one group, and takes fields out of it. Where the group is empty, or refers to one that stands elsewhere, it is
 * written anew; a group that is left with nothing goes, too.
 */
export function groupSettings(file: DealFile, edit: GroupEdit): Splice[] {
  const { group, values, removed = [], after } = edit;
  const place = file.source?.rangeOf(group);
  const isSetting = Object.keys(values).length > 0;
  if (!place) return isSetting ? [newLine(file, [after], `${group.join(".")}: { ${pairsText(values)} }`)] : [];
  const keeps = Object.keys(fieldsOf(file, group)).some((name) => !removed.includes(name));
  if (!keeps && !isSetting) return removal(file, group);
  const last = namesIn(file, group).at(-1);
  if (last === undefined || !keeps) return [rewritten(file, edit, place)];
  const rangeOf = (name: string) => file.source?.rangeOf([...group, name]);
  const replaced = Object.entries(values).flatMap(([name, value]) => {
    const range = rangeOf(name);
    return range ? memberSettings(file, { group, values: { [name]: value }, after }, range) : [];
  });
  const added = Object.entries(values).filter(([name]) => !rangeOf(name));
  return [
    ...removals(file, edit),
    ...replaced,
    ...(added.length > 0 ? additions(file, { ...edit, values: Object.fromEntries(added) }, last) : []),
  ];
}
