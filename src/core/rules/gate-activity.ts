import { gateRule } from "./gate-rules.ts";

/** Judges `activity` requirements. */
export const gateActivity = gateRule("gate/activity", "The activities that a stage asks for are logged.", "activity");
