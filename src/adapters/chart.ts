import * as Plot from "@observablehq/plot";
import { Window } from "happy-dom";
import { textWidth, wrapText } from "../core/text/wrap-text.ts";

/** A bar: `series` names its colour and its place in the legend that the page writes. */
export interface Bar {
  readonly label: string;
  readonly value: number;
  readonly series: string;
  /** Printed at the bar's end. */
  readonly text?: string;
}

/** A point in time and its value. */
export interface Dot {
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly value: number;
}

/** What all charts need: a description for those who do not see them, and the colours of the series in their order. */
interface ChartFrame {
  readonly label: string;
  readonly colours: readonly string[];
}

/** Bars, one for each category. */
export interface BarChart extends ChartFrame {
  /** In the order in which they are drawn. */
  readonly bars: readonly Bar[];
}

/** Dots over a time axis. */
export interface DotChart extends ChartFrame {
  readonly dots: readonly Dot[];
  /** A line across at this value. */
  readonly rule?: number;
  readonly format: (value: number) => string;
  readonly formatTime: (time: number) => string;
}

// Narrow enough to be read on a phone, where the page scales it down a little.
const width = 420;

const letter = 12;

// Plot asks only for elements; the window of happy-dom is never opened, and nothing is loaded through it.
const { document } = new Window();

const style = { background: "none", color: "currentColor", fontSize: `${letter}px`, fontFamily: "inherit", overflow: "visible" };

/** The markup of a chart as one picture; readers of the page's table miss nothing that it shows. */
function markup(chart: Element, label: string): string {
  // The whole is one picture with one name; names of parts without a role mean nothing to assistive software.
  for (const part of chart.querySelectorAll("g[aria-label]")) part.removeAttribute("aria-label");
  chart.setAttribute("role", "img");
  chart.setAttribute("aria-label", label);
  // The library's own white would stay white in the dark.
  return chart.outerHTML.replaceAll("--plot-background: white;", "");
}

function draw(options: Plot.PlotOptions, label: string): string {
  return markup(Plot.plot({ ...options, width, style, document: document as unknown as Document }), label);
}

const widest = (texts: readonly string[]): number => Math.max(0, ...texts.map(textWidth)) * letter;

// Bars need most of the width; a name of more lines is nobody's.
const label = { width: 120, lines: 6 };

function wrapLabel(text: string): string[] {
  const lines = wrapText(text, label.width / letter);
  return lines.length > label.lines ? [...lines.slice(0, label.lines - 1), "…"] : lines;
}

const unique = (values: readonly string[]): string[] => [...new Set(values)];

/** The space that names and values need beside lying bars, and the height of a row. */
function spaceFor(rows: readonly string[], bars: readonly Bar[]): { left: number; right: number; row: number } {
  const names = rows.map(wrapLabel);
  return {
    left: widest(names.flat()) + 12,
    right: widest(bars.flatMap(({ text }) => text ?? [])) + 14,
    row: Math.max(34, Math.max(0, ...names.map((lines) => lines.length)) * letter * 1.2 + 14),
  };
}

/** Lying bars, one row a label; series of one label lie on top of each other, the later in front. */
export function drawBars({ bars, label: name, colours }: BarChart): string {
  const rows = unique(bars.map((bar) => bar.label));
  const series = unique(bars.map((bar) => bar.series));
  const { left, right, row } = spaceFor(rows, bars);
  return draw(
    {
      height: rows.length * row + 16,
      marginLeft: left,
      marginRight: right,
      marginTop: 4,
      marginBottom: 12,
      x: { axis: null, domain: [0, Math.max(1, ...bars.map(({ value }) => value))] },
      y: { domain: rows, label: null, tickSize: 0, padding: 0.35, tickFormat: (text: string) => wrapLabel(text).join("\n") },
      color: { domain: series, range: [...colours] },
      marks: [
        ...series.map((each) =>
          Plot.barX(
            bars.filter((bar) => bar.series === each),
            { x: "value", y: "label", fill: "series" },
          ),
        ),
        Plot.text(
          bars.filter((bar) => bar.text !== undefined),
          { x: "value", y: "label", text: "text", dx: 6, textAnchor: "start" },
        ),
        Plot.ruleX([0], { strokeOpacity: 0.4 }),
      ],
    },
    name,
  );
}

function highestColumn(bars: readonly Bar[]): number {
  const columns = [...Map.groupBy(bars, (bar) => bar.label).values()];
  return Math.max(...columns.map((column) => column.reduce((sum, { value }) => sum + value, 0)));
}

/** About four whole numbers from 0 to `highest`. */
function wholeTicks(highest: number): number[] {
  const step = Math.max(1, Math.ceil(highest / 4));
  return Array.from({ length: Math.floor(highest / step) + 1 }, (_, index) => index * step);
}

/** Standing bars, series stacked on each other. */
export function drawColumns({ bars, label: name, colours }: BarChart): string {
  const columns = unique(bars.map((bar) => bar.label));
  const side = 36;
  const wrap = (text: string): string[] => wrapText(text, (width - side - 20) / columns.length / letter);
  const lines = Math.max(1, ...columns.map((column) => wrap(column).length));
  return draw(
    {
      height: 200 + lines * 20,
      marginLeft: side,
      marginBottom: 14 + lines * 20,
      x: { domain: columns, label: null, tickSize: 0, padding: 0.3, tickFormat: (text: string) => wrap(text).join("\n") },
      y: { label: null, grid: true, ticks: wholeTicks(highestColumn(bars)), tickFormat: String },
      color: { domain: unique(bars.map((bar) => bar.series)), range: [...colours] },
      marks: [Plot.barY(bars, { x: "label", y: "value", fill: "series" }), Plot.ruleY([0], { strokeOpacity: 0.4 })],
    },
    name,
  );
}

/** Points over time, with a line across at their average. */
export function drawDots({ dots, label, colours, rule, format, formatTime }: DotChart): string {
  const [colour = "currentColor"] = colours;
  return draw(
    {
      height: 220,
      marginLeft: 60,
      marginBottom: 34,
      x: { type: "utc", label: null, ticks: 4, tickFormat: (tick: unknown) => formatTime(Number(tick)), inset: 8 },
      y: { label: null, grid: true, ticks: 5, tickFormat: format, zero: true },
      marks: [
        ...(rule === undefined ? [] : [Plot.ruleY([rule], { stroke: colour, strokeDasharray: "4 3" })]),
        Plot.dot(dots, { x: "time", y: "value", r: 4.5, fill: colour, fillOpacity: 0.75 }),
        Plot.ruleY([0], { strokeOpacity: 0.4 }),
      ],
    },
    label,
  );
}
