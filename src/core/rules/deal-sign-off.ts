import type { DealContext } from "./deal-context.ts";
import type { Rule } from "./rule.ts";

/** Nobody signs off for somebody else. */
export const dealSignOff: Rule<DealContext> = {
  code: "deal/sign-off",
  summary: "A sign-off under approvals is by somebody who may approve, in a commit of their own.",
  check: ({ deal, file, signOffComplaint }) =>
    deal.approvals.flatMap((signOff, index) => {
      const message = signOffComplaint?.(signOff);
      if (message === undefined) return [];
      const hint = "Whoever approves adds the sign-off and commits it, or approves the pull request on the forge.";
      return [{ at: file.source?.locate(["approvals", index]), message, hint }];
    }),
};
