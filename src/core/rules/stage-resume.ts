import { movesDocs } from "../pipeline/docs-links.ts";
import { resumeStages } from "../pipeline/move.ts";
import type { DealContext, Move } from "./deal-context.ts";
import type { Rule, RuleProblem } from "./rule.ts";

function problemOf({ origin, from, to }: Move, parkedFrom: string | undefined): Pick<RuleProblem, "message" | "hint"> {
  const [first, ...others] = resumeStages(origin, parkedFrom).map(({ id }) => id);
  const start = `The deal was parked in "${from.id}" and goes on in "${to.id}"`;
  if (first === undefined) {
    const message = `${start}, but there is no open stage "${parkedFrom}" that it could have come from.`;
    return { message, hint: `Set "stage: ${from.id}" again, and correct "parked_from:" first.` };
  }
  const allowed = [first, ...others].map((id) => `"${id}"`).join(" or ");
  const because = parkedFrom === undefined ? "it began there, and deals go on from there in" : "the stage it came from is";
  return { message: `${start}; ${because} ${allowed}.`, hint: `Set "stage: ${first}", and advance it from there.` };
}

/** A parked deal goes on where it was. */
export const stageResume: Rule<DealContext> = {
  code: "stage/resume",
  summary: "A parked deal goes on in the stage that it was parked in.",
  check: ({ before, file, move }) => {
    if (!before || move?.kind !== "resume-elsewhere") return [];
    return [{ at: file.source?.locate(["stage"]), ...problemOf(move, before.parked_from), docs: movesDocs(move.origin.id) }];
  },
};
