import { type Money, meanOf } from "../money/money.ts";
import { type DealRecord, type PipelineRecords, recordsOf } from "./deal-record.ts";

/** The average size of the won deals in one currency. */
export interface DealSize {
  readonly mean: Money;
  /** Won deals with an amount in this currency. */
  readonly count: number;
}

/** Won deals that have an amount, earliest won first. */
export const wonWithAmount = ({ records }: PipelineRecords): DealRecord[] =>
  recordsOf(records, "won")
    .filter(({ deal }) => deal.amount !== undefined)
    .sort((a, b) => (a.deal.stage_entered < b.deal.stage_entered ? -1 : 1));

/** One average for each currency; empty where no deal with an amount was won. */
export function averageDealSize(input: PipelineRecords): DealSize[] {
  const amounts = wonWithAmount(input).flatMap(({ deal }) => deal.amount ?? []);
  return [...Map.groupBy(amounts, ({ currency }) => currency).values()].flatMap((group) => {
    const mean = meanOf(group);
    return mean ? [{ mean, count: group.length }] : [];
  });
}
