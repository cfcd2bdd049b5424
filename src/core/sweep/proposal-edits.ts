import type { BusinessDate } from "../calendar/business-date.ts";
import { ownFields, type RuleBook } from "../content/rule-book.ts";
import type { FieldEdit } from "../deal/edit-deal.ts";
import { fieldValue, isFilled } from "../gate/field-gaps.ts";
import { requirementsOfStep } from "../gate/gate.ts";
import { classifyMove, type StageMove } from "../pipeline/move.ts";
import { fieldToSet, isOfTheMove, type SetValue, valueToSet } from "../pipeline/time-rule-set.ts";
import type { Proposal } from "./proposal.ts";
import { evidenceText } from "./proposal-words.ts";

/** What a proposal's texts and dates are made with. */
export interface EditFacts {
  readonly rules: Pick<RuleBook, "pipelines">;
  readonly today: BusinessDate;
}

type Values = readonly (readonly [field: string, value: SetValue])[];

const whyText = (proposal: Proposal): string => `${proposal.rule.say} Here: ${evidenceText(proposal)}.`;

const asksForNote = ({ pipeline }: Proposal, move: StageMove): boolean =>
  requirementsOfStep(pipeline, move).some(({ requirement }) => "field" in requirement && requirement.field === "lost_note");

/** What every move of its kind writes: where a parked deal came from, why a deal is lost or goes back. */
function valuesOfMove(proposal: Proposal): Values {
  const { deal, pipeline, rule, stage: from, to } = proposal;
  const move = { from, to, parkedFrom: deal.parked_from };
  const kind = classifyMove(pipeline, move);
  if (kind === "park" && from.kind !== "parked") return [["parked_from", from.id]];
  if (kind === "backward") return [["stage_reason", whyText(proposal)]];
  if (kind !== "lose" || rule.reason === undefined) return [];
  return [["lost_reason", rule.reason], ...(asksForNote(proposal, move) ? [["lost_note", whyText(proposal)] as const] : [])];
}

/** What the rule sets: words about this move, and fields that nobody has filled in. */
function valuesOfRule(proposal: Proposal, { rules, today }: EditFacts): Values {
  const { deal, pipeline, rule, days, since } = proposal;
  const facts = { evidence: evidenceText(proposal), days, since, today };
  const fields = ownFields(rules, pipeline.id);
  return Object.entries(rule.set)
    .filter(([name]) => isOfTheMove(name) || !isFilled(fieldValue(deal, name)))
    .map(([name, value]) => [name, valueToSet(value, fieldToSet(name, fields)?.type ?? "text", facts)]);
}

/**
 * What a proposed move writes besides the stage and its date. What the rule sets goes before what every such move writes.
 * lost_reason, lost_note and stage_reason speak of this move and are written anew; nothing else that the deal says is touched.
 */
export const proposalEdits = (proposal: Proposal, facts: EditFacts): FieldEdit[] =>
  [...new Map([...valuesOfMove(proposal), ...valuesOfRule(proposal, facts)])].map(([field, value]) => ({
    field,
    value,
    after: "stage_entered",
  }));
