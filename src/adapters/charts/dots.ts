import * as Plot from "@observablehq/plot";
import { type ChartFrame, draw, emptyChart } from "./frame.ts";

/** A point in time and its value. */
export interface Dot {
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly value: number;
}

/** Dots over a time axis. */
export interface DotChart extends ChartFrame {
  readonly dots: readonly Dot[];
  readonly colour: string;
  /** A line across at this value. */
  readonly rule?: number;
  readonly format: (value: number) => string;
  readonly formatTime: (time: number) => string;
}

/** Points over time, with a line across at their average. */
export function drawDots({ dots, colour, rule, format, formatTime, ...frame }: DotChart): string {
  if (dots.length === 0) return emptyChart("Nothing to show yet.");
  return draw(
    {
      height: 210,
      marginLeft: 60,
      marginRight: 12,
      marginBottom: 30,
      x: { type: "utc", label: null, ticks: 4, tickFormat: (tick: unknown) => formatTime(Number(tick)), inset: 8 },
      y: { label: null, grid: true, ticks: 5, tickFormat: format, tickSize: 0, zero: true },
      marks: [
        ...(rule === undefined ? [] : [Plot.ruleY([rule], { stroke: colour, strokeDasharray: "4 3" })]),
        Plot.dot(dots, { x: "time", y: "value", r: 4.5, fill: colour, fillOpacity: 0.75 }),
        Plot.ruleY([0], { strokeOpacity: 0.4 }),
      ],
    },
    frame,
  );
}
