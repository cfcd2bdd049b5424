import { gateRule } from "./gate-rules.ts";

/** Judges `rule` requirements. */
export const gateExpression = gateRule("gate/rule", "The expressions that a stage states are true.", "rule");
