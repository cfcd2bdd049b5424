import type { BusinessDate } from "../calendar/business-date.ts";
import type { RuleBook } from "../content/rule-book.ts";
import type { Deal } from "../deal/deal.ts";
import type { DealDocument } from "../deal/document.ts";
import type { People } from "../people/people.ts";
import { listedMove } from "../pipeline/move.ts";
import { type OnwardStep, onwardSteps } from "../pipeline/onward.ts";
import { isClosed, type Pipeline, type Stage } from "../pipeline/pipeline.ts";
import { isMomentary } from "../pipeline/requirement.ts";
import type { Gap, GateFacts } from "./gap.ts";
import { gapsOf } from "./gaps.ts";
import {
  type GateRequirement,
  type RequirementText,
  requirementsOfMove,
  requirementsToBeIn,
  requirementsToLeave,
  requirementText,
} from "./gate.ts";
import { isInForce } from "./rule-gaps.ts";

/** One requirement of a checklist. */
export interface ChecklistItem extends RequirementText {
  /** Name of the stage that asks for it. */
  readonly stage: string;
  readonly isMet: boolean;
  readonly gaps: readonly Gap[];
}

/** What a deal needs before it may be in `stage`, met and missing. */
export interface Checklist {
  /** The next stage; for a closed deal the one it is in. */
  readonly stage: Stage;
  /** The step that leads there, by its name; absent where there is none. */
  readonly step?: string;
  readonly items: readonly ChecklistItem[];
}

/** What a checklist is drawn up from. */
export interface ChecklistFacts {
  readonly deal: Deal;
  readonly documents: readonly DealDocument[];
  readonly rules: RuleBook;
  readonly people: People | null;
  readonly today: BusinessDate;
  readonly pipeline: Pipeline;
  readonly stage: Stage;
}

/** A requirement that a step brings, and what is missing before it holds. */
export interface StepRequirement {
  readonly gate: GateRequirement;
  readonly gaps: readonly Gap[];
  /** What it was held against: the deal as the step would make it. */
  readonly judged: GateFacts;
}

function itemOf({ gate: { requirement, stage }, gaps }: Omit<StepRequirement, "judged">, rules: RuleBook): ChecklistItem {
  const isMet = gaps.every(({ severity }) => severity === "warning");
  return { ...requirementText(requirement, rules), stage: stage.name, isMet, gaps };
}

/** A requirement, held against a deal. */
export const checklistItem = (gate: GateRequirement, facts: GateFacts): ChecklistItem =>
  itemOf({ gate, gaps: gapsOf(gate.requirement, facts) }, facts.rules);

/** What is behind a deal counts only where it is missing: nobody needs a list of what was settled long ago. */
const isShown = (item: ChecklistItem, stage: Stage, next: Stage): boolean =>
  !item.isMet || item.stage === stage.name || item.stage === next.name;

/** What a step asks for. */
function gatesOf({ kind, to, handoff, listed }: OnwardStep, { pipeline, stage }: ChecklistFacts): GateRequirement[] {
  const needs = requirementsOfMove(pipeline, to, listed ?? listedMove(pipeline, stage.id, to.id));
  const leave = kind === "handoff" || kind === "resume" ? requirementsToLeave(pipeline, stage) : [];
  return [...leave, ...requirementsToBeIn(handoff ?? pipeline, to), ...needs];
}

/** The deal as the step would make it, and the move: what a rule says of the stage is judged of the one to come. */
function factsAfter({ kind, to, handoff, name }: OnwardStep, facts: ChecklistFacts): GateFacts {
  const { deal, pipeline, stage, today } = facts;
  const after = { ...deal, pipeline: (handoff ?? pipeline).id, stage: to.id, stage_entered: today };
  return { ...facts, deal: after, before: deal, move: { kind, from: stage.id, to: name } };
}

/** The step that comes next; a closed deal goes on into another pipeline only. */
function nextStep({ pipeline, stage, deal, rules }: ChecklistFacts): OnwardStep | undefined {
  const steps = onwardSteps({ pipeline, stage, parkedFrom: deal.parked_from }, rules);
  return isClosed(stage) ? steps.find(({ kind }) => kind === "handoff") : steps[0];
}

/** Every requirement that a step brings, with what is missing. */
export function stepRequirements(step: OnwardStep, facts: ChecklistFacts): StepRequirement[] {
  const judged = factsAfter(step, facts);
  const gates = gatesOf(step, facts).filter((gate) => isInForce(gate.requirement, judged) && isAhead(gate, facts));
  return gates.map((gate) => ({ gate, judged, gaps: gapsOf(gate.requirement, judged) }));
}

/** All that a step asks for, met and missing. */
export const stepChecklist = (step: OnwardStep, facts: ChecklistFacts): ChecklistItem[] =>
  stepRequirements(step, facts).map((each) => itemOf(each, facts.rules));

/** What held at the time of moves that the deal has behind it is not asked for again. */
function isAhead({ requirement }: GateRequirement, { pipeline, stage }: ChecklistFacts): boolean {
  if (!isMomentary(requirement)) return true;
  return !requirementsToBeIn(pipeline, stage).some((former) => former.requirement === requirement);
}

/**
 * The checklist for the next step: what this stage asks for on leaving and the next on entering, and anything
 * that stages before them still miss. Where there is no next step: what its stage still has to see done.
 */
export function nextChecklist(facts: ChecklistFacts): Checklist {
  const { pipeline, stage } = facts;
  const step = nextStep(facts);
  if (step) return { stage: step.to, step: step.name, items: stepChecklist(step, facts).filter((item) => isShown(item, stage, step.to)) };
  const gates = requirementsToLeave(pipeline, stage).filter((gate) => isInForce(gate.requirement, facts) && isAhead(gate, facts));
  return { stage, items: gates.map((gate) => checklistItem(gate, facts)) };
}
