import type { Finding } from "../finding/finding.ts";

/** What the judge says to a move that somebody wants to make. */
export type MoveAnswer = "allowed" | "needs-approval" | "missing" | "not-allowed";

/** Findings that nothing that is filled in can mend: the process has no such move. */
const refusals: ReadonlySet<string> = new Set([
  "stage/closed",
  "stage/entry",
  "stage/forbidden",
  "stage/jump",
  "stage/pipeline",
  "stage/resume",
]);

// It fails the check where approvals are known, and is a warning where they cannot be.
const approvalCode = "gate/approval";

/** Which of the four answers the findings of a planned move amount to. */
export function moveAnswer(findings: readonly Finding[]): MoveAnswer {
  const errors = findings.filter(({ severity }) => severity === "error");
  if (errors.some(({ code }) => refusals.has(code))) return "not-allowed";
  if (errors.some(({ code }) => code !== approvalCode)) return "missing";
  return findings.some(({ code }) => code === approvalCode) ? "needs-approval" : "allowed";
}
