import * as Plot from "@observablehq/plot";
import { boxes, type ChartFrame, clip, drawPixels, emptyChart, faint, narrow, pixelsOf, words } from "./frame.ts";

/** How far somebody has come to where they are to be. */
export interface Progress {
  readonly label: string;
  readonly achieved: number;
  /** Where they would be today, were every day like the other. */
  readonly pace?: number;
  /** More than 0. */
  readonly target: number;
  /** Printed at the end of the line, such as `€1.2M of €2M`. */
  readonly text: string;
}

/** Progress to targets, one row each. */
export interface ProgressChart extends ChartFrame {
  readonly rows: readonly Progress[];
  readonly colours: { readonly achieved: string; readonly track: string; readonly pace: string };
  readonly formatShare: (share: number) => string;
}

const rowHeight = 46;
const bar = { top: 20, height: 14 };
const axisHeight = 20;

// Whoever has come further than twice the way is drawn there; the text says how far.
const furthest = 2;

const shareOf = (value: number, target: number): number => Math.min(furthest, Math.max(0, target > 0 ? value / target : 0));

interface PlacedRow extends Progress {
  readonly top: number;
  readonly end: number;
  readonly paceAt?: number;
}

function placed({ rows }: ProgressChart, unit: number): PlacedRow[] {
  return rows.map((row, index) => ({
    ...row,
    top: index * rowHeight,
    end: shareOf(row.achieved, row.target) * unit,
    ...(row.pace !== undefined && { paceAt: shareOf(row.pace, row.target) * unit }),
  }));
}

const barsOf = (rows: readonly PlacedRow[], endOf: (row: PlacedRow) => number, fill: string) =>
  rows.map((row) => ({ x1: 0, x2: endOf(row), y1: row.top + bar.top, y2: row.top + bar.top + bar.height, fill }));

/** Strokes across the bars of rows. */
const strokes = (places: readonly { readonly x: number; readonly top: number }[], options: Plot.LinkOptions): Plot.Markish =>
  Plot.link([...places], {
    x1: "x",
    x2: "x",
    y1: ({ top }) => top + bar.top - 3,
    y2: ({ top }) => top + bar.top + bar.height + 3,
    ...options,
  });

function paceMarks(rows: readonly PlacedRow[], stroke: string): Plot.Markish[] {
  const places = rows.flatMap(({ paceAt, top }) => (paceAt === undefined ? [] : [{ x: paceAt, top }]));
  // On a dark bar a dark stroke needs an edge.
  return [strokes(places, { stroke: "var(--surface, Canvas)", strokeWidth: 5.5 }), strokes(places, { stroke, strokeWidth: 2.5 })];
}

function axisMarks({ rows, formatShare }: ProgressChart, unit: number, most: number): Plot.Markish[] {
  const ticks = [0.5, 1, 1.5, 2].filter((tick) => tick <= most);
  const y = rows.length * rowHeight + 8;
  const small = { fill: faint };
  return [
    words([{ x: 0, y, text: formatShare(0) }], small),
    words(
      ticks.map((tick) => ({ x: tick * unit, y, text: formatShare(tick) })),
      { textAnchor: "middle", ...small },
    ),
  ];
}

function textMarks(rows: readonly PlacedRow[], width: number): Plot.Markish[] {
  return [
    words(rows.map(({ label, top, text }) => ({ x: 0, y: top + 9, text: clip(label, width - pixelsOf(text) - 12) }))),
    words(
      rows.map(({ top, text }) => ({ x: width, y: top + 9, text })),
      { textAnchor: "end", fill: faint },
    ),
  ];
}

/** Bars on tracks: a track ends at the target, and a stroke across it is where it should have come to by today. */
export function drawProgress(chart: ProgressChart): string {
  const { rows, colours, label, width = narrow } = chart;
  if (rows.length === 0) return emptyChart("Nobody has a target here.");
  const most = Math.max(1, ...rows.flatMap(({ achieved, pace = 0, target }) => [shareOf(achieved, target), shareOf(pace, target)]));
  const unit = (width - 20) / most;
  const all = placed(chart, unit);
  const tracks = barsOf(all, () => unit, colours.track);
  const bars = barsOf(all, ({ end }) => end, colours.achieved);
  const targets = all.map(({ top }) => ({ x: unit, top }));
  return drawPixels(
    [
      ...textMarks(all, width),
      boxes([...tracks, ...bars], { rx: 2 }),
      strokes(targets, { strokeOpacity: 0.7 }),
      ...paceMarks(all, colours.pace),
      ...axisMarks(chart, unit, most),
    ],
    { label, width, height: rows.length * rowHeight + axisHeight },
  );
}
