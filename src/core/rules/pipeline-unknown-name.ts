import { type RequirementRules, requirementComplaints } from "./requirement-complaints.ts";
import type { Rule } from "./rule.ts";

/** A rule reads fields that deals have: a misspelt one would hold for nobody, or for everybody. */
export const pipelineUnknownName: Rule<RequirementRules> = {
  code: "pipeline/unknown-name",
  summary: "The fields that a requirement reads are fields of a deal, or defined by a pipeline.",
  check: (settings) => requirementComplaints(settings, "name"),
};
