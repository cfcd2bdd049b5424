import type { FieldEdit } from "../deal/edit-deal.ts";
import { classifyMove } from "../pipeline/move.ts";
import type { Proposal } from "./proposal.ts";
import { evidenceText } from "./proposal-words.ts";

const after = "stage_entered";

/** What a proposed move writes besides the stage and its date: where a parked deal came from, why a deal is lost or goes back. */
export function proposalEdits(proposal: Proposal): FieldEdit[] {
  const { deal, pipeline, rule, stage: from, to } = proposal;
  const kind = classifyMove(pipeline, { from, to, parkedFrom: deal.parked_from });
  if (kind === "park" && from.kind !== "parked") return [{ field: "parked_from", value: from.id, after }];
  if (kind === "lose" && rule.reason !== undefined) return [{ field: "lost_reason", value: rule.reason, after }];
  if (kind === "backward") return [{ field: "stage_reason", value: `${rule.say} Here: ${evidenceText(proposal)}.`, after }];
  return [];
}
