import { type Bar, drawColumns } from "./bars.ts";
import type { ChartFrame } from "./frame.ts";

/** How often which values occur. */
export interface Histogram extends ChartFrame {
  /** Whole numbers, 0 or more. */
  readonly values: readonly number[];
  /** The highest value of each bin but the last, which has no end; rising. */
  readonly limits: readonly number[];
  readonly colour: string;
}

/** A bin and how many values are in it; `until` is absent where it has no end. */
export interface Bin {
  readonly from: number;
  readonly until?: number;
  readonly count: number;
}

/** Counts whole numbers by bins that end at the limits; the last one has no end. */
export function binsOf(values: readonly number[], limits: readonly number[]): Bin[] {
  return [...limits, undefined].map((until, index) => {
    const from = (limits[index - 1] ?? -1) + 1;
    const count = values.filter((value) => value >= from && (until === undefined || value <= until)).length;
    return { from, ...(until !== undefined && { until }), count };
  });
}

/** A bin as it is read: `3`, `4–7`, `31+`. */
export const binName = ({ from, until }: Bin): string =>
  until === undefined ? `${from}+` : until === from ? `${from}` : `${from}–${until}`;

/** A column a bin, with its count on top. */
export function drawHistogram({ values, limits, colour, ...frame }: Histogram): string {
  const bins = values.length === 0 ? [] : binsOf(values, limits);
  const bars = bins.map((bin): Bar => ({ label: binName(bin), value: bin.count, series: "count", text: String(bin.count) }));
  return drawColumns({ ...frame, bars, colours: [colour] });
}
