import { type ActionRules, strangeActionNames } from "./action-names.ts";
import { requirementComplaints } from "./requirement-complaints.ts";
import type { Rule } from "./rule.ts";

/** A rule reads fields that deals have: a misspelt one would hold for nobody, or for everybody. So does the text of an action. */
export const pipelineUnknownName: Rule<ActionRules> = {
  code: "pipeline/unknown-name",
  summary: "The fields that a requirement or an action reads are fields of a deal, or defined by a pipeline; who is written to is known.",
  check: (settings) => [...requirementComplaints(settings, "name"), ...strangeActionNames(settings)],
};
