import * as Plot from "@observablehq/plot";
import { type ChartFrame, draw, emptyChart, narrow } from "./frame.ts";

/** What there was at one time: a value for each series, in their order. */
export interface TimePoint {
  /** From when on the values are shown, in milliseconds since 1970. */
  readonly time: number;
  readonly values: readonly number[];
}

/** What there was over time, in layers. */
export interface TimeChart extends ChartFrame {
  /** Of the layers, the topmost first. */
  readonly colours: readonly string[];
  /** Earliest first; each is shown until the next. */
  readonly points: readonly TimePoint[];
  /** Until when the last is shown. */
  readonly until: number;
  readonly format: (value: number) => string;
  readonly formatTime: (time: number) => string;
}

interface Layer {
  readonly time: number;
  readonly low: number;
  readonly high: number;
}

/** The layer of a series: it lies on those that come after it. */
function layerOf(series: number, { points, until }: TimeChart): Layer[] {
  const layers = points.map(({ time, values }) => {
    const low = values.slice(series + 1).reduce((sum, value) => sum + value, 0);
    return { time, low, high: low + (values[series] ?? 0) };
  });
  const last = layers.at(-1);
  return last ? [...layers, { ...last, time: until }] : [];
}

/** Layers over time: a step for each point. */
export function drawOverTime(chart: TimeChart): string {
  const { colours, points, format, formatTime, label, width = narrow } = chart;
  if (points.length === 0) return emptyChart("There is no past month to show yet.");
  return draw(
    {
      height: 240,
      marginLeft: 56,
      // Half the name of a month, which may stand at the very end.
      marginRight: 24,
      marginTop: 12,
      marginBottom: 26,
      x: { type: "utc", label: null, ticks: width > narrow ? 8 : 4, tickFormat: (tick: unknown) => formatTime(Number(tick)), tickSize: 4 },
      y: { label: null, grid: true, ticks: 5, tickFormat: format, tickSize: 0, zero: true, nice: true },
      marks: [
        ...colours.map((colour, series) =>
          Plot.areaY(layerOf(series, chart), {
            x: "time",
            y1: "low",
            y2: "high",
            curve: "step-after",
            fill: colour,
            stroke: "var(--surface, Canvas)",
            strokeWidth: 0.5,
          }),
        ),
        Plot.ruleY([0], { strokeOpacity: 0.4 }),
      ],
    },
    { label, width },
  );
}
