import { type Money, percentOf, sumByCurrency } from "../money/money.ts";
import { openStages, type Stage } from "../pipeline/pipeline.ts";
import { type DealRecord, type PipelineRecords, recordsOf } from "./deal-record.ts";
import { type BaseSum, sumInBase, type Valuation, type ValuedDeal, valuedDeal } from "./valuation.ts";

/** How many deals there are and what they are worth, one sum a currency, and all of it in the base currency. */
export interface Totals {
  readonly count: number;
  readonly value: readonly Money[];
  /** Each deal at its stage's probability. */
  readonly weighted: readonly Money[];
  /** Deals that have no amount. */
  readonly withoutAmount: number;
  readonly baseValue: BaseSum;
  /** The value in the base currency, each deal at its stage's probability and rounded once more. */
  readonly baseWeighted: BaseSum;
}

/** The totals of one stage. */
export interface StageTotals extends Totals {
  readonly stage: Stage;
}

/** What a deal adds to the weighted value; nothing without an amount. */
export const weightedAmount = ({ deal, stage }: Pick<DealRecord, "deal" | "stage">): Money | undefined =>
  deal.amount && percentOf(deal.amount, stage.probability);

/** A deal with what it is worth at its stage's probability. */
export function weightedDeal(valued: ValuedDeal): ValuedDeal {
  const { stage } = valued.record;
  return {
    ...valued,
    ...(valued.amount && { amount: percentOf(valued.amount, stage.probability) }),
    ...(valued.base && { base: percentOf(valued.base, stage.probability) }),
  };
}

/** Counts and sums deals; those that are open at the rates of today. */
export function totalsOf(records: readonly DealRecord[], valuation: Valuation): Totals {
  const amounts = records.flatMap(({ deal }) => deal.amount ?? []);
  const valued = records.map((record) => valuedDeal(record, valuation));
  return {
    count: records.length,
    value: sumByCurrency(amounts),
    weighted: sumByCurrency(records.flatMap((record) => weightedAmount(record) ?? [])),
    withoutAmount: records.length - amounts.length,
    baseValue: sumInBase(valued, valuation.rates),
    baseWeighted: sumInBase(valued.map(weightedDeal), valuation.rates),
  };
}

/** Pipeline value and weighted value: the totals of all open deals. */
export const openTotals = (input: PipelineRecords): Totals => totalsOf(recordsOf(input.records, "open"), input);

/** The totals of each open stage, in the pipeline's order; empty stages included. */
export function totalsByStage(input: PipelineRecords): StageTotals[] {
  const groups = Map.groupBy(input.records, ({ stage }) => stage.id);
  return openStages(input.pipeline).map((stage) => ({ stage, ...totalsOf(groups.get(stage.id) ?? [], input) }));
}
