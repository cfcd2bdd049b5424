import type { z } from "zod";
import type { Problem } from "../finding/finding.ts";
import { didYouMean } from "./suggest.ts";
import type { YamlSource } from "./yaml-source.ts";

/** Names that a kind of file gives to the three ways in which it can miss its schema. */
export interface SchemaCodes {
  readonly unknownField: string;
  readonly missingField: string;
  readonly invalidField: string;
}

type Issue = z.core.$ZodIssue;

const pathText = (path: readonly PropertyKey[]): string => path.map(String).join(".");

const yamlPath = (path: readonly PropertyKey[]): (string | number)[] =>
  path.map((part) => (typeof part === "number" ? part : String(part)));

function unwrap(schema: unknown): z.core.$ZodType {
  let type = schema as z.core.$ZodType & { def?: { innerType?: unknown; in?: unknown } };
  for (;;) {
    const inner = type._zod.def as { innerType?: unknown; in?: unknown; element?: unknown };
    const next = inner.innerType ?? inner.in;
    if (next === undefined) return type;
    type = next as typeof type;
  }
}

/** The keys that the schema knows at `path`, to suggest one for a misspelt key. */
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

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let current = value;
  for (const part of path) {
    if (typeof current !== "object" || current === null) return undefined;
    current = (current as Record<PropertyKey, unknown>)[part];
  }
  return current;
}

const shown = (value: unknown): string => {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
};

function unknownKeys(issue: Issue & { code: "unrecognized_keys" }, schema: z.core.$ZodType, source: YamlSource, code: string) {
  const known = knownKeys(schema, issue.path);
  return issue.keys.map((key): Problem => {
    const path = [...yamlPath(issue.path), key];
    return {
      code,
      at: source.locateKey(path) ?? source.locate(path),
      message: `"${pathText([...issue.path, key])}" is not a field that is known here.`,
      hint: didYouMean(key, known),
    };
  });
}

/** In a union of shapes, the complaint of the alternative that came nearest says most. */
function mostTelling(issue: Issue): readonly Issue[] {
  if (issue.code !== "invalid_union" || issue.errors.length === 0) return [issue];
  const depth = (issues: readonly Issue[]) => Math.max(0, ...issues.map((each) => each.path.length));
  const [best] = [...issue.errors].sort((a, b) => depth(b) - depth(a) || a.length - b.length);
  if (!best || depth(best) === 0) return [issue];
  return best.flatMap((inner) => mostTelling({ ...inner, path: [...issue.path, ...inner.path] } as Issue));
}

function fieldProblem(issue: Issue, source: YamlSource, codes: SchemaCodes): Problem {
  const found = valueAt(source.value, issue.path);
  const name = pathText(issue.path);
  if (found === undefined && issue.path.length > 0) {
    return {
      code: codes.missingField,
      at: source.locate(yamlPath(issue.path)),
      message: `The field "${name}" is missing.`,
      hint: `Add "${name}:" with a value.`,
    };
  }
  const subject = name === "" ? "The file" : `"${name}"`;
  return {
    code: codes.invalidField,
    at: source.locate(yamlPath(issue.path)),
    message: `${subject} is ${shown(found)}: ${issue.message}.`.replace(/\.\.$/, "."),
  };
}

/** Turns what zod found wrong into problems that stand at the key or value concerned. */
export function schemaProblems(
  error: z.core.$ZodError,
  schema: z.core.$ZodType,
  source: YamlSource,
  codes: SchemaCodes,
): Problem[] {
  return error.issues.flatMap(mostTelling).flatMap((issue) =>
    issue.code === "unrecognized_keys"
      ? unknownKeys(issue, schema, source, codes.unknownField)
      : [fieldProblem(issue, source, codes)],
  );
}
