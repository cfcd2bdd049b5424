import { type Interval, wilsonInterval } from "../metrics/wilson.ts";
import { isTooFew } from "./small-numbers.ts";

/** How many of `n` did something. */
export interface Share {
  readonly count: number;
  readonly n: number;
  /** From 0 to 1; absent, like the interval, where `n` is 0. */
  readonly rate?: number;
  /** What the true rate may be, at 95 %, by Wilson. */
  readonly interval?: Interval;
  readonly isTooFew: boolean;
}

/** The share of `count` in `n`. */
export const shareOf = (count: number, n: number): Share => ({
  count,
  n,
  ...(n > 0 && { rate: count / n, interval: wilsonInterval(count, n) }),
  isTooFew: isTooFew(n),
});

/** By how much one share is above another. */
export interface ShareDifference {
  /** From -1 to 1. */
  readonly difference: number;
  /** What the true difference may be, at 95 %; where 0 lies within it, chance may explain the difference. */
  readonly interval: Interval;
}

/**
 * The first share less the second, which are of different cases: Newcombe, Statistics in Medicine 17 (1998) 873-890, method 10,
 * which squares the distances to Wilson's limits. `undefined` where either has no cases.
 */
export function shareDifference(first: Share, second: Share): ShareDifference | undefined {
  if (first.rate === undefined || second.rate === undefined || !first.interval || !second.interval) return undefined;
  const difference = first.rate - second.rate;
  const below = Math.hypot(first.rate - first.interval.low, second.interval.high - second.rate);
  const above = Math.hypot(first.interval.high - first.rate, second.rate - second.interval.low);
  return { difference, interval: { low: difference - below, high: difference + above } };
}
