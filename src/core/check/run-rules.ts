import { type Finding, toFinding } from "../finding/finding.ts";
import type { Rule } from "../rules/rule.ts";

/** Runs rules over one context; problems that name no file are about `file`. */
export const runRules = <Context>(rules: readonly Rule<Context>[], context: Context, file: string): Finding[] =>
  rules.flatMap((rule) => rule.check(context).map((problem) => toFinding({ ...problem, code: rule.code }, file)));
