import type { z } from "zod";
import { nearest } from "./suggest.ts";

/** What zod found wrong at one place. */
export type Issue = z.core.$ZodIssue;

/** The part of a value that a path leads to; `undefined` where there is none. */
export function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let current = value;
  for (const part of path) {
    if (typeof current !== "object" || current === null) return undefined;
    current = (current as Record<PropertyKey, unknown>)[part];
  }
  return current;
}

const isSamePath = (a: readonly PropertyKey[], b: readonly PropertyKey[]): boolean =>
  a.length === b.length && a.every((part, index) => part === b[index]);

interface StrangeKey {
  readonly path: readonly PropertyKey[];
  readonly key: string;
}

/** A misspelt key is one mistake: the field that it was meant for is not also missing. */
function withoutSlips(issues: readonly Issue[], value: unknown): Issue[] {
  const strange = issues.flatMap((issue): StrangeKey[] =>
    issue.code === "unrecognized_keys" ? issue.keys.map((key) => ({ path: issue.path, key })) : [],
  );
  const isMeant = ({ path }: Issue) => {
    const name = String(path.at(-1));
    return strange.some((each) => isSamePath(each.path, path.slice(0, -1)) && nearest(each.key, [name]) !== undefined);
  };
  return issues.filter((issue) => issue.path.length === 0 || valueAt(value, issue.path) !== undefined || !isMeant(issue));
}

const cost = (issues: readonly Issue[]): number =>
  issues.reduce((sum, issue) => sum + (issue.code === "unrecognized_keys" ? issue.keys.length : 1), 0);

/** Of a union of shapes, the complaints of the one alternative that was meant; where none stands out, of the union. */
function ofAlternative(issue: Issue, value: unknown): Issue[] {
  if (issue.code !== "invalid_union") return [issue];
  const alternatives = issue.errors.map((errors) =>
    tellingIssues(
      errors.map((each) => ({ ...each, path: [...issue.path, ...each.path] }) as Issue),
      value,
    ),
  );
  const least = Math.min(...alternatives.map(cost));
  const [best, ...others] = alternatives.filter((issues) => cost(issues) === least);
  return best && others.length === 0 ? best : [issue];
}

/** The issues that say something to the reader, one for each mistake. */
export const tellingIssues = (issues: readonly Issue[], value: unknown): Issue[] =>
  withoutSlips(
    issues.flatMap((issue) => ofAlternative(issue, value)),
    value,
  );

const kinds: Readonly<Record<string, string>> = {
  object: "fields with values",
  record: "fields with values",
  array: "a list, each item on a line that begins with a dash",
  number: "a number",
  int: "a whole number",
  string: "a text",
  boolean: "true or false",
};

const quantity = (limit: number | bigint, origin: string): string => (origin === "array" ? `${limit} in the list` : String(limit));

/** The fields of which a union of shapes wants one: each alternative misses its own. */
function missingOnes({ errors }: z.core.$ZodIssueInvalidUnion): string[] {
  const missing = errors.flatMap(
    (issues) => issues.find(({ path, code }) => path.length === 1 && (code === "invalid_type" || code === "invalid_union")) ?? [],
  );
  return [...new Set(missing.map((issue) => String(issue.path[0])))];
}

function unionExpectation(issue: z.core.$ZodIssueInvalidUnion): string {
  const first = issue.errors[0]?.[0];
  const names = missingOnes(issue);
  if (names.length > 1) return `expected one of the fields ${names.join(", ")}`;
  return first?.code === "invalid_type" ? `expected ${kinds[first.expected] ?? first.expected}` : "expected something else";
}

/** What was expected, in the words of people who have never seen a schema. Messages of our own schemas stay. */
export function expectation(issue: Issue): string {
  if (!/^(Invalid|Too |Unrecognized)/.test(issue.message)) return issue.message;
  if (issue.code === "invalid_type") return `expected ${kinds[issue.expected] ?? issue.expected}`;
  if (issue.code === "invalid_value") return `expected ${issue.values.length > 1 ? "one of " : ""}${issue.values.map(String).join(", ")}`;
  if (issue.code === "too_small")
    return `expected ${issue.inclusive === false ? "more than" : "at least"} ${quantity(issue.minimum, issue.origin)}`;
  if (issue.code === "too_big")
    return `expected ${issue.inclusive === false ? "less than" : "at most"} ${quantity(issue.maximum, issue.origin)}`;
  if (issue.code === "invalid_union") return unionExpectation(issue);
  return issue.message;
}
