import type { z } from "zod";
import type { Problem } from "../finding/finding.ts";
import { idExpectation, toId } from "./field-types.ts";
import { expectation, type Issue, tellingIssues, valueAt } from "./schema-issues.ts";
import { didYouMean } from "./suggest.ts";
import type { YamlSource } from "./yaml-source.ts";

/** Names that a kind of file gives to the three ways in which it can miss its schema. */
export interface SchemaCodes {
  readonly unknownField: string;
  readonly missingField: string;
  readonly invalidField: string;
}

// The finding's line says which item of a list is meant; nobody counts from 0.
const pathText = (path: readonly PropertyKey[]): string =>
  path
    .filter((part) => typeof part !== "number")
    .map(String)
    .join(".");

const yamlPath = (path: readonly PropertyKey[]): (string | number)[] =>
  path.map((part) => (typeof part === "number" ? part : String(part)));

function unwrap(schema: unknown): z.core.$ZodType {
  let type = schema as z.core.$ZodType;
  for (;;) {
    const inner = type._zod.def as { innerType?: unknown; in?: unknown };
    const next = inner.innerType ?? inner.in;
    if (next === undefined) return type;
    type = next as typeof type;
  }
}

/** The keys that the schema knows at `path`; none where it takes any. */
function knownKeys(schema: z.core.$ZodType, path: readonly PropertyKey[]): string[] {
  let type = unwrap(schema);
  for (const part of path) {
    const def = type._zod.def as {
      shape?: Record<string, unknown>;
      element?: unknown;
      valueType?: unknown;
    };
    const next = def.shape?.[String(part)] ?? def.element ?? def.valueType;
    if (next === undefined) return [];
    type = unwrap(next);
  }
  const def = type._zod.def as { shape?: Record<string, unknown>; options?: readonly unknown[] };
  const shapes = def.options?.map((option) => (unwrap(option)._zod.def as { shape?: object }).shape ?? {});
  return [...new Set([...Object.keys(def.shape ?? {}), ...(shapes ?? []).flatMap(Object.keys)])];
}

const shown = (value: unknown): string => {
  // JSON has no word for a number that is none.
  const text = typeof value === "number" ? String(value) : (JSON.stringify(value) ?? "nothing");
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
};

interface Judged {
  readonly schema: z.core.$ZodType;
  readonly source: YamlSource;
  readonly codes: SchemaCodes;
}

function strangeKeyHint(key: string, known: readonly string[]): string {
  // "{ value: 48,000 }" is a value of 48 and a field called 000.
  if (/^\d/.test(key)) return "A comma ends a value between braces. Write a number without it, such as 48000.50.";
  return didYouMean(key, known);
}

function unknownKeys(issue: Issue & { code: "unrecognized_keys" }, { schema, source, codes }: Judged): Problem[] {
  const known = knownKeys(schema, issue.path);
  return issue.keys.map((key): Problem => {
    const path = [...yamlPath(issue.path), key];
    return {
      code: codes.unknownField,
      at: source.locateKey(path) ?? source.locate(path),
      message: `"${pathText([...issue.path, key])}" is not a field that is known here.`,
      hint: strangeKeyHint(key, known),
    };
  });
}

function missingField({ path }: Issue, { source, codes }: Judged): Problem {
  const parent = pathText(path.slice(0, -1));
  return {
    code: codes.missingField,
    at: source.locate(yamlPath(path)),
    message: `The field "${pathText(path)}" is missing.`,
    hint: `Add "${String(path.at(-1))}:" with a value${parent === "" ? "" : ` under "${parent}"`}.`,
  };
}

function invalidKey(issue: Issue & { code: "invalid_key" }, { source, codes }: Judged): Problem {
  const path = yamlPath(issue.path);
  const key = String(path.at(-1));
  return {
    code: codes.invalidField,
    at: source.locateKey(path),
    message: `"${pathText(issue.path)}" cannot be called that: ${issue.issues[0]?.message ?? "it is no id"}.`,
    hint: toId(key) === "" ? undefined : `Did you mean "${toId(key)}"?`,
  };
}

/** What to do about a value that is not what it should be, where that is plain. */
function valueHint(found: unknown, expected: string): string | undefined {
  if (found === null) return "Fill it in, or remove the line.";
  if (expected === "expected a text" && typeof found !== "object") return `Put it in quotation marks: "${String(found)}".`;
  if (expected === idExpectation && toId(String(found)) !== "") return `Did you mean "${toId(String(found))}"?`;
  return undefined;
}

function fieldProblem(issue: Issue, { source, codes }: Judged): Problem {
  const found = valueAt(source.value, issue.path);
  const expected = expectation(issue);
  const name = pathText(issue.path);
  const place = { code: codes.invalidField, at: source.locate(yamlPath(issue.path)) };
  if (name === "") return { ...place, message: `The file is ${found === null ? "empty" : shown(found)}: ${expected}.` };
  const says = expected.startsWith("expected") ? ` is ${found === null ? "empty" : shown(found)}` : "";
  return { ...place, message: `"${name}"${says}: ${expected}.`, hint: valueHint(found, expected) };
}

function problemsOf(issue: Issue, judged: Judged): Problem[] {
  if (issue.code === "unrecognized_keys") return unknownKeys(issue, judged);
  if (issue.code === "invalid_key") return [invalidKey(issue, judged)];
  const isMissing = issue.path.length > 0 && valueAt(judged.source.value, issue.path) === undefined;
  return [isMissing ? missingField(issue, judged) : fieldProblem(issue, judged)];
}

/** Turns what zod found wrong into problems that stand at the key or value concerned, one for each mistake. */
export const schemaProblems = (error: z.core.$ZodError, judged: Judged): Problem[] =>
  tellingIssues(error.issues, judged.source.value).flatMap((issue) => problemsOf(issue, judged));
