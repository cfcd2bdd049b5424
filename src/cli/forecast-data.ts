import { moneyData } from "../adapters/reports/money-data.ts";
import type { PersonAccuracy, PersonForecast } from "../core/forecast/accuracy.ts";
import { countedCategories } from "../core/forecast/category.ts";
import type { Range } from "../core/forecast/draws.ts";
import type { ForecastRow } from "../core/forecast/forecast.ts";
import type { Simulation } from "../core/forecast/simulation.ts";
import type { PipelineForecast } from "./forecast-text.ts";

const rowData = ({ categories, total }: ForecastRow) => ({
  ...Object.fromEntries(
    countedCategories.map((category) => {
      const { deals, amount, weighted } = categories[category];
      return [category, { amount: moneyData(amount), weighted: moneyData(weighted), deals: deals.map(({ record }) => record.deal.slug) }];
    }),
  ),
  total: {
    amount: moneyData(total.amount),
    weighted: moneyData(total.weighted),
    withoutAmount: total.withoutAmount,
    withoutRate: total.withoutRate,
  },
});

const rangeData = ({ low, median, high }: Range) => ({
  low: moneyData(low),
  median: moneyData(median),
  high: moneyData(high),
});

function simulationData({ seed, draws, months, afterwards, total, most, chances, timing }: Simulation) {
  return {
    seed,
    draws,
    interval: "P10 to P90",
    months: months.map((each) => ({
      month: each.month,
      closed: moneyData(each.closed),
      ...rangeData(each),
      upToHere: rangeData(each.upToHere),
    })),
    afterwards: rangeData(afterwards),
    total: rangeData(total),
    most: moneyData(most),
    chances: chances.map(({ stage, ended, won, interval, basis, chance }) => ({ stage: stage.id, ended, won, interval, basis, chance })),
    timing,
  };
}

/** A pipeline's forecast as data: amounts are exact decimals in the base currency. */
export const forecastData = ({ pipeline, forecast, simulation }: PipelineForecast) => ({
  pipeline: pipeline.id,
  months: forecast.months.map((row) => ({ month: row.month, ...rowData(row) })),
  later: rowData(forecast.later),
  overdue: rowData(forecast.overdue),
  undated: rowData(forecast.undated),
  total: rowData(forecast.total),
  omitted: forecast.omitted.map(({ deal }) => deal.slug),
  simulation: simulationData(simulation),
});

/** Submitted forecasts as data. */
export const submittedData = (forecasts: readonly PersonForecast[]) =>
  forecasts.map(({ submission: { month, person, date, note }, commit, bestCase, won }) => ({
    month,
    person,
    date,
    commit: commit && moneyData(commit),
    bestCase: bestCase && moneyData(bestCase),
    won: moneyData(won),
    note,
  }));

/** The accuracy of forecasts as data. */
export const accuracyData = (accuracies: readonly PersonAccuracy[]) =>
  accuracies.map(({ months, unrated, ...rest }) => ({
    ...rest,
    unrated: unrated.map(({ month, date, commit }) => ({ month, date, commit: moneyData(commit) })),
    months: months.map(({ month, submission, forecast, won, error, share }) => ({
      month,
      date: submission.date,
      forecast: moneyData(forecast),
      won: moneyData(won),
      error: moneyData(error),
      share,
    })),
  }));
