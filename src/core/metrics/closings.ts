import { always, isIn, type Period } from "../calendar/period.ts";
import type { DealFacts } from "../history/facts.ts";
import type { PipelineRecords } from "./deal-record.ts";
import { type ClosedDeal, closedDeals } from "./ending.ts";
import type { Passage } from "./passage.ts";
import { type ValuedDeal, valuedAmount } from "./valuation.ts";

/** A deal that a pipeline won or lost on `day`, with what it was worth then. */
export interface Closing extends ValuedDeal {
  readonly passage: Passage;
  /** True where it was won, or handed over by a pipeline that is there for that. */
  readonly isWon: boolean;
  /** What the deal said then; it may be in another pipeline since. */
  readonly facts: DealFacts;
}

/**
 * What a deal says while it is in a pipeline, or said last before it left for another one. Corrections that were made after it was
 * won or lost count.
 */
export function factsIn({ record }: Passage, pipeline: string): DealFacts {
  if (record.pipeline.id === pipeline) return record.deal;
  return record.versions.findLast(({ deal }) => deal?.pipeline === pipeline)?.deal ?? record.deal;
}

function closingOf({ record, passage, ending, closed }: ClosedDeal, { pipeline, rates }: PipelineRecords): Closing {
  const facts = factsIn(passage, pipeline.id);
  return { record, passage, day: closed, isWon: ending === "won", facts, ...valuedAmount(facts.amount, closed, rates) };
}

const order = (a: Closing, b: Closing): number =>
  a.day === b.day ? (a.record.deal.slug < b.record.deal.slug ? -1 : 1) : a.day < b.day ? -1 : 1;

/**
 * The deals that the pipeline won or lost in a period. A deal counts once, by how it ended last: one that was opened again and is
 * open counts no more. Earliest first.
 */
export const closingsOf = (input: PipelineRecords, period: Period = always): Closing[] =>
  closedDeals(input)
    .filter(({ closed }) => isIn(closed, period))
    .map((deal) => closingOf(deal, input))
    .sort(order);
