import { type Compiled, compileExpression } from "../expression/expression.ts";

/** Names that an expression of a pipeline may use. */
const expressionNames = ["deal", "before", "move", "today"] as const;

const compiled = new Map<string, Compiled>();

/** Compiles an expression of a pipeline, once for all deals. */
export function pipelineExpression(source: string): Compiled {
  const known = compiled.get(source) ?? compileExpression(source, expressionNames);
  compiled.set(source, known);
  return known;
}
