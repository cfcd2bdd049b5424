import type { Money } from "../money/money.ts";
import type { StageChance } from "./chances.ts";
import { drawShare, type Random } from "./random.ts";

/** An open deal as it is drawn: it is won with the chance of its stage, in one of its months. */
export interface DrawnDeal {
  /** In the smallest unit of the base currency. */
  readonly value: number;
  /** Place of its stage among the chances. */
  readonly stage: number;
  /** Places of the months in which it may be won, each as likely as the others; none where nothing is known of the time. */
  readonly months: ArrayLike<number>;
}

/** What is drawn, and how often. */
export interface DrawSetting {
  readonly chances: readonly Pick<StageChance, "hits" | "misses">[];
  /** How many months; what is won later, or nobody knows when, comes after the last. */
  readonly months: number;
  readonly draws: number;
  readonly random: Random;
}

/** What is won in each draw: an array of sums for each month, and one for afterwards. */
export type Draws = readonly Float64Array[];

/** Draws the deals' future. Each draw first draws how good each stage's chance really is, so that little history makes wide ranges. */
export function drawDeals(deals: readonly DrawnDeal[], { chances, months, draws, random }: DrawSetting): Draws {
  const sums = Array.from({ length: months + 1 }, () => new Float64Array(draws));
  for (let draw = 0; draw < draws; draw += 1) {
    const shares = chances.map(({ hits, misses }) => drawShare(hits, misses, random));
    for (const { value, stage, months: possible } of deals) {
      if (random() >= (shares[stage] ?? 0)) continue;
      const month = sums[possible[Math.floor(random() * possible.length)] ?? months];
      if (month) month[draw] = (month[draw] ?? 0) + value;
    }
  }
  return sums;
}

/** What is won from the first month to the end of each, draw by draw; the last is everything. */
export function runningSums(draws: Draws): Draws {
  let sum = new Float64Array(draws[0]?.length ?? 0);
  return draws.map((month) => {
    sum = sum.map((before, draw) => before + (month[draw] ?? 0));
    return sum;
  });
}

/** What is won in the middle of the draws, and the sums between which four of five draws lie: a tenth is below, a tenth above. */
export interface Range {
  readonly low: Money;
  readonly median: Money;
  readonly high: Money;
}

/** The nearest rank: a sum that was drawn, with at least so many percent of the draws at or below it. */
const rankOf = (sorted: Float64Array, percent: number): number => sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)] ?? 0;

/** The range of drawn sums; `already` is certain, and comes on top. */
export function rangeOf(sums: Float64Array, already: Money): Range {
  const sorted = sums.toSorted();
  const at = (percent: number): Money => ({ ...already, minor: rankOf(sorted, percent) + already.minor });
  return { low: at(10), median: at(50), high: at(90) };
}
