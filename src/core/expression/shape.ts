import type { ASTNode } from "@marcbachmann/cel-js";

/** What can be known of an expression's cost before it runs. */
export interface Shape {
  /** How deep list functions are nested in each other. */
  readonly loops: number;
  readonly nodes: number;
  /** Comparisons that may walk through lists and maps as a whole. */
  readonly comparisons: number;
  /** Functions that may read a text as a whole. */
  readonly readings: number;
  /** How many parts are put together into larger lists, maps and texts. */
  readonly joints: number;
  /** Length of the longest list that is written out. */
  readonly longestList: number;
}

/** Functions that run over a list. */
export const loopFunctions: ReadonlySet<string> = new Set(["all", "exists", "exists_one", "filter", "map"]);

const textFunctions: ReadonlySet<string> = new Set(["size", "contains", "startsWith", "endsWith"]);

const comparisonSigns: ReadonlySet<string> = new Set(["==", "!=", "in"]);

const isNode = (value: unknown): value is ASTNode => typeof value === "object" && value !== null && "op" in value;

/** The parts of an expression's part. */
export function childrenOf({ args }: ASTNode): ASTNode[] {
  const parts: unknown[] = Array.isArray(args) ? args.flat(2) : [args];
  return parts.filter(isNode);
}

/** The function that a part calls; `undefined` where it calls none. */
export const calledName = ({ op, args }: ASTNode): string | undefined =>
  op === "call" || op === "rcall" ? String((args as readonly unknown[])[0]) : undefined;

const isCollection = ({ op }: ASTNode): boolean => op === "list" || op === "map";

/** A text, a number and the like as they are written, or a list of them. */
const isPlain = (node: ASTNode): boolean => node.op === "value" || (node.op === "list" && childrenOf(node).every(isPlain));

function jointsOf(node: ASTNode): number {
  if (isCollection(node) && !isPlain(node)) return childrenOf(node).length;
  return node.op === "+" ? 1 : 0;
}

const isLong = (node: ASTNode): boolean => comparisonSigns.has(node.op) && !childrenOf(node).some(isPlain);

function ownShape(node: ASTNode): Shape {
  const called = calledName(node) ?? "";
  return {
    loops: loopFunctions.has(called) ? 1 : 0,
    nodes: 1,
    comparisons: isLong(node) ? 1 : 0,
    readings: textFunctions.has(called) ? 1 : 0,
    joints: jointsOf(node),
    longestList: isCollection(node) ? childrenOf(node).length : 0,
  };
}

/** How large an expression is, and what it does that may take long. */
export function shapeOf(node: ASTNode): Shape {
  const own = ownShape(node);
  const parts = childrenOf(node).map(shapeOf);
  const sum = (count: (shape: Shape) => number) => parts.reduce((total, part) => total + count(part), count(own));
  return {
    loops: own.loops + Math.max(0, ...parts.map((part) => part.loops)),
    nodes: sum((each) => each.nodes),
    comparisons: sum((each) => each.comparisons),
    readings: sum((each) => each.readings),
    joints: sum((each) => each.joints),
    longestList: Math.max(own.longestList, ...parts.map((part) => part.longestList)),
  };
}

interface Size {
  readonly values: number;
  readonly list: number;
  readonly text: number;
}

/** How many values there are in a value, and the lengths of its longest list or map and its longest text. */
function sizeOf(value: unknown): Size {
  if (typeof value === "string") return { values: 1, list: 0, text: value.length };
  if (typeof value !== "object" || value === null) return { values: 1, list: 0, text: 0 };
  const parts = Object.values(value).map(sizeOf);
  return parts.reduce(
    (sum, part) => ({ values: sum.values + part.values, list: Math.max(sum.list, part.list), text: Math.max(sum.text, part.text) }),
    { values: 1, list: parts.length, text: 0 },
  );
}

/**
 * A bound for the steps that an expression takes over its inputs: the longest list to the power of the nesting, times
 * what is done for each item. What the expression puts together counts as if all of it went into each list and text.
 */
export function stepsFor(shape: Shape, inputs: unknown): number {
  const { loops, nodes, comparisons, readings, joints, longestList } = shape;
  if (loops + comparisons + readings + joints === 0) return nodes;
  const { values, list, text } = sizeOf(inputs);
  const growth = 1 + joints;
  // Comparing two values takes half as long as a part does; joining texts a twentieth for each letter.
  const each = nodes + (comparisons * values * growth) / 2 + readings * text * growth + (joints * text) / 20;
  return Math.max(list * growth, longestList) ** loops * each;
}
