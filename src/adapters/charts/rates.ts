import * as Plot from "@observablehq/plot";
import { type ChartFrame, clip, drawPixels, emptyChart, faint, narrow, pixelsOf, words } from "./frame.ts";

/** A rate and what it may truly be, each from 0 to 1. */
export interface RateRange {
  readonly rate: number;
  readonly low: number;
  readonly high: number;
}

/** A line of a chart of rates; without a range nothing is known of it. */
export interface RateRow {
  readonly label: string;
  readonly range?: RateRange;
  /** Printed at the end of the line, such as `62% of 13`. */
  readonly text: string;
}

/** Rates to be compared. */
export interface RateChart extends ChartFrame {
  readonly rows: readonly RateRow[];
  readonly colour: string;
  readonly formatRate: (rate: number) => string;
}

const rowHeight = 38;
const axisHeight = 20;

/** A whisker for what a rate may be, with a dot for what it was. */
export const whiskers = <T extends RateRange>(
  rows: readonly (T & { readonly y: number; readonly colour: string })[],
  at: (rate: number) => number,
) => [
  Plot.link([...rows], { x1: ({ low }) => at(low), x2: ({ high }) => at(high), y1: "y", y2: "y", stroke: "colour", strokeWidth: 2.5 }),
  Plot.dot([...rows], { x: ({ rate }) => at(rate), y: "y", r: 4, fill: "colour" }),
];

/** Lines between 0 and 1: a dot for each rate, and a whisker for its interval. */
export function drawRates({ rows, colour, formatRate, label, width = narrow }: RateChart): string {
  if (rows.length === 0) return emptyChart("Nothing to compare yet.");
  const inset = 18;
  const at = (rate: number): number => inset + rate * (width - 2 * inset);
  const height = rows.length * rowHeight;
  const ticks = [0, 0.25, 0.5, 0.75, 1];
  const placed = rows.flatMap(({ range }, row) => (range ? [{ ...range, colour, y: row * rowHeight + 26 }] : []));
  return drawPixels(
    [
      words(rows.map((row, index) => ({ x: 0, y: index * rowHeight + 9, text: clip(row.label, width - pixelsOf(row.text) - 12) }))),
      words(
        rows.map(({ text }, index) => ({ x: width, y: index * rowHeight + 9, text })),
        { textAnchor: "end", fill: faint },
      ),
      ...rows.map((_, index) => Plot.ruleX(ticks.map(at), { y1: index * rowHeight + 19, y2: index * rowHeight + 33, strokeOpacity: 0.2 })),
      ...whiskers(placed, at),
      words(
        ticks.map((tick) => ({ x: at(tick), y: height + 10, text: formatRate(tick) })),
        { textAnchor: "middle", fill: faint },
      ),
    ],
    { label, width, height: height + axisHeight },
  );
}
