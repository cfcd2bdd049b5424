import { type Bar, drawBars, drawColumns } from "../../adapters/charts/bars.ts";
import { drawOverTime } from "../../adapters/charts/over-time.ts";
import type { MonthEnd, PastColumn } from "../../core/metrics/month-ends.ts";
import type { SalesCycle } from "../../core/metrics/sales-cycle.ts";
import type { StageTotals } from "../../core/metrics/value.ts";
import type { QuarterWinRate } from "../../core/metrics/win-rate.ts";
import { decimalOf, type Money } from "../../core/money/money.ts";
import { colours, rampOf } from "./colours.ts";
import type { Format } from "./format.ts";
import { openColumns } from "./month-ends.ts";
import { quartersShown } from "./win-views.ts";

const { accent, soft, grey } = colours;

/** For the length of a bar only; what is printed comes from the exact amount. */
const sizeOf = (amount: Money): number => Number(decimalOf(amount));

/** Colours of the series that share a chart, for its legend. */
export const legends = {
  weighted: { weighted: accent, "the rest of the value": soft },
  attention: { "rotting, overdue, or both": colours.back, "all in order": soft },
  winRate: { won: accent, lost: grey },
} as const;

/** Values of the stages in the base currency, the weighted ones in front. */
export function valueChart(totals: readonly StageTotals[], format: Format): string {
  const currency = totals[0]?.baseValue.sum.currency ?? "";
  const bars = totals.flatMap(({ stage, baseValue, baseWeighted }): Bar[] => [
    { label: stage.name, value: sizeOf(baseValue.sum), series: "value", text: format.money(baseValue.sum) },
    { label: stage.name, value: sizeOf(baseWeighted.sum), series: "weighted" },
  ]);
  return drawBars({ bars, label: `Value of each stage in ${currency}, behind its weighted value`, colours: [soft, accent] });
}

/** Weighted values of the stages in the base currency. */
export function weightedChart(totals: readonly StageTotals[], format: Format): string {
  const currency = totals[0]?.baseWeighted.sum.currency ?? "";
  const bars = totals.map(({ stage, baseWeighted: { sum } }): Bar => {
    return { label: `${stage.name} (${stage.probability}%)`, value: sizeOf(sum), series: "weighted", text: format.money(sum) };
  });
  return drawBars({ bars, label: `Weighted value of each stage in ${currency}`, colours: [accent] });
}

/** How many deals are in each stage. */
export const countChart = (totals: readonly StageTotals[]): string =>
  drawBars({
    bars: totals.map(({ stage, count }) => ({ label: stage.name, value: count, series: "deals", text: String(count) })),
    label: "Number of deals in each open stage",
    colours: [accent],
  });

/** Won and lost deals of the last quarters in which deals were closed. */
export function winChart(quarters: readonly QuarterWinRate[], width: number): string {
  const bars = quarters.slice(-quartersShown).flatMap(({ quarter, won, lost }): Bar[] => [
    { label: quarter.slice(2), value: won, series: "won" },
    { label: quarter.slice(2), value: lost, series: "lost" },
  ]);
  return drawColumns({ bars, label: "Won and lost deals of each quarter", width, colours: [accent, grey] });
}

const binsShown = 8;

/** Whole months of 30 days, as many as make the longest of sorted cycles fit. */
function daysOfBin({ deals }: SalesCycle): number {
  const longest = deals.at(-1)?.days ?? 0;
  return 30 * Math.ceil((longest + 1) / (30 * binsShown));
}

/** Won deals by the days that they took. */
export function cycleChart(cycle: SalesCycle): string {
  const binDays = daysOfBin(cycle);
  const counts = Map.groupBy(cycle.deals, ({ days }) => Math.floor(days / binDays));
  const last = Math.max(...counts.keys());
  const bars = Array.from(
    { length: last + 1 },
    (_, bin): Bar => ({
      label: `${bin * binDays}–${(bin + 1) * binDays - 1}`,
      value: counts.get(bin)?.length ?? 0,
      series: "deals",
    }),
  );
  return drawColumns({ bars, label: "Number of won deals by the days they took", colours: [accent] });
}

/** The open stages with the colours that they have over time. */
export function stageColours(ends: readonly MonthEnd[]): (readonly [string, string])[] {
  const [columns] = ends.map(openColumns);
  const ramp = rampOf(columns?.length ?? 0);
  return (columns ?? []).map(({ stage }, index) => [stage.name, ramp[index] ?? accent]);
}

/** What is shown of each stage at each month's end. */
interface OverTime {
  readonly label: string;
  readonly worthOf: (column: PastColumn) => number;
  readonly format: Format;
}

const monthStart = ({ month }: MonthEnd): number => Date.parse(`${month}-01`);

function overTimeChart(ends: readonly MonthEnd[], { label, worthOf, format }: OverTime): (width: number) => string {
  const points = ends.map((end) => ({ time: monthStart(end), values: openColumns(end).map(worthOf) }));
  const last = ends.at(-1);
  const until = last ? Date.parse(last.day) + 86_400_000 : 0;
  const chart = { label, points, until, format: format.short, formatTime: format.month };
  return (width) => drawOverTime({ ...chart, colours: stageColours(ends).map(([, colour]) => colour), width });
}

/** The value of the open deals in the base currency at each month's end, by stage. */
export const valueOverTime = (ends: readonly MonthEnd[], currency: string, format: Format): ((width: number) => string) =>
  overTimeChart(ends, {
    label: `Value of the open deals in ${currency} at each month's end, by stage`,
    worthOf: ({ baseValue }) => sizeOf(baseValue.sum),
    format,
  });

/** The number of the open deals at each month's end, by stage. */
export const countOverTime = (ends: readonly MonthEnd[], format: Format): ((width: number) => string) =>
  overTimeChart(ends, { label: "Number of open deals at each month's end, by stage", worthOf: ({ count }) => count, format });

/** Those of each owner's open deals that wait to be looked at, in front of all. */
export const attentionChart = (owners: readonly { readonly name: string; readonly open: number; readonly waiting: number }[]): string =>
  drawBars({
    label: "Open deals of each owner that are rotting or overdue, in front of all",
    colours: [soft, colours.back],
    bars: owners.flatMap(({ name, open, waiting }): Bar[] => [
      { label: name, value: open, series: "open", text: `${waiting} of ${open}` },
      { label: name, value: waiting, series: "waiting" },
    ]),
  });
