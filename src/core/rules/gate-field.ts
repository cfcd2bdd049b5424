import { gateRule } from "./gate-rules.ts";

/** Judges `field` requirements. */
export const gateField = gateRule("gate/field", "The fields that a stage asks for are filled in.", "field");
