import type { YamlPath } from "../text/yaml-source.ts";
import type { Complaint } from "./complaint.ts";
import { pipelineExpression } from "./pipeline-expression.ts";

/** Where in a longer expression something is wrong, as its own text. */
function excerpt(source: string, offset = 0): string {
  const rest = source.slice(offset, offset + 30).trim();
  return offset === 0 || rest === "" ? "" : ` It is at: ${rest}`;
}

/** What keeps an expression, if there is one, from being used. */
export function complaintsOfExpression(source: string | undefined, path: YamlPath): Complaint[] {
  const compiled = source === undefined ? undefined : pipelineExpression(source);
  if (!compiled || !("problem" in compiled)) return [];
  const message = `This expression cannot be used: ${compiled.problem.message}${excerpt(source ?? "", compiled.problem.offset)}`;
  return [{ path, message, hint: "An expression is CEL, and speaks of deal, before, move and today." }];
}
