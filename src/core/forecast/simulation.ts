import type { PipelineRecords } from "../metrics/deal-record.ts";
import type { Money } from "../money/money.ts";
import { sumIn } from "./base-money.ts";
import { type StageChance, stageChances } from "./chances.ts";
import { type Draws, drawDeals, type Range, rangeOf, runningSums } from "./draws.ts";
import { type ForecastDeal, forecastDeals, forecastMonths } from "./forecast.ts";
import { type Month, monthOf } from "./month.ts";
import { randomFrom } from "./random.ts";
import { monthFinder, type TimingSource, timingOf } from "./timing.ts";

/** How often the future is drawn. */
const usualDraws = 10_000;

/** What may be won in a month, what is won already included. */
export interface SimulatedMonth extends Range {
  readonly month: Month;
  /** Won already. */
  readonly closed: Money;
  /** From the first day of the running month to the end of this one. */
  readonly upToHere: Range;
}

/** The future drawn many times, from how the pipeline's own deals went. */
export interface Simulation {
  /** The same seed gives the same draws. */
  readonly seed: string;
  readonly draws: number;
  readonly months: readonly SimulatedMonth[];
  /** Won after the year ahead, or at a time that nothing is known of. */
  readonly afterwards: Range;
  /** Everything that is won, whenever, from the first day of the running month on. */
  readonly total: Range;
  /** The total if every deal is won. */
  readonly most: Money;
  readonly chances: readonly StageChance[];
  /** How many open deals were drawn, by what is known of their time. */
  readonly timing: Readonly<Record<TimingSource, number>>;
}

function drawnDeals(deals: readonly ForecastDeal[], chances: readonly StageChance[], { today }: Pick<PipelineRecords, "today">) {
  const places = new Map(chances.map(({ stage }, index) => [stage.id, index]));
  const monthAt = monthFinder(today, forecastMonths(today));
  return deals
    .filter(({ category }) => category !== "closed")
    .map((deal) => {
      const stage = places.get(deal.record.stage.id) ?? -1;
      const { source, days } = timingOf(deal, chances[stage], today);
      // Bytes: ten thousand draws from thousands of deals run twice as fast where all of this stays in the processor's cache.
      return { source, value: deal.amount?.minor ?? 0, stage, months: Uint8Array.from(days, monthAt) };
    });
}

/** The value of the deals won in a month. */
function closedIn(month: Month, deals: readonly ForecastDeal[], base: string): Money {
  const won = deals.filter(({ closed }) => closed !== undefined && monthOf(closed) === month);
  return sumIn(
    base,
    won.flatMap(({ amount }) => amount ?? []),
  );
}

type ClosedMonth = Pick<SimulatedMonth, "month" | "closed">;

const zero = (currency: string): Money => ({ minor: 0, currency });

const rangeAt = (draws: Draws, index: number, already: Money): Range => rangeOf(draws[index] ?? new Float64Array(1), already);

/** What was closed from the first month to the end of each. */
const runningClosed = (months: readonly ClosedMonth[], base: string): Money[] =>
  months.map((_, index) =>
    sumIn(
      base,
      months.slice(0, index + 1).map(({ closed }) => closed),
    ),
  );

/** The seed of a pipeline's simulation: a day's figures do not change however often they are asked for. */
const seedOf = ({ today, pipeline }: PipelineRecords): string => `${today} ${pipeline.id}`;

/** How often to draw, and from which seed, where that is not the usual. */
export interface SimulationOptions {
  readonly draws?: number;
  readonly seed?: string;
  /** Id of the person whose deals are drawn; the chances still come from everybody's past ones. */
  readonly owner?: string | undefined;
}

/**
 * Draws what may be won in each month from how the pipeline's own deals went: a deal is won with the chance of its stage, after
 * as many days as one of the won deals took. Deals that nobody has entered yet are not in it.
 */
export function simulate(input: PipelineRecords, { draws = usualDraws, seed = seedOf(input), owner }: SimulationOptions = {}): Simulation {
  const { base } = input.rates;
  const deals = forecastDeals(input, owner);
  const months = forecastMonths(input.today).map((month) => ({ month, closed: closedIn(month, deals, base) }));
  const chances = stageChances(input);
  const open = drawnDeals(deals, chances, input);
  const drawn = drawDeals(open, { chances, months: months.length, draws, random: randomFrom(seed) });
  const running = { drawn: runningSums(drawn), closed: runningClosed(months, base) };
  const closed = running.closed.at(-1) ?? zero(base);
  const timed = (wanted: TimingSource): number => open.filter(({ source }) => source === wanted).length;
  return {
    seed,
    draws,
    months: months.map((each, index) => ({
      ...each,
      ...rangeAt(drawn, index, each.closed),
      upToHere: rangeAt(running.drawn, index, running.closed[index] ?? zero(base)),
    })),
    afterwards: rangeAt(drawn, months.length, zero(base)),
    total: rangeAt(running.drawn, months.length, closed),
    most: { minor: closed.minor + open.reduce((sum, { value }) => sum + value, 0), currency: base },
    chances,
    timing: { history: timed("history"), "expected-close": timed("expected-close"), unknown: timed("unknown") },
  };
}
