import { type BusinessDate, daysBetween } from "../calendar/business-date.ts";
import type { Deal } from "../deal/deal.ts";
import { clockStart } from "../metrics/deal-state.ts";
import { isClosed, type Pipeline, type Stage, stageById, type TimeRule } from "../pipeline/pipeline.ts";

/** A deal in its place. */
export interface SweptDeal {
  readonly deal: Deal;
  readonly pipeline: Pipeline;
  readonly stage: Stage;
}

/** A move that a time rule proposes, with its evidence. */
export interface Proposal extends SweptDeal {
  readonly rule: TimeRule;
  readonly to: Stage;
  /** The day from which the rule's clock counts. */
  readonly since: BusinessDate;
  /** Days since then; more than the rule's. */
  readonly days: number;
}

/** True where a deal asked for time: until the day before `until`; on that day the time rules speak again. */
const isSnoozed = ({ snooze }: Deal, today: BusinessDate): boolean => snooze !== undefined && today < snooze.until;

function proposalBy(rule: TimeRule, swept: SweptDeal, today: BusinessDate): Proposal[] {
  const { deal, pipeline, stage } = swept;
  const to = stageById(pipeline, rule.to);
  if (!to || to.id === stage.id || !rule.in.includes(stage.id)) return [];
  const since = clockStart(deal, rule.clock);
  const days = daysBetween(since, today);
  return days > rule.days ? [{ ...swept, rule, to, since, days }] : [];
}

/**
 * What the time rules propose for a deal: the first rule listed, of those whose clock has run for more than its days.
 * They have nothing to say about closed, archived and snoozed deals.
 */
export function proposalFor(swept: SweptDeal, today: BusinessDate): Proposal | undefined {
  const { deal, pipeline, stage } = swept;
  if (isClosed(stage) || deal.archived !== undefined || isSnoozed(deal, today)) return undefined;
  return pipeline.time_rules.flatMap((rule) => proposalBy(rule, swept, today))[0];
}
