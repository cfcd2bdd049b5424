import type { Bar } from "../../adapters/charts/bars.ts";
import type { FanMonth } from "../../adapters/charts/fan.ts";
import type { BusinessDate } from "../../core/calendar/business-date.ts";
import { type AccuracyInput, currentSubmissions, forecastAccuracy } from "../../core/forecast/accuracy.ts";
import { type CountedCategory, categoryNames, countedCategories } from "../../core/forecast/category.ts";
import { type Forecast, type ForecastRow, valueUpTo } from "../../core/forecast/forecast.ts";
import type { Month } from "../../core/forecast/month.ts";
import type { Simulation } from "../../core/forecast/simulation.ts";
import { decimalOf, type Money } from "../../core/money/money.ts";
import { colours } from "./colours.ts";
import type { Format } from "./format.ts";
import type { Site } from "./site.ts";

/** Of the categories, the surest the strongest. */
const categoryColours: Readonly<Record<CountedCategory, string>> = {
  closed: colours.ink,
  commit: colours.accent,
  "best-case": colours.soft,
  pipeline: "color-mix(in oklab, var(--accent-mid) 45%, var(--surface))",
};

/** The legend of charts by category. */
export const categoryLegend: readonly (readonly [string, string])[] = countedCategories.map((category) => [
  categoryNames[category],
  categoryColours[category],
]);

/** The name of a month in full: `November 2026`. */
export const monthName = (month: Month, format: Format): string => format.fullMonth(`${month}-01` as BusinessDate);

/** A row of a forecast and what it is called. */
export interface NamedRow {
  readonly name: string;
  readonly row: ForecastRow;
}

/** The rows of a forecast: every month, the others where they hold something, and the total. */
export function forecastRows({ months, later, overdue, undated, total }: Forecast, format: Format): NamedRow[] {
  const others = [
    { name: "Later", row: later },
    { name: "Overdue", row: overdue },
    { name: "No expected close", row: undated },
  ];
  return [
    ...months.map((row) => ({ name: monthName(row.month, format), row })),
    ...others.filter(({ row }) => row.total.deals.length > 0),
    { name: "Together", row: total },
  ];
}

/** The cells of a row: what each category holds, all of them weighted, and how many deals. */
export function forecastCells({ categories, total }: ForecastRow, format: Format): string[] {
  const cell = (category: CountedCategory): string => {
    const { deals, amount } = categories[category];
    return deals.length === 0 ? "–" : `${format.money(amount)} · ${deals.length}`;
  };
  return [...countedCategories.map(cell), format.money(total.weighted), String(total.deals.length)];
}

/** The heads of those cells. */
export const forecastHeads: readonly string[] = [...countedCategories.map((category) => categoryNames[category]), "Weighted", "Deals"];

/** For the length of a bar only; what is printed comes from the exact amount. */
const sizeOf = (money: Money): number => Number(decimalOf(money));

const surestLast = countedCategories.toReversed();

/** A bar a row, from zero: what is closed in front of what is committed, in front of the best case, in front of everything. */
export const categoryBars = (rows: readonly NamedRow[], format: Format): Bar[] =>
  rows.flatMap(({ name, row }) =>
    surestLast.map((category): Bar => {
      const bar = { label: name, value: sizeOf(valueUpTo(row, category)), series: category };
      return category === "pipeline" ? { ...bar, text: format.money(row.total.amount) } : bar;
    }),
  );

/** Colours of those bars, in the order in which they are drawn. */
export const barColours: readonly string[] = surestLast.map((category) => categoryColours[category]);

/** Weighted sums in front of whole ones. */
export const weightedBars = (rows: readonly NamedRow[], format: Format): Bar[] =>
  rows.flatMap(({ name, row: { total } }): Bar[] => [
    { label: name, value: sizeOf(total.amount), series: "value", text: format.money(total.weighted) },
    { label: name, value: sizeOf(total.weighted), series: "weighted" },
  ]);

/** The months of the fan: what may be won in each that the forecast shows. */
export const fanMonths = ({ months }: Simulation, forecast: Forecast, format: Format): FanMonth[] =>
  forecast.months.flatMap(({ month, total }, index): FanMonth[] => {
    const drawn = months[index];
    if (!drawn) return [];
    const { low, median, high, closed } = drawn;
    return [
      {
        label: format.month(Date.parse(`${month}-01`)),
        ...(closed.minor > 0 && { closed: sizeOf(closed) }),
        outlook: { median: sizeOf(median), eighty: { low: sizeOf(low), high: sizeOf(high) }, weighted: sizeOf(total.weighted) },
      },
    ];
  });

/** What people forecast, and how well: of all pipelines together. */
export function submittedOf({ submissions, deals, today, rates }: Site) {
  const input: AccuracyInput = { submissions, records: deals, today, rates };
  return { current: currentSubmissions(input), accuracy: forecastAccuracy(input) };
}
