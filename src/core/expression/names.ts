import type { ASTNode } from "@marcbachmann/cel-js";
import { calledName, childrenOf, loopFunctions } from "./shape.ts";

/** The names that a value is read by: `deal.amount.value` and `deal["amount"].value` by `deal`, `amount`, `value`. */
export type NamePath = readonly string[];

/** What stands in brackets, if it is written out. */
const literalIn = (node: ASTNode): string | undefined => (node.op === "value" ? String(node.args) : undefined);

/** The names that a part of an expression is read by; `undefined` where it is put together or computed. */
export function namePath({ op, args }: ASTNode): NamePath | undefined {
  if (op === "id") return [args];
  if (op !== "." && op !== "[]") return undefined;
  const [object, member] = args;
  const [before, name] = [namePath(object), typeof member === "string" ? member : literalIn(member)];
  return before && name !== undefined ? [...before, name] : undefined;
}

/** The parts of a list function: what it runs over, what it calls each item, and what it asks of them. */
export interface Loop {
  readonly over: ASTNode;
  readonly item: string;
  readonly bodies: readonly ASTNode[];
}

/** A part of an expression as a list function; `undefined` where it is none. */
export function loopOf(node: ASTNode): Loop | undefined {
  if (node.op !== "rcall" || !loopFunctions.has(calledName(node) ?? "")) return undefined;
  const [, over, [item, ...bodies]] = node.args;
  return item?.op === "id" ? { over, item: item.args, bodies } : undefined;
}

/** Everything that an expression reads by its name; what a list function calls its items is named by the expression itself. */
export function namePathsOf(node: ASTNode, items: readonly string[] = []): NamePath[] {
  const own = namePath(node);
  // Of a.b.c only the whole is of interest; what stands in brackets or calls below it has paths of its own.
  if (own) return items.includes(own[0] ?? "") ? [] : [own];
  const loop = loopOf(node);
  if (!loop) return childrenOf(node).flatMap((part) => namePathsOf(part, items));
  return [...namePathsOf(loop.over, items), ...loop.bodies.flatMap((body) => namePathsOf(body, [...items, loop.item]))];
}
