import { evaluateExpression } from "../expression/expression.ts";
import type { NamePath } from "../expression/names.ts";
import { pipelineExpression } from "../pipeline/pipeline-expression.ts";
import type { RuleRequirement } from "../pipeline/requirement.ts";
import type { Gap, GateFacts } from "./gap.ts";
import { dealInput } from "./rule-inputs.ts";

const stay = ({ deal }: GateFacts) => ({ kind: "stay", from: deal.stage, to: deal.stage });

type Outcome = { readonly value: boolean } | { readonly problem: string };

/** Evaluates an expression of a pipeline; `problem` says why it has no value. */
export function evaluateRule(source: string, facts: GateFacts): Outcome {
  const expression = pipelineExpression(source);
  if ("problem" in expression) return { problem: expression.problem.message };
  const { deal, before, move, today } = facts;
  const inputs = { deal: dealInput(deal), before: dealInput(before), move: move ?? stay(facts), today };
  const result = evaluateExpression(expression.expression, inputs);
  return "value" in result ? result : { problem: result.problem.message };
}

function readsOf(source: string): readonly NamePath[] {
  const compiled = pipelineExpression(source);
  return "expression" in compiled ? compiled.expression.reads : [];
}

/** True for an expression that asks what the change does: without a change it cannot be judged. */
const asksForChange = (source: string): boolean => readsOf(source).some(([root]) => root === "before" || root === "move");

/** Names of the deal's fields that an expression reads, such as `amount.value`. */
export function fieldsRead(source: string): string[] {
  const paths = readsOf(source).filter(([root, ...path]) => root === "deal" && path.length > 0);
  // Nobody counts the items of a list from 0.
  return [...new Set(paths.map(([, ...path]) => path.filter((name) => !/^\d+$/.test(name)).join(".")))];
}

function fieldsIn(source: string): string {
  const names = fieldsRead(source);
  return names.length === 0 ? "what the rule speaks of" : names.join(", ");
}

/** Why a rule does not hold; nothing where it asks for a change and none is judged. */
export function ruleGaps({ rule }: RuleRequirement, facts: GateFacts): Gap[] {
  if (facts.move === undefined && asksForChange(rule)) return [];
  const result = evaluateRule(rule, facts);
  if ("value" in result && result.value) return [];
  const why = "value" in result ? "It does not hold" : result.problem.replace(/\.$/, "");
  return [{ message: `${why}: ${rule}.`, path: ["stage"], hint: `Look at ${fieldsIn(rule)} in ${facts.deal.slug}.md.` }];
}

/**
 * Whether a requirement counts for a deal. A guard that cannot be evaluated, because a field is missing, leaves the
 * requirement in force: leaving a field out must not open a gate.
 */
export function isInForce({ when }: { readonly when?: string | undefined }, facts: GateFacts): boolean {
  if (when === undefined) return true;
  if (facts.move === undefined && asksForChange(when)) return false;
  const result = evaluateRule(when, facts);
  return "problem" in result || result.value;
}
