import { printable } from "../adapters/reports/printable.ts";
import type { PersonAccuracy, PersonForecast } from "../core/forecast/accuracy.ts";
import { type CountedCategory, categoryNames, countedCategories } from "../core/forecast/category.ts";
import type { StageChance } from "../core/forecast/chances.ts";
import type { Range } from "../core/forecast/draws.ts";
import type { Forecast, ForecastRow } from "../core/forecast/forecast.ts";
import { formatMonth } from "../core/forecast/month.ts";
import type { Simulation } from "../core/forecast/simulation.ts";
import { formatMoney, type Money } from "../core/money/money.ts";
import type { Pipeline } from "../core/pipeline/pipeline.ts";
import { tableText } from "./table.ts";

/** The forecast of a pipeline, and what may come of it. */
export interface PipelineForecast {
  readonly pipeline: Pipeline;
  readonly forecast: Forecast;
  readonly simulation: Simulation;
}

const plural = (count: number, one: string): string => `${count} ${count === 1 ? one : `${one}s`}`;

const percent = (share: number): string => `${Math.round(share * 100)} %`;

const rowsOf = ({ months, later, overdue, undated, total }: Forecast, locale: string): [string, ForecastRow][] => [
  ...months.map((row): [string, ForecastRow] => [formatMonth(row.month, locale), row]),
  ["Later", later],
  ["Overdue", overdue],
  ["No expected close", undated],
  ["Together", total],
];

/** Months are shown even where they are empty; the other rows where they hold something. */
const isShown = ({ total }: ForecastRow, index: number, months: number): boolean => index < months || total.deals.length > 0;

function forecastTable(forecast: Forecast, locale: string): string {
  const cell = (row: ForecastRow, category: CountedCategory): string => {
    const { deals, amount } = row.categories[category];
    return deals.length === 0 ? "–" : `${formatMoney(amount, locale)} (${deals.length})`;
  };
  const rows = rowsOf(forecast, locale)
    .filter(([, row], index) => isShown(row, index, forecast.months.length))
    .map(([name, row]) => [name, ...countedCategories.map((category) => cell(row, category)), formatMoney(row.total.weighted, locale)]);
  return tableText([["", ...countedCategories.map((category) => categoryNames[category]), "Weighted"], ...rows], [1, 2, 3, 4, 5]);
}

function remarks({ total, omitted }: Forecast): string[] {
  const { withoutAmount, withoutRate } = total.total;
  return [
    ...(withoutAmount > 0 ? [`${plural(withoutAmount, "deal")} without an amount ${withoutAmount === 1 ? "adds" : "add"} nothing.`] : []),
    ...(withoutRate > 0
      ? [`${plural(withoutRate, "deal")} in a currency without a rate in rates.yaml ${withoutRate === 1 ? "adds" : "add"} nothing.`]
      : []),
    ...(omitted.length > 0
      ? [`${plural(omitted.length, "deal")} ${omitted.length === 1 ? "is" : "are"} not counted: parked, or omitted from forecasts.`]
      : []),
  ];
}

function chanceText({ stage, chance, basis, won, ended }: StageChance): string {
  const past = ended === 0 ? "none has ended" : `${won} of ${ended} won`;
  return `${printable(stage.name)} ${percent(chance)} (${past}; ${basis === "history" ? "" : "too few, "}stated ${stage.probability} %)`;
}

function simulationText({ months, total, draws, seed, chances, timing }: Simulation, shown: number, locale: string): string {
  const money = (each: Money) => formatMoney(each, locale);
  const row = (name: string, { low, median, high }: Range) => [name, money(low), money(median), money(high)];
  const rows = [...months.slice(0, shown).map((each) => row(formatMonth(each.month, locale), each)), row("Together, whenever", total)];
  const unknown =
    timing.unknown === 0
      ? []
      : [
          `When is not known of ${plural(timing.unknown, "deal")}, which ${timing.unknown === 1 ? "counts" : "count"} in the last line only.`,
        ];
  return [
    `What may be won, drawn ${draws.toLocaleString(locale)} times from how past deals went (seed "${seed}"); four of five draws lie between low and high.`,
    tableText([["", "Low", "Median", "High"], ...rows], [1, 2, 3]).trimEnd(),
    `Chances: ${chances
      .filter(({ stage }) => stage.kind === "open")
      .map(chanceText)
      .join(", ")}.`,
    ...unknown,
  ]
    .map((line) => `${line}\n`)
    .join("");
}

/** A pipeline's forecast for people. */
export function forecastText({ pipeline, forecast, simulation }: PipelineForecast, today: string, locale: string): string {
  if (forecast.total.total.deals.length === 0)
    return `${printable(pipeline.name)}: nothing to forecast on ${today}, no deal is open or was won this month.\n`;
  const lines = remarks(forecast).map((line) => `${line}\n`);
  return [
    `${printable(pipeline.name)} on ${today}\n`,
    forecastTable(forecast, locale) + lines.join(""),
    simulationText(simulation, forecast.months.length, locale),
  ].join("\n");
}

/** The forecasts that people submitted for the months to come. */
export function submittedText(forecasts: readonly PersonForecast[], locale: string): string {
  if (forecasts.length === 0) return "Nobody has submitted a forecast of this month or a later one: dealbook forecast submit --help\n";
  const money = (inBase: Money | undefined, said: Money | undefined): string =>
    inBase ? formatMoney(inBase, locale) : said ? `${formatMoney(said, locale)}, no rate` : "–";
  const rows = forecasts.map(({ submission: { month, person, date, commit: said, best_case }, commit, bestCase, won }) => [
    formatMonth(month, locale),
    printable(person),
    date,
    money(commit, said),
    money(bestCase, best_case),
    formatMoney(won, locale),
  ]);
  return `Submitted\n${tableText([["Month", "Who", "On", "Commit", "Best case", "Won so far"], ...rows], [3, 4, 5])}`;
}

/** How well people forecast months that are over. */
export function accuracyText(accuracies: readonly PersonAccuracy[], locale: string): string {
  if (accuracies.length === 0) return "";
  const bias = (value: number | undefined) =>
    value === undefined ? "–" : `${value > 0 ? "+" : value < 0 ? "−" : ""}${percent(Math.abs(value))}`;
  const rows = accuracies.map((each) => {
    const last = each.months.at(-1);
    const latest = last ? `${last.month}: ${formatMoney(last.forecast, locale)}, won ${formatMoney(last.won, locale)}` : "";
    const mean = each.meanShare === undefined ? "–" : `${percent(each.meanShare)} (n ${each.sharesOf})`;
    return [printable(each.person), String(each.months.length), mean, bias(each.bias), latest];
  });
  const unrated = accuracies.flatMap(({ person, unrated: own }) =>
    own.map(
      ({ month, commit }) => `  Left out: ${printable(person)}, ${month}, ${formatMoney(commit, locale)}, for which there is no rate.\n`,
    ),
  );
  return `Accuracy over the months that are over (commit against what was won)\n${tableText([["Who", "Months", "Mean error", "Bias", "Last"], ...rows], [1, 2, 3])}${unrated.join("")}`;
}
