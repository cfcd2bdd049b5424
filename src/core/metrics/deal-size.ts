import type { Period } from "../calendar/period.ts";
import { type Money, meanOf } from "../money/money.ts";
import { type Closing, closingsOf } from "./closings.ts";
import { type DealRecord, type PipelineRecords, recordsOf } from "./deal-record.ts";
import { type BaseSum, sumInBase } from "./valuation.ts";

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

/** How large won deals are, in the base currency at the rates of the days on which they were won. */
export interface BaseDealSize extends BaseSum<Closing> {
  /** Rounded half to even; absent, like the median, where no won deal's amount is known in the base currency. */
  readonly mean?: Money;
  /** Of an even number of deals the mean of the middle two. */
  readonly median?: Money;
}

/** The middle of amounts in one currency. */
function medianOf(amounts: readonly Money[]): Money | undefined {
  const sorted = amounts.toSorted((a, b) => a.minor - b.minor);
  return meanOf(sorted.slice(Math.ceil(sorted.length / 2) - 1, Math.floor(sorted.length / 2) + 1));
}

/** The size of the deals that the pipeline won in a period. */
export function dealSizeIn(input: PipelineRecords, period?: Period): BaseDealSize {
  const won = closingsOf(input, period).filter(({ isWon }) => isWon);
  const amounts = won.flatMap(({ base }) => base ?? []);
  const [mean, median] = [meanOf(amounts), medianOf(amounts)];
  return { ...sumInBase(won, input.rates), ...(mean && { mean }), ...(median && { median }) };
}
