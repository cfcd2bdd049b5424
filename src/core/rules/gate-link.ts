import { gateRule } from "./gate-rules.ts";

/** Judges `link` requirements. */
export const gateLink = gateRule("gate/link", "The links that a stage asks for are there, and lead where they should.", "link");
