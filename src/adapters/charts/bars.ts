import * as Plot from "@observablehq/plot";
import { wrapText } from "../../core/text/wrap-text.ts";
import { boxes, type ChartFrame, clip, draw, drawPixels, emptyChart, letterHeight, narrow, pixelsOf, unique, words } from "./frame.ts";

/** A bar: `series` names its colour and its place in the legend that the page writes. */
export interface Bar {
  readonly label: string;
  readonly value: number;
  readonly series: string;
  /** Printed at the bar's end. */
  readonly text?: string;
}

/** Bars, one for each category. */
export interface BarChart extends ChartFrame {
  /** In the order in which they are drawn. */
  readonly bars: readonly Bar[];
  /** Of the series, in the order in which they first appear. */
  readonly colours: readonly string[];
}

const labelWidth = 104;
const barHeight = 18;

/** Where the rows and bars of a chart lie, in pixels. */
interface Rows {
  readonly labels: readonly string[];
  /** Long labels stand above their bars, short ones beside them. */
  readonly isAbove: boolean;
  readonly height: number;
  readonly left: number;
  readonly width: number;
  /** Pixels of one unit. */
  readonly scale: number;
}

function rowsOf(bars: readonly Bar[], width: number): Rows {
  const labels = unique(bars.map(({ label }) => label));
  const isAbove = labels.some((label) => pixelsOf(label) > labelWidth);
  const left = isAbove ? 0 : labelWidth + 8;
  const textWidth = Math.max(0, ...bars.map(({ text = "" }) => pixelsOf(text)));
  const longest = Math.max(...bars.map(({ value }) => value));
  const scale = longest > 0 ? Math.max(10, width - left - textWidth - 14) / longest : 0;
  return { labels, isAbove, height: isAbove ? 42 : 34, left, width, scale };
}

/** The pixels from the top to the top of a row's bars. */
const topOf = (row: number, { height, isAbove }: Rows): number => row * height + (isAbove ? 19 : 8);

function labelsOf(rows: Rows): Plot.Markish {
  const { labels, isAbove, left, width } = rows;
  return isAbove
    ? words(labels.map((label, row) => ({ x: 0, y: topOf(row, rows) - 9, text: clip(label, width) })))
    : words(
        labels.map((text, row) => ({ x: left - 8, y: topOf(row, rows) + barHeight / 2, text })),
        { textAnchor: "end" },
      );
}

/** Lying bars, one row a label; series of one label lie on top of each other, the later in front. */
export function drawBars({ bars, colours, ...frame }: BarChart): string {
  if (bars.length === 0) return emptyChart("Nothing to show yet.");
  const rows = rowsOf(bars, frame.width ?? narrow);
  const series = unique(bars.map((bar) => bar.series));
  const { labels, left, scale, height, isAbove } = rows;
  const placed = bars.map((bar) => ({
    ...bar,
    fill: colours[series.indexOf(bar.series)] ?? "currentColor",
    x1: left,
    x2: left + Math.max(0, bar.value) * scale,
    y1: topOf(labels.indexOf(bar.label), rows),
    y2: topOf(labels.indexOf(bar.label), rows) + barHeight,
  }));
  const marks = [
    boxes(series.flatMap((name) => placed.filter((bar) => bar.series === name))),
    words(placed.flatMap(({ x2, y1, text }) => (text === undefined ? [] : [{ x: x2 + 6, y: y1 + barHeight / 2, text }]))),
    labelsOf(rows),
    ...(isAbove ? [] : [Plot.ruleX([left], { y1: 2, y2: labels.length * height - 2, strokeOpacity: 0.4 })]),
  ];
  return drawPixels(marks, { ...frame, height: labels.length * height });
}

function highestColumn(bars: readonly Bar[]): number {
  const columns = [...Map.groupBy(bars, (bar) => bar.label).values()];
  return Math.max(0, ...columns.map((column) => column.reduce((sum, { value }) => sum + value, 0)));
}

/** At most five round whole numbers from 0 to `highest`. */
function wholeTicks(highest: number): number[] {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, highest / 4)));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((each) => each * 4 >= highest) ?? 1;
  return Array.from({ length: Math.floor(highest / step) + 1 }, (_, index) => index * step);
}

/** Standing bars of whole numbers, series stacked on each other; a text stands on top of its bar. */
export function drawColumns({ bars, colours, ...frame }: BarChart): string {
  if (bars.length === 0) return emptyChart("Nothing to show yet.");
  const highest = highestColumn(bars);
  const labels = unique(bars.map((bar) => bar.label));
  const wrap = (text: string): string[] => wrapText(text, ((frame.width ?? narrow) - 38) / labels.length / letterHeight);
  const lines = Math.max(1, ...labels.map((text) => wrap(text).length));
  return draw(
    {
      height: 192 + lines * 18,
      marginLeft: 34,
      marginRight: 4,
      marginBottom: 12 + lines * 18,
      x: { domain: labels, label: null, tickSize: 0, padding: 0.3, tickFormat: (text: string) => wrap(text).join("\n") },
      y: { label: null, grid: true, domain: [0, Math.max(1, highest)], ticks: wholeTicks(highest), tickFormat: String, tickSize: 0 },
      color: { domain: unique(bars.map((bar) => bar.series)), range: [...colours] },
      marks: [
        Plot.barY(bars, { x: "label", y: "value", fill: "series" }),
        Plot.text(
          bars.filter(({ text }) => text !== undefined),
          { x: "label", y: "value", text: "text", dy: -8 },
        ),
        Plot.ruleY([0], { strokeOpacity: 0.4 }),
      ],
    },
    frame,
  );
}
