import type { BusinessDate } from "../calendar/business-date.ts";
import type { RuleBook } from "../content/rule-book.ts";
import type { Deal } from "../deal/deal.ts";
import type { DealDocument } from "../deal/document.ts";
import { handoffsFrom, listedMove, nextStages, resumeStages } from "../pipeline/move.ts";
import { isClosed, type Pipeline, type Stage, stageById } from "../pipeline/pipeline.ts";
import { isMomentary } from "../pipeline/requirement.ts";
import type { Gap } from "./gap.ts";
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
  readonly items: readonly ChecklistItem[];
}

/** What a checklist is drawn up from. */
export interface ChecklistFacts {
  readonly deal: Deal;
  readonly documents: readonly DealDocument[];
  readonly rules: RuleBook;
  readonly today: BusinessDate;
  readonly pipeline: Pipeline;
  readonly stage: Stage;
}

function itemOf({ requirement, stage }: GateRequirement, facts: ChecklistFacts): ChecklistItem {
  const gaps = gapsOf(requirement, facts);
  const isMet = gaps.every(({ severity }) => severity === "warning");
  return { ...requirementText(requirement, facts.rules), stage: stage.name, isMet, gaps };
}

/** What is behind a deal counts only where it is missing: nobody needs a list of what was settled long ago. */
const isShown = (item: ChecklistItem, stage: Stage, next: Stage): boolean =>
  !item.isMet || item.stage === stage.name || item.stage === next.name;

/** Where a deal goes on, and what it needs for that. */
interface NextStep {
  readonly to: Stage;
  readonly gates: readonly GateRequirement[];
}

function handoffStep({ pipeline, stage, rules }: ChecklistFacts): NextStep | undefined {
  const [move] = handoffsFrom(pipeline, stage.id);
  const [targetId = "", stageId = ""] = move?.to.split("/") ?? [];
  const target = rules.pipelines.get(targetId);
  const to = target && stageById(target, stageId);
  if (!to) return undefined;
  return {
    to,
    gates: [...requirementsToLeave(pipeline, stage), ...requirementsOfMove(pipeline, to, move), ...requirementsToBeIn(target, to)],
  };
}

function nextStep(facts: ChecklistFacts): NextStep {
  const { pipeline, stage, deal } = facts;
  const [resumed] = stage.kind === "parked" ? resumeStages(pipeline, deal.parked_from) : [];
  if (resumed) return { to: resumed, gates: [...requirementsToLeave(pipeline, stage), ...requirementsToBeIn(pipeline, resumed)] };
  const to = nextStages(pipeline, stage).find((each) => !listedMove(pipeline, stage.id, each.id)?.forbidden);
  if (!to) return handoffStep(facts) ?? { to: stage, gates: requirementsToBeIn(pipeline, stage) };
  const needs = requirementsOfMove(pipeline, to, listedMove(pipeline, stage.id, to.id));
  return { to, gates: [...requirementsToBeIn(pipeline, to), ...needs] };
}

/** What held at the time of moves that the deal has behind it is not asked for again. */
function isAhead({ requirement }: GateRequirement, { pipeline, stage }: ChecklistFacts): boolean {
  if (!isMomentary(requirement)) return true;
  return !requirementsToBeIn(pipeline, stage).some((former) => former.requirement === requirement);
}

/**
 * The checklist for the next stage: what this stage asks for on leaving and the next on entering, and anything
 * that stages before them still miss. For a won deal: what its stage still has to see done. A lost deal has none.
 */
export function nextChecklist(facts: ChecklistFacts): Checklist {
  const { pipeline, stage } = facts;
  const { to, gates } = isClosed(stage) ? { to: stage, gates: requirementsToLeave(pipeline, stage) } : nextStep(facts);
  const items = gates.filter((gate) => isInForce(gate.requirement, facts) && isAhead(gate, facts)).map((gate) => itemOf(gate, facts));
  return { stage: to, items: isClosed(stage) ? items : items.filter((item) => isShown(item, stage, to)) };
}
