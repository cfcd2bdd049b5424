import { gateRule } from "./gate-rules.ts";

/** Judges `document` requirements. */
export const gateDocument = gateRule(
  "gate/document",
  "The documents that a stage asks for exist, have their template's sections, and no placeholder is left in them.",
  "document",
);
