import type { BusinessDate } from "../calendar/business-date.ts";
import { closingsOf } from "../metrics/closings.ts";
import type { DealRecord, PipelineRecords } from "../metrics/deal-record.ts";
import type { Money } from "../money/money.ts";
import { sumIn, type Valuation, valueIn } from "./base-money.ts";
import { type CountedCategory, categoryOf, countedCategories } from "./category.ts";
import { type Month, monthOf, monthsFrom } from "./month.ts";

/** A forecast looks ahead as many months, the running one included. */
const monthsAhead = 12;

// A table with nothing in it would say less than one that shows which months are empty.
const monthsShown = 3;

/** A deal that a forecast counts, with its value in the base currency; a won one at the rate of its closing day, others at today's. */
export interface ForecastDeal extends Valuation {
  readonly record: DealRecord;
  readonly category: CountedCategory;
  /** Whose it is; of one that the pipeline won and another has now, whose it was last there. */
  readonly owner: string;
  /** The day on which it was won; absent for all others. */
  readonly closed?: BusinessDate;
}

/** Deals of one category and their sums in the base currency. */
export interface ForecastSum {
  readonly deals: readonly ForecastDeal[];
  readonly amount: Money;
  /** Each deal at its stage's probability, rounded by itself; won deals in full. */
  readonly weighted: Money;
  /** Deals that add nothing to the sums: they have no amount, or there is no rate of their currency. */
  readonly withoutAmount: number;
  readonly withoutRate: number;
}

/** The deals of a month, or those that belong to none, by category. */
export interface ForecastRow {
  readonly categories: Readonly<Record<CountedCategory, ForecastSum>>;
  /** Over all four categories. */
  readonly total: ForecastSum;
}

/** A month and what is to close in it, or has closed already. */
export interface ForecastMonth extends ForecastRow {
  readonly month: Month;
}

/** What is expected to close when. Every counted deal is in exactly one row, so the rows add up to the total. */
export interface Forecast {
  /** From the running month on, without gaps, to the last one within the year ahead that has a deal. */
  readonly months: readonly ForecastMonth[];
  /** Expected after the year ahead. */
  readonly later: ForecastRow;
  /** Open, and expected on a day that has passed. */
  readonly overdue: ForecastRow;
  /** Open, with no expected close. */
  readonly undated: ForecastRow;
  readonly total: ForecastRow;
  /** Open and parked deals that are not counted, because their stage or they themselves say so. */
  readonly omitted: readonly DealRecord[];
}

function sumOf(deals: readonly ForecastDeal[], base: string): ForecastSum {
  return {
    deals,
    amount: sumIn(
      base,
      deals.flatMap(({ amount }) => amount ?? []),
    ),
    weighted: sumIn(
      base,
      deals.flatMap(({ weighted }) => weighted ?? []),
    ),
    withoutAmount: deals.filter(({ lacks }) => lacks === "amount").length,
    withoutRate: deals.filter(({ lacks }) => lacks === "rate").length,
  };
}

function rowOf(deals: readonly ForecastDeal[], base: string): ForecastRow {
  const of = (category: CountedCategory) =>
    sumOf(
      deals.filter((deal) => deal.category === category),
      base,
    );
  const categories = { closed: of("closed"), commit: of("commit"), "best-case": of("best-case"), pipeline: of("pipeline") };
  return { categories, total: sumOf(deals, base) };
}

function openDeals({ records, today, rates }: PipelineRecords): ForecastDeal[] {
  return records.flatMap((record) => {
    const category = categoryOf(record);
    if (category === "omitted" || category === "closed") return [];
    const { owner, amount } = record.deal;
    return [{ record, category, owner, ...valueIn(rates, today, { amount, percent: record.stage.probability }) }];
  });
}

/** What the pipeline won in the running month or later, wherever it is now: most deals are handed over once they are won. */
function wonDeals(input: PipelineRecords): ForecastDeal[] {
  const won = closingsOf(input).filter(({ isWon, day }) => isWon && monthOf(day) >= monthOf(input.today));
  return won.map(({ record, facts: { owner, amount }, day }) => ({
    record,
    category: "closed",
    owner: owner || record.deal.owner,
    closed: day,
    ...valueIn(input.rates, day, { amount, percent: 100 }),
  }));
}

/** The deals that a forecast counts, of one person where an id is given; of the won ones, those of the running month and later. */
export const forecastDeals = (input: PipelineRecords, owner?: string): ForecastDeal[] =>
  [...openDeals(input), ...wonDeals(input)].filter((deal) => owner === undefined || deal.owner === owner);

/** Where a deal stands in a forecast: a month, or why it has none. */
function placeOf({ record, closed }: ForecastDeal, today: BusinessDate): Month | "overdue" | "undated" {
  if (closed !== undefined) return monthOf(closed);
  const date = record.deal.expected_close;
  if (date === undefined) return "undated";
  return date < today ? "overdue" : monthOf(date);
}

/** The months of a forecast from a day on. */
export const forecastMonths = (today: BusinessDate): Month[] => monthsFrom(monthOf(today), monthsAhead);

/** The forecast of a pipeline, or of what one person has in it. */
export function forecastOf(input: PipelineRecords, owner?: string): Forecast {
  const { records, today, rates } = input;
  const deals = forecastDeals(input, owner);
  const places = Map.groupBy(deals, (deal) => placeOf(deal, today));
  const ahead = forecastMonths(today);
  const count = Math.max(monthsShown, ahead.findLastIndex((month) => places.has(month)) + 1);
  const row = (own: readonly ForecastDeal[]) => rowOf(own, rates.base);
  const isLater = (place: string) => place !== "overdue" && place !== "undated" && place > (ahead.at(-1) ?? "");
  return {
    months: ahead.slice(0, count).map((month) => ({ month, ...row(places.get(month) ?? []) })),
    later: row([...places].flatMap(([place, own]) => (isLater(place) ? own : []))),
    overdue: row(places.get("overdue") ?? []),
    undated: row(places.get("undated") ?? []),
    total: row(deals),
    omitted: records.filter(
      ({ stage, deal }) =>
        stage.kind !== "lost" && categoryOf({ stage, deal }) === "omitted" && (owner === undefined || deal.owner === owner),
    ),
  };
}

/** The forecast of one person's deals. */
export interface OwnerForecast {
  readonly owner: string;
  readonly forecast: Forecast;
}

/** A forecast for each person whose deals are counted, by their ids. */
export function forecastByOwner(input: PipelineRecords): OwnerForecast[] {
  const owners = new Set(forecastDeals(input).map(({ owner }) => owner));
  return [...owners].sort().map((owner) => ({ owner, forecast: forecastOf(input, owner) }));
}

/** The value of a category and of those that are surer: who commits counts on what is closed and what is committed. */
export function valueUpTo({ categories, total }: ForecastRow, category: CountedCategory): Money {
  const counted = countedCategories.slice(0, countedCategories.indexOf(category) + 1);
  return sumIn(
    total.amount.currency,
    counted.map((each) => categories[each].amount),
  );
}
