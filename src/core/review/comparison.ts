import type { Interval } from "../metrics/wilson.ts";
import { type Share, shareDifference } from "../statistics/share.ts";

/** The middle of so many durations, in days. */
export interface MedianDays {
  readonly n: number;
  /** Absent where there were none. */
  readonly median?: number;
  /** What the true median may be, at 95 %; absent where there are fewer than six. */
  readonly interval?: Interval;
}

/** What can be said of a difference: nothing, that there is none to be seen, or which way it goes. */
export type Verdict = "too-few" | "no-clear-difference" | "higher" | "lower";

/** The verdicts, as readers see them. */
export const verdictWords: Readonly<Record<Verdict, string>> = {
  "too-few": "too few to tell",
  "no-clear-difference": "no clear difference",
  higher: "higher",
  lower: "lower",
};

/** A figure before and after, and whether it differs. */
export interface Comparison<Figure> {
  readonly before: Figure;
  readonly after: Figure;
  readonly verdict: Verdict;
}

/** With fewer on either side nothing is said. */
const fewestToTell = 10;

// log2 of the binomial probability of 0, and from one to the next, because 0.5 to the power of n is too small a number for large n.
/** The rank, from 1, of the lower limit of a median's interval at 95 %; 0 where there are too few for one. */
function lowerRank(n: number): number {
  let logarithm = -n;
  let below = 2 ** logarithm;
  let rank = 0;
  while (below <= 0.025) {
    rank += 1;
    logarithm += Math.log2((n - rank + 1) / rank);
    below += 2 ** logarithm;
  }
  return rank;
}

/** The median of durations with its distribution-free interval: order statistics with binomial ranks (Conover, Practical Nonparametric Statistics). */
export function medianDays(durations: readonly number[]): MedianDays {
  const sorted = durations.toSorted((a, b) => a - b);
  const n = sorted.length;
  const [lower, upper] = [sorted[Math.floor((n - 1) / 2)], sorted[Math.floor(n / 2)]];
  if (lower === undefined || upper === undefined) return { n };
  const rank = lowerRank(n);
  const [low, high] = [sorted[rank - 1], sorted[n - rank]];
  return { n, median: (lower + upper) / 2, ...(low !== undefined && high !== undefined && { interval: { low, high } }) };
}

/** What can be said of two figures of so many cases, given the limits between which their difference may lie. */
function verdictOf(cases: readonly number[], difference: Interval | undefined): Verdict {
  if (cases.some((n) => n < fewestToTell) || !difference) return "too-few";
  if (difference.low > 0) return "higher";
  return difference.high < 0 ? "lower" : "no-clear-difference";
}

/** Two rates, and whether they differ: whether the interval of their difference leaves 0 out. */
export function compareRates(before: Share, after: Share): Comparison<Share> {
  const found = shareDifference(after, before);
  return { before, after, verdict: verdictOf([before.n, after.n], found?.interval) };
}

/** Two medians, and whether they differ. Intervals that meet leave it open. */
export function compareMedians(before: MedianDays, after: MedianDays): Comparison<MedianDays> {
  const [old, now] = [before.interval, after.interval];
  const difference = old && now && { low: now.low - old.high, high: now.high - old.low };
  return { before, after, verdict: verdictOf([before.n, after.n], difference) };
}
