import { gateRule } from "./gate-rules.ts";

/** Judges `answers` requirements. */
export const gateAnswer = gateRule("gate/answer", "The qualification questions that a stage asks for are answered.", "answers");
