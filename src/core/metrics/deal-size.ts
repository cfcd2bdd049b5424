import type { Period } from "../calendar/period.ts";
import { type Money, meanOf } from "../money/money.ts";
import { type Closing, closingsOf } from "./closings.ts";
import type { PipelineRecords } from "./deal-record.ts";
import { type BaseSum, sumInBase } from "./valuation.ts";

/** The average size of the won deals in one currency. */
export interface DealSize {
  readonly mean: Money;
  /** Won deals with an amount in this currency. */
  readonly count: number;
}

/** A won deal that has an amount. */
interface SizedWin extends Closing {
  readonly amount: Money;
}

/** Won deals that have an amount, wherever they are now; earliest won first. */
export const wonWithAmount = (input: PipelineRecords): SizedWin[] =>
  closingsOf(input).flatMap((closing) => (closing.isWon && closing.amount ? [{ ...closing, amount: closing.amount }] : []));

/** One average for each currency; empty where no deal with an amount was won. */
export function averageDealSize(input: PipelineRecords): DealSize[] {
  const amounts = wonWithAmount(input).map(({ amount }) => amount);
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
