import type { BusinessDate } from "../calendar/business-date.ts";
import type { RuleBook } from "../content/rule-book.ts";
import type { Deal } from "../deal/deal.ts";
import type { DealDocument } from "../deal/document.ts";
import { nextStages } from "../pipeline/move.ts";
import { isClosed, type Pipeline, type Stage } from "../pipeline/pipeline.ts";
import type { Gap } from "./gap.ts";
import { gapsOf } from "./gaps.ts";
import { type GateRequirement, type RequirementText, requirementsToBeIn, requirementsToLeave, requirementText } from "./gate.ts";

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
  return { ...requirementText(requirement, facts.rules), stage: stage.name, isMet: gaps.length === 0, gaps };
}

/** What is behind a deal counts only where it is missing: nobody needs a list of what was settled long ago. */
const isShown = (item: ChecklistItem, stage: Stage, next: Stage): boolean =>
  !item.isMet || item.stage === stage.name || item.stage === next.name;

/**
 * The checklist for the next stage: what this stage asks for on leaving and the next on entering, and anything
 * that stages before them still miss. For a won deal: what its stage still has to see done. A lost deal has none.
 */
export function nextChecklist(facts: ChecklistFacts): Checklist {
  const { pipeline, stage } = facts;
  if (isClosed(stage)) {
    const items = requirementsToLeave(pipeline, stage).map((gate) => itemOf(gate, facts));
    return { stage, items };
  }
  const next = nextStages(pipeline, stage)[0] ?? stage;
  const items = requirementsToBeIn(pipeline, next).map((gate) => itemOf(gate, facts));
  return { stage: next, items: items.filter((item) => isShown(item, stage, next)) };
}
