import { stringify } from "yaml";
import { applySplices, type Splice } from "../text/splice.ts";
import type { TextRange, YamlPath } from "../text/yaml-source.ts";
import type { DealFile } from "./parse-deal.ts";

/** A top-level field to set, or to remove. */
export interface FieldEdit {
  readonly field: string;
  /** A text, or texts by name, which are written in one line; `null` removes the field with its lines. */
  readonly value: string | Readonly<Record<string, string>> | null;
  /** The field after whose lines a new one is put. */
  readonly after: string;
}

// A text of several lines would need the indentation of its place; between quotation marks it needs one line.
const quoting = (text: string) => (/[\r\n]/.test(text) ? ({ defaultStringType: "QUOTE_DOUBLE", defaultKeyType: "PLAIN" } as const) : {});

function yamlText(value: NonNullable<FieldEdit["value"]>): string {
  if (typeof value === "string") return stringify(value, { lineWidth: 0, ...quoting(value) }).replace(/\n$/, "");
  return stringify(value, { lineWidth: 0, collectionStyle: "flow", ...quoting(Object.values(value).join()) }).replace(/\n$/, "");
}

/** A value in lines of its own ends with a line break, which stays where it is. */
function withoutLineBreak(text: string, { start, end }: TextRange): TextRange {
  const lineBreak = /\r?\n$/.exec(text.slice(start, end))?.[0] ?? "";
  return { start, end: end - lineBreak.length };
}

/** The offset just behind the last line of a top-level field's value. */
function endOfField(file: DealFile, field: string): number {
  const path: YamlPath = [field];
  const range = file.source?.rangeOf(path) ?? file.source?.keyRangeOf(path);
  if (!range) throw new Error(`${file.path} has no field "${field}" to put another behind.`);
  const lineBreak = file.text.indexOf("\n", withoutLineBreak(file.text, range).end);
  return lineBreak === -1 ? file.text.length : lineBreak + 1;
}

/** Takes a field out, from the begin of its line. */
function removal(file: DealFile, field: string): Splice[] {
  const key = file.source?.keyRangeOf([field]);
  if (!key) return [];
  const start = file.text.lastIndexOf("\n", key.start) + 1;
  return [{ range: { start, end: endOfField(file, field) }, text: "" }];
}

function setting(file: DealFile, { field, after }: FieldEdit, value: NonNullable<FieldEdit["value"]>): Splice {
  const range = file.source?.rangeOf([field]);
  // A field without a value has its range directly behind the colon.
  const space = range && file.text[range.start - 1] === ":" ? " " : "";
  if (range) return { range: withoutLineBreak(file.text, range), text: space + yamlText(value) };
  const newline = file.text.includes("\r\n") ? "\r\n" : "\n";
  const at = endOfField(file, after);
  return { range: { start: at, end: at }, text: `${field}: ${yamlText(value)}${newline}` };
}

/**
 * Sets and removes top-level fields of a deal and returns the new text. An existing value is replaced where it stands, a new
 * field gets a line of its own; every other byte stays. `file` must have been read without problems.
 */
export const editDeal = (file: DealFile, edits: readonly FieldEdit[]): string =>
  applySplices(
    file.text,
    edits.flatMap((edit) => (edit.value === null ? removal(file, edit.field) : [setting(file, edit, edit.value)])),
  );
