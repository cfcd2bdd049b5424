import type { Money } from "../money/money.ts";
import type { Share } from "../statistics/share.ts";
import { cautionOf } from "../statistics/small-numbers.ts";
import type { SurvivalCurve } from "../statistics/survival.ts";
import type { BaseSum, Valued } from "./valuation.ts";

/** One figure, of one kind: an amount, a share, a number of days, or a plain number; none where there is nothing to say. */
export interface Figure {
  /** What it is a figure of: all deals, a stage, a person, a reason. */
  readonly of: string;
  /** How many deals, or other cases, it is made from. */
  readonly n: number;
  readonly amount?: Money | undefined;
  /** From 0 to 1. */
  readonly share?: number | undefined;
  readonly days?: number | undefined;
  readonly number?: number | undefined;
  /** Limits of the 95 % interval, in the unit of the figure. */
  readonly low?: number | undefined;
  readonly high?: number | undefined;
  /** Set where there are too few cases to tell. */
  readonly caution?: string | undefined;
}

/** A number of cases. */
export const countFigure = (of: string, count: number): Figure => ({ of, n: count, number: count });

/** A sum in the base currency of `n` deals; those that cannot be converted have figures of their own, and are not among the others. */
export function sumFigures(of: string, n: number, { sum, notConverted: { items, sums } }: BaseSum<Valued>): Figure[] {
  const apart = sums.map((amount): Figure => {
    const own = items.filter((item) => item.amount?.currency === amount.currency);
    return { of: `${of}, no rate for ${amount.currency}`, n: own.length, amount };
  });
  return [{ of, n: n - items.length, amount: sum }, ...apart];
}

/** A rate with its Wilson interval. */
export const shareFigure = (of: string, { n, rate, interval }: Pick<Share, "n" | "rate" | "interval">): Figure => ({
  of,
  n,
  ...(rate !== undefined && { share: rate }),
  ...(interval && { low: interval.low, high: interval.high }),
  caution: n === 0 ? undefined : cautionOf(n),
});

/** The median of a survival curve with its limits. */
export const survivalFigure = (of: string, { n, events, median }: SurvivalCurve): Figure => ({
  of,
  n,
  days: median.time,
  low: median.low,
  high: median.high,
  caution: n === 0 ? undefined : cautionOf(events),
});
