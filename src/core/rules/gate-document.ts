import { gateRule } from "./gate-rules.ts";

/** Judges `document` requirements. */
export const gateDocument = gateRule(
  "gate/document",
  "The documents that a stage asks for exist, have come as far as they must, and fill in their template: no section is missing or empty, no placeholder is left.",
  "document",
);
