import type { Problem } from "../finding/finding.ts";

/** What a rule reports; its code is the rule's own. */
export type RuleProblem = Omit<Problem, "code">;

/** One thing that the check looks for. `Context` is what it looks at. */
export interface Rule<Context> {
  /** Permanent name, `area/what`. */
  readonly code: string;
  /** What the rule holds people to, in one sentence; printed in the reference. */
  readonly summary: string;
  readonly check: (context: Context) => readonly RuleProblem[];
}
