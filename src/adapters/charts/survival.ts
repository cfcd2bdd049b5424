import * as Plot from "@observablehq/plot";
import { type ChartFrame, draw, emptyChart, faint, unique } from "./frame.ts";

/** A step of a survival curve: the share, from 0 to 1, that lasts longer than `time`, and its limits where there are any. */
export interface CurveStep {
  readonly time: number;
  readonly share: number;
  readonly low?: number;
  readonly high?: number;
}

/** How long something lasts. */
export interface SurvivalChart extends ChartFrame {
  /** Earliest first; before the first one the share is 1. */
  readonly steps: readonly CurveStep[];
  /** The times at which some were last seen, going on. */
  readonly censored: readonly number[];
  /** Where the axis of time ends; the same for charts that are to be compared. */
  readonly until: number;
  readonly colour: string;
  /** The time by which half have ended, and how it is printed. */
  readonly median?: { readonly time: number; readonly text: string };
  /** The unit of time, printed at the axis. */
  readonly unit: string;
  readonly formatShare: (share: number) => string;
}

/** The share at a time. */
const shareAt = (steps: readonly CurveStep[], time: number): number => steps.findLast((step) => step.time <= time)?.share ?? 1;

interface Corner {
  readonly time: number;
  readonly share: number;
}

/** The corners of the line, from the beginning to where anything was last seen. */
function lineOf({ steps, censored }: SurvivalChart): Corner[] {
  const last = Math.max(0, ...censored, ...steps.map(({ time }) => time));
  return [{ time: 0, share: 1 }, ...steps, { time: last, share: shareAt(steps, last) }];
}

/** The corners of the band, as far as there are limits. */
function bandOf({ steps, censored }: SurvivalChart) {
  const band = steps.flatMap(({ time, low, high }) => (low === undefined || high === undefined ? [] : [{ time, low, high }]));
  const last = band.at(-1);
  // The limits hold until the next step, which has none where everything has ended.
  const end = steps.find(({ time }) => last && time > last.time)?.time ?? Math.max(0, ...censored);
  return last && end > last.time ? [...band, { ...last, time: end }] : band;
}

// Letters that stand on a line or a band.
const halo = { fill: "currentColor", stroke: "var(--surface, Canvas)", strokeWidth: 3 };

function medianMarks({ median, until }: SurvivalChart): Plot.Markish[] {
  if (!median || median.time > until) return [];
  const { time, text } = median;
  // Left of the median nothing is below one half; close to the axis there is no room for words.
  const isRight = time < until / 4;
  const lines = [
    { x1: 0, x2: time, y1: 0.5, y2: 0.5 },
    { x1: time, x2: time, y1: 0.5, y2: 0 },
  ];
  return [
    Plot.link(lines, { x1: "x1", x2: "x2", y1: "y1", y2: "y2", strokeDasharray: "3 3", strokeOpacity: 0.7 }),
    Plot.text([text], { x: time, y: 0, dx: isRight ? 5 : -5, dy: -9, textAnchor: isRight ? "start" : "end", ...halo }),
  ];
}

/** A Kaplan-Meier curve with its band; a small stroke across the line is where some were last seen. */
export function drawSurvival(chart: SurvivalChart): string {
  const { steps, censored, until, colour, unit, formatShare, label, width = 300 } = chart;
  if (steps.length === 0 && censored.length === 0) return emptyChart("Nothing to measure yet.");
  const ticks = unique(censored.map(String)).map(Number);
  return draw(
    {
      height: 168,
      marginLeft: 40,
      marginRight: 14,
      marginTop: 10,
      marginBottom: 34,
      x: { domain: [0, Math.max(1, until)], ticks: 4, tickFormat: String, tickSize: 3, label: unit, labelArrow: "none" },
      y: { domain: [0, 1], ticks: [0, 0.5, 1], tickFormat: formatShare, tickSize: 0, label: null, grid: true },
      marks: [
        Plot.areaY(bandOf(chart), { x: "time", y1: "low", y2: "high", curve: "step-after", fill: colour, fillOpacity: 0.2 }),
        ...medianMarks(chart),
        Plot.line(lineOf(chart), { x: "time", y: "share", curve: "step-after", stroke: colour, strokeWidth: 2 }),
        Plot.dot(ticks, { x: (time) => time, y: (time) => shareAt(steps, time), symbol: "plus", r: 3, stroke: colour, strokeWidth: 1.2 }),
        Plot.ruleY([0], { stroke: faint, strokeOpacity: 0.6 }),
      ],
    },
    { label, width },
  );
}
