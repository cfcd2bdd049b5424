import { parseSync } from "@swc/core";

/** A function that has a name: a declaration, a method, or what a variable or property holds. */
export interface MeasuredFunction {
  readonly name: string;
  readonly file: string;
  /** Where it begins, from 1. */
  readonly line: number;
  /** From its first line to its last, both included. */
  readonly lines: number;
}

/** Figures over functions; lengths are in lines. */
export interface Sizes {
  readonly count: number;
  readonly median: number;
  readonly ninetieth: number;
  readonly longest: MeasuredFunction;
}

interface SyntaxNode {
  readonly type: string;
  readonly span?: { readonly start: number; readonly end: number };
  readonly [key: string]: unknown;
}

const isNode = (value: unknown): value is SyntaxNode =>
  typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";

const own = new Set([
  "FunctionDeclaration",
  "ClassMethod",
  "PrivateMethod",
  "Constructor",
  "MethodProperty",
  "GetterProperty",
  "SetterProperty",
]);
const holders: Readonly<Record<string, string>> = {
  VariableDeclarator: "init",
  KeyValueProperty: "value",
  ClassProperty: "value",
  PrivateProperty: "value",
};
const held = new Set(["ArrowFunctionExpression", "FunctionExpression"]);

const nameOf = (node: unknown): string => {
  if (!isNode(node)) return "(anonymous)";
  return typeof node.value === "string" ? node.value : nameOf(node.id);
};

/** The name under which `node` is, or holds, a function; `undefined` for anything else. */
function functionName(node: SyntaxNode): string | undefined {
  if (own.has(node.type)) return nameOf(node.identifier ?? node.key);
  const value = node[holders[node.type] ?? ""];
  return isNode(value) && held.has(value.type) ? nameOf(node.id ?? node.key) : undefined;
}

function* walk(value: unknown): Generator<SyntaxNode> {
  if (typeof value !== "object" || value === null) return;
  if (isNode(value)) yield value;
  for (const [key, child] of Object.entries(value)) if (key !== "span") yield* walk(child);
}

/** Measures the named functions of a TypeScript text. Callbacks count with the function that they are in. */
export function measure(text: string, file: string): MeasuredFunction[] {
  const bytes = Buffer.from(text);
  // swc counts in bytes of UTF-8, from 1.
  const lineAt = (place: number): number => bytes.subarray(0, place - 1).reduce((lines, byte) => lines + (byte === 0x0a ? 1 : 0), 1);
  return [...walk(parseSync(text, { syntax: "typescript" }))].flatMap((node) => {
    const name = functionName(node);
    if (name === undefined || !node.span) return [];
    const line = lineAt(node.span.start);
    return [{ name, file, line, lines: lineAt(node.span.end) - line + 1 }];
  });
}

const at = (sorted: readonly MeasuredFunction[], share: number): MeasuredFunction => {
  const found = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  if (!found) throw new Error("There are no functions to measure.");
  return found;
};

/** Median, 90th percentile and maximum. */
export function summarise(functions: readonly MeasuredFunction[]): Sizes {
  const sorted = functions.toSorted((a, b) => a.lines - b.lines);
  return { count: sorted.length, median: at(sorted, 0.5).lines, ninetieth: at(sorted, 0.9).lines, longest: at(sorted, 1) };
}
