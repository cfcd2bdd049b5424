import { median } from "simple-statistics";

/** The middle number by size, or the mean of the middle two; `undefined` for none. */
export const medianOf = (numbers: readonly number[]): number | undefined => (numbers.length === 0 ? undefined : median([...numbers]));

/** The smallest of the numbers that at least `percent` of 100 do not exceed (the nearest rank); `undefined` for none. */
export function percentileOf(numbers: readonly number[], percent: number): number | undefined {
  const rank = Math.max(1, Math.ceil((numbers.length * percent) / 100));
  return numbers.toSorted((a, b) => a - b)[rank - 1];
}
