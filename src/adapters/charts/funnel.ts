import * as Plot from "@observablehq/plot";
import { type Box, boxes, type ChartFrame, clip, drawPixels, emptyChart, faint, narrow, words } from "./frame.ts";

/** A rate and what it may truly be, each from 0 to 1. */
export interface RateRange {
  readonly rate: number;
  readonly low: number;
  readonly high: number;
}

/** What one way of counting makes of a level. */
export interface FunnelLevel {
  /** How many came here. */
  readonly count: number;
  /** Printed after the bar, such as `42 · 53%`. */
  readonly text: string;
  /** How many came here of those one level before; absent at the first level, and where nobody is known to have been there. */
  readonly step?: RateRange;
}

/** A way of counting, with a level for each label of the funnel. */
export interface FunnelSeries {
  readonly colour: string;
  readonly levels: readonly FunnelLevel[];
}

/** How far deals came. */
export interface FunnelChart extends ChartFrame {
  /** The names of the levels, in their order. */
  readonly labels: readonly string[];
  /** One, or several to be compared: bars below each other. */
  readonly series: readonly FunnelSeries[];
  readonly formatRate: (rate: number) => string;
}

const barHeight = 12;
const pitch = 15;
const headHeight = 20;

/** The two halves of the chart: bars of counts, then rates between 0 and 1. */
const zonesOf = (width: number) => ({ bars: width * 0.38, rates: { from: width * 0.6, to: width * 0.88 } });

interface Placed extends FunnelLevel {
  readonly colour: string;
  /** The middle of the bar. */
  readonly y: number;
}

function placedLevels({ labels, series }: FunnelChart): Placed[] {
  return labels.flatMap((_, row) =>
    series.flatMap(({ colour, levels }, index) => {
      const level = levels[row];
      return level ? [{ ...level, colour, y: topOf(row, series.length) + 18 + index * pitch + barHeight / 2 }] : [];
    }),
  );
}

const rowHeight = (series: number): number => 24 + series * pitch;
const topOf = (row: number, series: number): number => headHeight + row * rowHeight(series);

function barMarks(levels: readonly Placed[], width: number): Plot.Markish[] {
  const most = Math.max(1, ...levels.map(({ count }) => count));
  const end = (count: number): number => (count / most) * zonesOf(width).bars;
  const bars = levels.map(
    ({ count, colour, y }): Box => ({ x1: 0, x2: end(count), y1: y - barHeight / 2, y2: y + barHeight / 2, fill: colour }),
  );
  return [boxes(bars), words(levels.map(({ count, text, y }) => ({ x: end(count) + 6, y, text })))];
}

function rateMarks(levels: readonly Placed[], chart: FunnelChart & { readonly bottom: number }): Plot.Markish[] {
  const width = chart.width ?? narrow;
  const { from, to } = zonesOf(width).rates;
  const at = (rate: number): number => from + rate * (to - from);
  const steps = levels.flatMap(({ step, colour, y }) => (step ? [{ ...step, colour, y }] : []));
  const ticks = [0, 0.5, 1];
  return [
    Plot.ruleX(ticks.map(at), { y1: headHeight, y2: chart.bottom - 18, strokeOpacity: 0.2 }),
    words(
      ticks.map((tick) => ({ x: at(tick), y: chart.bottom - 8, text: chart.formatRate(tick) })),
      { textAnchor: "middle", fill: faint },
    ),
    Plot.link(steps, { x1: ({ low }) => at(low), x2: ({ high }) => at(high), y1: "y", y2: "y", stroke: "colour", strokeWidth: 2.5 }),
    Plot.dot(steps, { x: ({ rate }) => at(rate), y: "y", r: 4, fill: "colour" }),
    words(
      steps.map(({ rate, y }) => ({ x: width, y, text: chart.formatRate(rate) })),
      { textAnchor: "end" },
    ),
  ];
}

/** A funnel: for each level how many came there, and beside it which part of those one level before, with its interval as a whisker. */
export function drawFunnel(chart: FunnelChart): string {
  const { labels, series, label, width = narrow } = chart;
  const levels = placedLevels(chart);
  if (levels.length === 0 || levels.every(({ count }) => count === 0)) return emptyChart("No deal has come into this pipeline yet.");
  const bottom = topOf(labels.length, series.length) + 22;
  const { rates } = zonesOf(width);
  return drawPixels(
    [
      words(labels.map((name, row) => ({ x: 0, y: topOf(row, series.length) + 8, text: clip(name, rates.from - 8) }))),
      words(
        [
          { x: 0, y: 8, text: "came here" },
          { x: rates.from, y: 8, text: "of the level before" },
        ],
        { fill: faint },
      ),
      ...barMarks(levels, width),
      ...rateMarks(levels, { ...chart, bottom }),
    ],
    { label, width, height: bottom },
  );
}
