import type { ASTNode } from "@marcbachmann/cel-js";
import { childrenOf } from "./shape.ts";

/** The names that a field is read by: `deal.amount.value` is read by `deal`, `amount`, `value`. */
export type NamePath = readonly string[];

function pathOf({ op, args }: ASTNode): NamePath | undefined {
  if (op === "id") return [String(args)];
  if (op !== ".") return undefined;
  const [object, name] = args as unknown as readonly [ASTNode, string];
  const before = pathOf(object);
  return before && [...before, name];
}

/** Every field that an expression reads by its name. */
export function namePathsOf(node: ASTNode): NamePath[] {
  const own = node.op === "." ? pathOf(node) : undefined;
  // Of a.b.c only the whole is of interest; what stands in brackets or calls below it has paths of its own.
  return own ? [own] : childrenOf(node).flatMap(namePathsOf);
}
