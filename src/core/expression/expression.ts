import { type ASTNode, Environment, EvaluationError, TypeError as KindError, ParseError } from "@marcbachmann/cel-js";
import { daysBetween, parseBusinessDate } from "../calendar/business-date.ts";
import { didYouMean } from "../text/suggest.ts";

/** Why an expression cannot be used, or has no value. */
export interface ExpressionProblem {
  readonly message: string;
  /** Where in the expression, from 0, in UTF-16 code units. */
  readonly offset?: number;
}

/** An expression that can be evaluated. */
export interface Expression {
  readonly source: string;
  /** How deep list functions are nested in each other. */
  readonly loops: number;
  readonly nodes: number;
  readonly run: (inputs: Inputs) => unknown;
}

/** A compiled expression, or what is wrong with it. */
export type Compiled = { readonly expression: Expression } | { readonly problem: ExpressionProblem };

/** Values by name: texts, numbers, true and false, null, lists and maps of them. */
export type Inputs = Readonly<Record<string, unknown>>;

const longest = 2000;

// An expression of a pipeline is a sentence; whatever needs more is several rules.
const limits = { maxAstNodes: 300, maxDepth: 32 };

const loopFunctions: ReadonlySet<string> = new Set(["all", "exists", "exists_one", "filter", "map"]);

// Nothing here makes a long text or list from a short one, and nothing runs the host's regular expressions, as `matches` does.
const functions = ["has", "size", "days", "startsWith", "endsWith", "contains", "string", "int", "double", ...loopFunctions];

type Numeric = number | bigint;

/** Whole days between two dates written as YYYY-MM-DD. */
function days(from: string, to: string): bigint {
  const [start, end] = [parseBusinessDate(from), parseBusinessDate(to)];
  if (!start || !end) throw new EvaluationError("days() needs two dates written as YYYY-MM-DD");
  return BigInt(daysBetween(start, end));
}

const arithmetic: Readonly<Record<string, (a: number, b: number) => number>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
};

function createEnvironment(names: readonly string[]): Environment {
  const environment = new Environment({ limits, homogeneousAggregateLiterals: false });
  for (const name of names) environment.registerVariable(name, "dyn");
  environment.registerFunction("days(string, string): int", days);
  // People who write "amount * 2" do not think of integers and doubles.
  for (const [sign, apply] of Object.entries(arithmetic)) {
    const mixed = (a: Numeric, b: Numeric) => apply(Number(a), Number(b));
    environment.registerOperator(`double ${sign} int`, mixed).registerOperator(`int ${sign} double`, mixed);
  }
  return environment;
}

const isNode = (value: unknown): value is ASTNode => typeof value === "object" && value !== null && "op" in value;

function childrenOf({ args }: ASTNode): ASTNode[] {
  const parts: unknown[] = Array.isArray(args) ? args.flat(2) : [args];
  return parts.filter(isNode);
}

interface Shape {
  readonly loops: number;
  readonly nodes: number;
  readonly problem?: ExpressionProblem;
}

const calledName = ({ op, args }: ASTNode): string | undefined =>
  op === "call" || op === "rcall" ? String((args as readonly unknown[])[0]) : undefined;

const instead: ReadonlyMap<string, string> = new Map([
  ["matches", 'Ask for the form of a field with a requirement "field" and its "matches".'],
]);

function ownProblem(node: ASTNode): ExpressionProblem | undefined {
  const name = calledName(node);
  if (name === undefined || functions.includes(name)) return undefined;
  return { message: `There is no function "${name}" here. ${instead.get(name) ?? didYouMean(name, functions)}`, offset: node.pos };
}

/** How large an expression is, how deep its list functions are nested, and the first function that it may not call. */
function shapeOf(node: ASTNode): Shape {
  const parts = childrenOf(node).map(shapeOf);
  const problem = ownProblem(node) ?? parts.find((part) => part.problem)?.problem;
  const isLoop = loopFunctions.has(calledName(node) ?? "");
  return {
    loops: Math.max(0, ...parts.map((part) => part.loops)) + (isLoop ? 1 : 0),
    nodes: parts.reduce((sum, part) => sum + part.nodes, 1),
    ...(problem && { problem }),
  };
}

const environments = new Map<string, Environment>();

function environmentFor(names: readonly string[]): Environment {
  const key = names.join();
  const known = environments.get(key) ?? createEnvironment(names);
  environments.set(key, known);
  return known;
}

const refuse = (message: string, offset?: number): { readonly problem: ExpressionProblem } => ({
  problem: { message, ...(offset !== undefined && { offset }) },
});

const isOwnError = (error: unknown): error is ParseError | EvaluationError | KindError =>
  error instanceof ParseError || error instanceof EvaluationError || error instanceof KindError;

/** The library's complaint in the first line of its message, with a full stop. */
function refuseWith(error: ParseError | EvaluationError | KindError): { readonly problem: ExpressionProblem } {
  return refuse(`${error.message.split("\n")[0]?.replace(/\.$/, "")}.`, error.range?.start);
}

/** Runs what may fail on an expression; any other error is a fault of this program. */
function guarded<T>(run: () => T): T | { readonly problem: ExpressionProblem } {
  try {
    return run();
  } catch (error) {
    if (isOwnError(error)) return refuseWith(error);
    throw error;
  }
}

function compile(source: string, names: readonly string[]): Compiled {
  const run = environmentFor(names).parse(source);
  const { problem, loops, nodes } = shapeOf(run.ast);
  if (problem) return { problem };
  const { error, type } = run.check();
  if (error) return refuseWith(error);
  if (type !== "bool" && type !== "dyn") return refuse(`The expression gives a value of the kind ${type}; true or false is needed.`);
  return { expression: { source, loops, nodes, run } };
}

/** Compiles a CEL expression over the inputs `names`. It may be 2,000 characters long and have 300 parts. */
export const compileExpression = (source: string, names: readonly string[]): Compiled =>
  source.length > longest
    ? refuse(`The expression is longer than ${longest} characters. Split it into several rules.`)
    : guarded(() => compile(source, names));

/** The length of the longest list, map or text in a value. */
function longestIn(value: unknown): number {
  if (typeof value === "string") return value.length;
  if (typeof value !== "object" || value === null) return 0;
  const parts = Object.values(value);
  return parts.reduce((most: number, part) => Math.max(most, longestIn(part)), parts.length);
}

// A million steps take some 100 ms here.
const mostSteps = 500_000;

const isTooCostly = ({ loops, nodes }: Expression, inputs: Inputs): boolean => loops > 0 && longestIn(inputs) ** loops * nodes > mostSteps;

/** The value of an expression, or why it has none: a field is not there, kinds do not fit, or it would take too long. */
export function evaluateExpression(
  expression: Expression,
  inputs: Inputs,
): { readonly value: boolean } | { readonly problem: ExpressionProblem } {
  if (isTooCostly(expression, inputs)) return refuse("The expression would take too many steps for lists of this length.");
  const value = guarded(() => expression.run(inputs));
  if (typeof value === "boolean") return { value };
  return typeof value === "object" && value !== null && "problem" in value
    ? (value as { problem: ExpressionProblem })
    : refuse(`The expression gives ${String(value)}; true or false is needed.`);
}
