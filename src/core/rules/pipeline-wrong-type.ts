import { type RequirementRules, requirementComplaints } from "./requirement-complaints.ts";
import type { Rule } from "./rule.ts";

/** A rule compares and calculates what fits: a date with a number would hold for nobody, and every deal would be told so. */
export const pipelineWrongType: Rule<RequirementRules> = {
  code: "pipeline/wrong-type",
  summary: "What a requirement compares, counts or asks for fits the kind of the fields: text, number, date, list.",
  check: (settings) => requirementComplaints(settings, "kind"),
};
