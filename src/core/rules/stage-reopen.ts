import type { DealContext } from "./deal-context.ts";
import type { Rule } from "./rule.ts";
import { missingReason } from "./stage-backward.ts";

/** A closed deal is opened again for a reason. */
export const stageReopen: Rule<DealContext> = {
  code: "stage/reopen",
  summary: "A closed deal that is opened again, where a pipeline lists that move, says why, in stage_reason.",
  check: (context) => (context.move?.kind === "reopen" ? missingReason(context, "is opened again,") : []),
};
