import { type Bar, drawBars, drawColumns } from "../../adapters/charts/bars.ts";
import { drawDots } from "../../adapters/charts/dots.ts";
import { drawOverTime } from "../../adapters/charts/over-time.ts";
import type { PipelineRecords } from "../../core/metrics/deal-record.ts";
import { wonWithAmount } from "../../core/metrics/deal-size.ts";
import type { MonthEnd, PastColumn } from "../../core/metrics/month-ends.ts";
import type { SalesCycle } from "../../core/metrics/sales-cycle.ts";
import type { StageTotals } from "../../core/metrics/value.ts";
import type { QuarterWinRate } from "../../core/metrics/win-rate.ts";
import { decimalOf, type Money } from "../../core/money/money.ts";
import { colours, rampOf } from "./colours.ts";
import type { Format } from "./format.ts";
import { openColumns } from "./month-ends.ts";

const { accent, soft, grey } = colours;

/** For the length of a bar only; what is printed comes from the exact amount. */
const sizeOf = (amount: Money): number => Number(decimalOf(amount));

const amountIn = (amounts: readonly Money[], currency: string): Money =>
  amounts.find((each) => each.currency === currency) ?? { minor: 0, currency };

/** The currencies of amounts, in the order in which they first appear. */
export const currenciesOf = (totals: readonly StageTotals[]): string[] => [
  ...new Set(totals.flatMap(({ value }) => value.map(({ currency }) => currency))),
];

/** Colours of the series that share a chart, for its legend. */
export const legends = {
  weighted: { weighted: accent, "the rest of the value": soft },
  winRate: { won: accent, lost: grey },
} as const;

/** Values of the stages in one currency. */
export function valueChart(totals: readonly StageTotals[], currency: string, format: Format): string {
  const bars = totals.map(({ stage, value }): Bar => {
    const amount = amountIn(value, currency);
    return { label: stage.name, value: sizeOf(amount), series: "value", text: format.money(amount) };
  });
  return drawBars({ bars, label: `Value of each stage in ${currency}`, colours: [accent] });
}

/** Weighted values of the stages in one currency, in front of the whole values. */
export function weightedChart(totals: readonly StageTotals[], currency: string, format: Format): string {
  const bars = totals.flatMap(({ stage, value, weighted }): Bar[] => {
    const [total, part] = [amountIn(value, currency), amountIn(weighted, currency)];
    return [
      { label: stage.name, value: sizeOf(total), series: "value", text: format.money(part) },
      { label: stage.name, value: sizeOf(part), series: "weighted" },
    ];
  });
  return drawBars({ bars, label: `Weighted value of each stage in ${currency}, in front of its value`, colours: [soft, accent] });
}

/** How many deals are in each stage. */
export const countChart = (totals: readonly StageTotals[]): string =>
  drawBars({
    bars: totals.map(({ stage, count }) => ({ label: stage.name, value: count, series: "deals", text: String(count) })),
    label: "Number of deals in each open stage",
    colours: [accent],
  });

const quartersShown = 8;

/** Won and lost deals of the last quarters in which deals were closed. */
export function winChart(quarters: readonly QuarterWinRate[]): string {
  const bars = quarters.slice(-quartersShown).flatMap(({ quarter, won, lost }): Bar[] => [
    { label: quarter.slice(2), value: won, series: "won" },
    { label: quarter.slice(2), value: lost, series: "lost" },
  ]);
  return drawColumns({ bars, label: "Won and lost deals of each quarter", colours: [accent, grey] });
}

/** The won deals of one currency by the day they were won. */
export function sizeChart(input: PipelineRecords, mean: Money, format: Format): string {
  const { currency } = mean;
  const dots = wonWithAmount(input).flatMap(({ deal }) =>
    deal.amount?.currency === currency ? [{ time: Date.parse(deal.stage_entered), value: sizeOf(deal.amount) }] : [],
  );
  return drawDots({
    dots,
    rule: sizeOf(mean),
    label: `Amounts of the won deals in ${currency} by the day they were won, with their mean`,
    colour: accent,
    format: (value) => format.number(value),
    formatTime: (time) => format.month(time),
  });
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

/** The value of the open deals in one currency at each month's end, by stage. */
export const valueOverTime = (ends: readonly MonthEnd[], currency: string, format: Format): ((width: number) => string) =>
  overTimeChart(ends, {
    label: `Value of the open deals in ${currency} at each month's end, by stage`,
    worthOf: ({ value }) => sizeOf(amountIn(value, currency)),
    format,
  });

/** The number of the open deals at each month's end, by stage. */
export const countOverTime = (ends: readonly MonthEnd[], format: Format): ((width: number) => string) =>
  overTimeChart(ends, { label: "Number of open deals at each month's end, by stage", worthOf: ({ count }) => count, format });
