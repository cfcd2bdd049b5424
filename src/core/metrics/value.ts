import { type Money, percentOf, sumByCurrency } from "../money/money.ts";
import { openStages, type Stage } from "../pipeline/pipeline.ts";
import { type DealRecord, type PipelineRecords, recordsOf } from "./deal-record.ts";

/** How many deals there are and what they are worth, one sum a currency. */
export interface Totals {
  readonly count: number;
  readonly value: readonly Money[];
  /** Each deal at its stage's probability. */
  readonly weighted: readonly Money[];
  /** Deals that have no amount. */
  readonly withoutAmount: number;
}

/** The totals of one stage. */
export interface StageTotals extends Totals {
  readonly stage: Stage;
}

/** What a deal adds to the weighted value; nothing without an amount. */
export const weightedAmount = ({ deal, stage }: Pick<DealRecord, "deal" | "stage">): Money | undefined =>
  deal.amount && percentOf(deal.amount, stage.probability);

/** Counts and sums deals. */
export function totalsOf(records: readonly DealRecord[]): Totals {
  const amounts = records.flatMap(({ deal }) => deal.amount ?? []);
  return {
    count: records.length,
    value: sumByCurrency(amounts),
    weighted: sumByCurrency(records.flatMap((record) => weightedAmount(record) ?? [])),
    withoutAmount: records.length - amounts.length,
  };
}

/** Pipeline value and weighted value: the totals of all open deals. */
export const openTotals = ({ records }: PipelineRecords): Totals => totalsOf(recordsOf(records, "open"));

/** The totals of each open stage, in the pipeline's order; empty stages included. */
export const totalsByStage = ({ pipeline, records }: PipelineRecords): StageTotals[] =>
  openStages(pipeline).map((stage) => ({ stage, ...totalsOf(records.filter((record) => record.stage.id === stage.id)) }));
