import { gateRule } from "./gate-rules.ts";

/** Judges `approval` requirements. */
export const gateApproval = gateRule(
  "gate/approval",
  "Somebody of the role that a move asks for has approved it, other than its author.",
  "approval",
);
