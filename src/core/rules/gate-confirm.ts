import { gateRule } from "./gate-rules.ts";

/** Judges `confirm` requirements. */
export const gateConfirm = gateRule(
  "gate/confirm",
  "Somebody attests to the success criteria that a stage asks for, with the date.",
  "confirm",
);
