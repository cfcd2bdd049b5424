import * as Plot from "@observablehq/plot";
import { type ChartFrame, draw, emptyChart, narrow, someOf } from "./frame.ts";

/** What lies between two values. */
export interface ValueRange {
  readonly low: number;
  readonly high: number;
}

/** What may come in a month. */
export interface MonthOutlook {
  readonly median: number;
  /** Half of all outcomes lie in it. */
  readonly fifty: ValueRange;
  /** Eight of ten outcomes lie in it. */
  readonly eighty: ValueRange;
  readonly weighted?: number;
}

/** A month: what was closed in it, and what may still come; the running one has both. */
export interface FanMonth {
  /** Such as `Nov 26`; each month has a label of its own. */
  readonly label: string;
  readonly closed?: number;
  readonly outlook?: MonthOutlook;
}

/** A forecast after what happened. */
export interface FanChart extends ChartFrame {
  /** Earliest first, without gaps. */
  readonly months: readonly FanMonth[];
  readonly colours: { readonly closed: string; readonly outlook: string; readonly weighted: string };
  readonly format: (value: number) => string;
}

function outlookMarks({ months, colours }: FanChart): Plot.Markish[] {
  const ahead = months.flatMap(({ label, outlook }) => (outlook ? [{ label, ...outlook }] : []));
  const range = (of: "fifty" | "eighty", fillOpacity: number) =>
    Plot.barY(ahead, {
      x: "label",
      y1: (month) => month[of].low,
      y2: (month) => month[of].high,
      fill: colours.outlook,
      fillOpacity,
      rx: 2,
    });
  return [
    range("eighty", 0.25),
    range("fifty", 0.45),
    Plot.tickY(ahead, { x: "label", y: "median", stroke: colours.outlook, strokeWidth: 3 }),
  ];
}

/** Bars of what was closed, then for each month to come the ranges of what may come with its median, and a dot for the weighted value. */
export function drawFan(chart: FanChart): string {
  const { months, colours, format, label, width = narrow } = chart;
  if (months.length === 0) return emptyChart("Nothing was closed and nothing is expected yet.");
  const labels = months.map((month) => month.label);
  const closed = months.filter((month) => month.closed !== undefined);
  const weighted = months.filter(({ outlook }) => outlook?.weighted !== undefined);
  return draw(
    {
      height: 250,
      marginLeft: 56,
      marginRight: 6,
      marginTop: 12,
      marginBottom: 28,
      x: { domain: labels, label: null, tickSize: 0, padding: 0.16, ticks: someOf(labels, width > narrow ? 14 : 6) },
      y: { label: null, grid: true, ticks: 5, tickFormat: format, tickSize: 0, zero: true, nice: true },
      marks: [
        ...outlookMarks(chart),
        Plot.barY(closed, { x: "label", y: "closed", fill: colours.closed, inset: 2, insetTop: 0, insetBottom: 0 }),
        Plot.dot(weighted, {
          x: "label",
          y: ({ outlook }) => outlook?.weighted,
          r: 4,
          fill: "var(--surface, Canvas)",
          stroke: colours.weighted,
          strokeWidth: 2,
        }),
        Plot.ruleY([0], { strokeOpacity: 0.4 }),
      ],
    },
    { label, width },
  );
}
