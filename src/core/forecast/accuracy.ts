import type { BusinessDate } from "../calendar/business-date.ts";
import type { DealRecord } from "../metrics/deal-record.ts";
import { winsOf } from "../metrics/wins.ts";
import type { Money } from "../money/money.ts";
import { inBaseCurrency, type Rates } from "../money/rates.ts";
import { sumIn } from "./base-money.ts";
import { type Month, monthOf } from "./month.ts";
import type { Submission } from "./submission.ts";

/** What accuracy is worked out from. */
export interface AccuracyInput {
  readonly submissions: readonly Submission[];
  /** Deals of all pipelines. */
  readonly records: readonly DealRecord[];
  readonly today: BusinessDate;
  readonly rates: Rates;
}

/** A person's forecast of a month, in the base currency; `undefined` where there was no rate. */
export interface PersonForecast {
  readonly submission: Submission;
  readonly commit: Money | undefined;
  readonly bestCase: Money | undefined;
  /** Won so far in the month. */
  readonly won: Money;
}

/** A month that is over: what was forecast, and what came of it. */
export interface MonthAccuracy {
  readonly month: Month;
  readonly submission: Submission;
  readonly forecast: Money;
  readonly won: Money;
  /** Forecast less won: above zero where too much was promised. */
  readonly error: Money;
  /** The error without its sign, as a share of what was won; absent where nothing was won. */
  readonly share?: number;
}

/** How well a person forecast, over the months that are over. */
export interface PersonAccuracy {
  readonly person: string;
  /** Earliest first. */
  readonly months: readonly MonthAccuracy[];
  /** Forecasts of months that are over in a currency for which there was no rate: nothing can be measured by them. Earliest first. */
  readonly unrated: readonly Submission[];
  /** Mean of the months' shares; absent where nothing was won in any. */
  readonly meanShare?: number;
  /** Months that have a share. */
  readonly sharesOf: number;
  /** All errors together as a share of all that was won: above zero for somebody who promises too much; absent where nothing was won. */
  readonly bias?: number;
}

/** What a person won in a month. */
type WonBy = (person: string, month: Month) => Money;

/** What was worked out before, by the deals: each person's page asks for it. */
const known = new WeakMap<readonly DealRecord[], { readonly rates: Rates; readonly wonBy: WonBy }>();

/** Each deal at the rate of its closing day, for who gets the credit, as quotas count it: once, in the first pipeline that won it. */
function wonByPerson({ records, rates }: AccuracyInput): WonBy {
  const found = known.get(records);
  if (found?.rates === rates) return found.wonBy;
  const wonBy = findWins(records, rates);
  known.set(records, { rates, wonBy });
  return wonBy;
}

function findWins(records: readonly DealRecord[], rates: Rates): WonBy {
  const wins = Map.groupBy(winsOf(records, rates), ({ person, day }) => `${monthOf(day)} ${person}`);
  return (person, month) => {
    const own = wins.get(`${month} ${person}`) ?? [];
    return sumIn(
      rates.base,
      own.flatMap(({ base }) => base ?? []),
    );
  };
}

/** The forecast that a month is measured by: the last one made by its first day, else the first one made in it. */
function measured(submissions: readonly Submission[]): Submission | undefined {
  const byDate = submissions.toSorted((a, b) => (a.date < b.date ? -1 : 1));
  return byDate.findLast(({ month, date }) => date <= `${month}-01`) ?? byDate[0];
}

/** What a person's months are measured by. */
interface Measuring {
  readonly rates: Rates;
  readonly wonBy: WonBy;
}

function monthAccuracy(submission: Submission, { rates, wonBy }: Measuring): MonthAccuracy[] {
  const forecast = inBaseCurrency(submission.commit, submission.date, rates);
  if (!forecast) return [];
  const { month, person } = submission;
  const won = wonBy(person, month);
  const error = { ...won, minor: forecast.minor - won.minor };
  return [{ month, submission, forecast, won, error, ...(won.minor > 0 && { share: Math.abs(error.minor) / won.minor }) }];
}

function personAccuracy(person: string, submissions: readonly Submission[], measuring: Measuring): PersonAccuracy {
  const byMonth = [...Map.groupBy(submissions, ({ month }) => month)].sort(([a], [b]) => (a < b ? -1 : 1));
  const counted = byMonth.flatMap(([, own]) => measured(own) ?? []);
  const months = counted.flatMap((submission) => monthAccuracy(submission, measuring));
  const shares = months.flatMap(({ share }) => share ?? []);
  const sum = (of: "error" | "won"): number => months.reduce((all, each) => all + each[of].minor, 0);
  return {
    person,
    months,
    unrated: counted.filter((submission) => !months.some((month) => month.submission === submission)),
    sharesOf: shares.length,
    ...(shares.length > 0 && { meanShare: shares.reduce((all, share) => all + share, 0) / shares.length }),
    ...(sum("won") > 0 && { bias: sum("error") / sum("won") }),
  };
}

const byPerson = (submissions: readonly Submission[]): [string, Submission[]][] =>
  [...Map.groupBy(submissions, ({ person }) => person)].sort(([a], [b]) => (a < b ? -1 : 1));

/** How well each person forecast the months that are over, by their ids; without those who forecast none. */
export function forecastAccuracy(input: AccuracyInput): PersonAccuracy[] {
  const over = input.submissions.filter(({ month }) => month < monthOf(input.today));
  const measuring = { rates: input.rates, wonBy: wonByPerson(input) };
  return byPerson(over).map(([person, own]) => personAccuracy(person, own, measuring));
}

/** Each person's latest forecast of every month from the running one on, by month and person. */
export function currentSubmissions(input: AccuracyInput): PersonForecast[] {
  const { submissions, today, rates } = input;
  const wonBy = wonByPerson(input);
  const ahead = submissions.filter(({ month, date }) => month >= monthOf(today) && date <= today);
  const latest = Map.groupBy(ahead, ({ month, person }) => `${month} ${person}`);
  return [...latest]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, own]) => {
      const submission = own.toSorted((a, b) => (a.date < b.date ? -1 : 1)).at(-1);
      if (!submission) return [];
      const { commit, best_case, date, person, month } = submission;
      const inBase = (money: Money | undefined) => money && inBaseCurrency(money, date, rates);
      return [{ submission, commit: inBase(commit), bestCase: inBase(best_case), won: wonBy(person, month) }];
    });
}
