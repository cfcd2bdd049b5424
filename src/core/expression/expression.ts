import { type ASTNode, Environment, EvaluationError, TypeError as KindError, ParseError } from "@marcbachmann/cel-js";
import { daysBetween, parseBusinessDate } from "../calendar/business-date.ts";
import { didYouMean } from "../text/suggest.ts";
import { type NamePath, namePathsOf } from "./names.ts";
import { inPlainWords, kindName, type LibraryError, type Speech } from "./plain-words.ts";
import { calledName, childrenOf, loopFunctions, type Shape, shapeOf, stepsFor } from "./shape.ts";

/** Why an expression cannot be used, or has no value. */
export interface ExpressionProblem {
  readonly message: string;
  /** Where in the expression, from 0, in UTF-16 code units. */
  readonly offset?: number;
}

/** An expression that can be evaluated. */
export interface Expression {
  readonly source: string;
  /** The inputs that it may name. */
  readonly names: readonly string[];
  /** What it is made of. */
  readonly node: ASTNode;
  readonly shape: Shape;
  /** What it reads, by name. */
  readonly reads: readonly NamePath[];
  readonly run: (inputs: Inputs) => unknown;
}

/** A compiled expression, or what is wrong with it. */
export type Compiled = { readonly expression: Expression } | { readonly problem: ExpressionProblem };

/** Values by name: texts, numbers, true and false, null, lists and maps of them. */
export type Inputs = Readonly<Record<string, unknown>>;

const longest = 2000;

// An expression of a pipeline is a sentence; whatever needs more is several rules (docs/decisions/0009-expressions.md).
const limits = { maxAstNodes: 300, maxDepth: 32 };

// Nothing here makes a long text or list from a short one, and nothing runs the host's regular expressions, as `matches` does.
const functions = ["has", "size", "days", "startsWith", "endsWith", "contains", "string", "int", "double", ...loopFunctions];

type Numeric = number | bigint;

/** Whole days between two dates written as YYYY-MM-DD. */
function days(from: string, to: string): bigint {
  const [start, end] = [parseBusinessDate(from), parseBusinessDate(to)];
  if (!start || !end) throw new EvaluationError("days() needs two dates written as YYYY-MM-DD");
  return BigInt(daysBetween(start, end));
}

function divide(a: number, b: number): number {
  if (b === 0) throw new EvaluationError("division by zero");
  return a / b;
}

const arithmetic: Readonly<Record<string, (a: number, b: number) => number>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": divide,
  "%": (a, b) => a % b,
};

/** Operators that the library knows for two of a kind alone. */
function registerMixed(environment: Environment): void {
  for (const [sign, apply] of Object.entries(arithmetic)) {
    const mixed = (a: Numeric, b: Numeric) => apply(Number(a), Number(b));
    environment.registerOperator(`double ${sign} int: double`, mixed).registerOperator(`int ${sign} double: double`, mixed);
  }
  environment.registerOperator("double % double", (a: number, b: number) => a % b);
}

function createEnvironment(names: readonly string[]): Environment {
  const environment = new Environment({ limits, homogeneousAggregateLiterals: false });
  for (const name of names) environment.registerVariable(name, "dyn");
  environment.registerFunction("days(string, string): int", days);
  // People who write "amount * 2" do not think of integers and doubles.
  registerMixed(environment);
  return environment;
}

const instead: ReadonlyMap<string, string> = new Map([
  ["matches", 'Ask for the form of a field with a requirement "field" and its "matches".'],
]);

function ownProblem(node: ASTNode): ExpressionProblem | undefined {
  const name = calledName(node);
  if (name === undefined || functions.includes(name)) return undefined;
  return { message: `There is no function "${name}" here. ${instead.get(name) ?? didYouMean(name, functions)}`, offset: node.pos };
}

/** The first function that an expression may not call. */
function firstProblem(node: ASTNode): ExpressionProblem | undefined {
  const own = ownProblem(node);
  if (own) return own;
  for (const part of childrenOf(node)) {
    const found = firstProblem(part);
    if (found) return found;
  }
  return undefined;
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

const isLibraryError = (error: unknown): error is LibraryError =>
  error instanceof ParseError || error instanceof EvaluationError || error instanceof KindError;

// Where a limit is passed says nothing about what is wrong.
const placeOf = ({ code, range }: LibraryError) => (code === "limit_exceeded" ? undefined : range?.start);

const refuseWith = (error: LibraryError, speech: Speech) => refuse(inPlainWords(error, speech), placeOf(error));

/** Runs what may fail on an expression; any other error is a fault of this program. */
function guarded<T>(run: () => T, speech: Speech): T | { readonly problem: ExpressionProblem } {
  try {
    return run();
  } catch (error) {
    if (isLibraryError(error)) return refuseWith(error, speech);
    throw error;
  }
}

function compile(source: string, names: readonly string[]): Compiled {
  const run = environmentFor(names).parse(source);
  const problem = firstProblem(run.ast);
  if (problem) return { problem };
  const { error, type } = run.check();
  if (error) return refuseWith(error, { names });
  if (type !== "bool" && type !== "dyn") return refuse(`The expression gives ${kindName(type)}; true or false is needed.`);
  return { expression: { source, names, node: run.ast, shape: shapeOf(run.ast), reads: namePathsOf(run.ast), run } };
}

/** Compiles a CEL expression over the inputs `names`. It may be 2,000 characters long and have 300 parts. */
export const compileExpression = (source: string, names: readonly string[]): Compiled =>
  source.length > longest
    ? refuse(`The expression is longer than ${longest} characters. Split it into several rules.`)
    : guarded(() => compile(source, names), { names });

// Half a million steps take some 25 ms here, and some 60 on the first run.
const mostSteps = 500_000;

const shown = (value: unknown): string => (typeof value === "object" && value !== null ? "a list or fields" : String(value));

/** The value of an expression, or why it has none: a field is not there, kinds do not fit, or it would take too long. */
export function evaluateExpression(
  { shape, names, run }: Expression,
  inputs: Inputs,
): { readonly value: boolean } | { readonly problem: ExpressionProblem } {
  if (stepsFor(shape, inputs) > mostSteps) return refuse("The expression would take too many steps for lists and texts of this length.");
  const value = guarded(() => run(inputs), { names, inputs });
  if (typeof value === "boolean") return { value };
  return typeof value === "object" && value !== null && "problem" in value
    ? (value as { problem: ExpressionProblem })
    : refuse(`The expression gives ${shown(value)}; true or false is needed.`);
}
