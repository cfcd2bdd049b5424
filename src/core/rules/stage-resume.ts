import { movesDocs } from "../pipeline/docs-links.ts";
import { resumeStages } from "../pipeline/move.ts";
import type { DealContext } from "./deal-context.ts";
import type { Rule } from "./rule.ts";

/** A parked deal goes on where it was. */
export const stageResume: Rule<DealContext> = {
  code: "stage/resume",
  summary: "A parked deal goes on in the stage that it was parked in.",
  check: ({ before, file, move }) => {
    if (!before || move?.kind !== "resume-elsewhere") return [];
    const allowed = resumeStages(move.origin, before.parked_from).map((stage) => `"${stage.id}"`);
    return [
      {
        at: file.source?.locate(["stage"]),
        message: `The deal was parked in "${move.from.id}" and goes on in "${move.to.id}"; the stage it came from is ${allowed.join(" or ")}.`,
        hint: `Set "stage: ${resumeStages(move.origin, before.parked_from)[0]?.id ?? move.from.id}", and advance it from there.`,
        docs: movesDocs(move.origin.id),
      },
    ];
  },
};
