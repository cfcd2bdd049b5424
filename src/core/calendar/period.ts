import { Temporal } from "temporal-polyfill";
import { addDays, type BusinessDate, daysBetween, earlierOf, endOfDay, laterOf } from "./business-date.ts";

/** The days from `from` to `until`, both included. */
export interface Period {
  readonly from: BusinessDate;
  readonly until: BusinessDate;
}

/** What a period is: a calendar month, a quarter or year of the organisation's own, the last days, or all there is. */
export type PeriodKind = "month" | "quarter" | "year" | "days" | "all";

/** A period that can be chosen. */
export interface NamedPeriod extends Period {
  /** For addresses and options: `2026-11`, `fy2026-q3`, `fy2026`, `last-365-days`, `all`. */
  readonly id: string;
  readonly kind: PeriodKind;
  /** Such as `November 2026`, `Q3 2026`, `FY 2027`. */
  readonly name: string;
}

/** Every day that there is. */
export const always: Period = { from: "0001-01-01" as BusinessDate, until: "9999-12-31" as BusinessDate };

/** True for a day within the period, its first and last included. */
export const isIn = (date: BusinessDate, { from, until }: Period): boolean => from <= date && date <= until;

/** How many days a period has. */
export const daysIn = ({ from, until }: Period): number => daysBetween(from, until) + 1;

/** The days that two periods share; `undefined` where there are none. */
export function overlapOf(a: Period, b: Period): Period | undefined {
  const from = laterOf(a.from, b.from);
  const until = earlierOf(a.until, b.until);
  return from <= until ? { from, until } : undefined;
}

/** The instants at which a period begins and is over in an IANA time zone, in milliseconds since 1970; the end is not part of it. */
export const instantsOf = ({ from, until }: Period, zone: string): { readonly start: number; readonly end: number } => ({
  start: endOfDay(addDays(from, -1), zone),
  end: endOfDay(until, zone),
});

const day = (year: number, month: number): BusinessDate => Temporal.PlainDate.from({ year, month, day: 1 }).toString() as BusinessDate;

const lastDay = (from: BusinessDate, months: number): BusinessDate =>
  Temporal.PlainDate.from(from).add({ months }).subtract({ days: 1 }).toString() as BusinessDate;

const monthOfDate = (date: BusinessDate): number => Number(date.slice(5, 7));
const yearOfDate = (date: BusinessDate): number => Number(date.slice(0, 4));

function month(from: BusinessDate): NamedPeriod {
  const name = Temporal.PlainDate.from(from).toLocaleString("en-GB", { month: "long", year: "numeric" });
  return { id: from.slice(0, 7), kind: "month", name, from, until: lastDay(from, 1) };
}

/** The calendar month of a day. */
export const monthOf = (date: BusinessDate): NamedPeriod => month(day(yearOfDate(date), monthOfDate(date)));

/** The first month of the fiscal year (`MM-01`, as dealbook.yaml has it) as a number. */
const firstMonth = (fiscalStart: string): number => Number(fiscalStart.slice(0, 2));

/** A year that begins in January is a calendar year, and called so. */
const yearName = (year: number, fiscalStart: string): string => (firstMonth(fiscalStart) === 1 ? String(year) : `FY ${year}`);

function fiscalYear(year: number, fiscalStart: string): NamedPeriod {
  const start = firstMonth(fiscalStart);
  const from = day(start === 1 ? year : year - 1, start);
  return { id: `fy${year}`, kind: "year", name: yearName(year, fiscalStart), from, until: lastDay(from, 12) };
}

/** The number of a day's fiscal year: the calendar year in which it ends. */
const fiscalYearNumber = (date: BusinessDate, fiscalStart: string): number => {
  const start = firstMonth(fiscalStart);
  return yearOfDate(date) + (start > 1 && monthOfDate(date) >= start ? 1 : 0);
};

/**
 * The fiscal year of a day, given its first day as `MM-01`. It bears the number of the calendar year in which it ends: with a start
 * on 1 July, the day 2026-07-01 is in `fy2027`.
 */
export const fiscalYearOf = (date: BusinessDate, fiscalStart: string): NamedPeriod =>
  fiscalYear(fiscalYearNumber(date, fiscalStart), fiscalStart);

function fiscalQuarter(year: number, quarter: number, fiscalStart: string): NamedPeriod {
  const begin = Temporal.PlainDate.from(fiscalYear(year, fiscalStart).from).add({ months: 3 * (quarter - 1) });
  const from = begin.toString() as BusinessDate;
  const name = `Q${quarter} ${yearName(year, fiscalStart)}`;
  return { id: `fy${year}-q${quarter}`, kind: "quarter", name, from, until: lastDay(from, 3) };
}

/** The quarter of the fiscal year that a day is in. */
export function fiscalQuarterOf(date: BusinessDate, fiscalStart: string): NamedPeriod {
  const sinceStart = (monthOfDate(date) - firstMonth(fiscalStart) + 12) % 12;
  return fiscalQuarter(fiscalYearNumber(date, fiscalStart), Math.floor(sinceStart / 3) + 1, fiscalStart);
}

/** The last days up to and including today; 365 of them are the last twelve months. */
export const lastDays = (today: BusinessDate, days: number): NamedPeriod => ({
  id: `last-${days}-days`,
  kind: "days",
  name: `Last ${days} days`,
  from: addDays(today, 1 - days),
  until: today,
});

/** What periods are told apart by. */
export interface PeriodContext {
  /** The first day of which something is known. */
  readonly first: BusinessDate;
  readonly today: BusinessDate;
  /** First day of the fiscal year as `MM-01`. */
  readonly fiscalStart: string;
}

/** From the first day of which something is known to today. */
const allTime = ({ first, today }: PeriodContext): NamedPeriod => ({
  id: "all",
  kind: "all",
  name: "All time",
  from: earlierOf(first, today),
  until: today,
});

/** Kinds of periods that follow each other without a gap. */
export type PeriodUnit = Extract<PeriodKind, "month" | "quarter" | "year">;

const unitOf: Readonly<Record<PeriodUnit, (date: BusinessDate, fiscalStart: string) => NamedPeriod>> = {
  month: monthOf,
  quarter: fiscalQuarterOf,
  year: fiscalYearOf,
};

/** The months, quarters or years that have days in a period, earliest first; the first and the last may reach beyond it. */
export function periodsIn(period: Period, unit: PeriodUnit, fiscalStart: string): NamedPeriod[] {
  const found: NamedPeriod[] = [];
  for (let from = period.from; from <= period.until; ) {
    const next = unitOf[unit](from, fiscalStart);
    found.push(next);
    from = addDays(next.until, 1);
  }
  return found;
}

/** How many fiscal years back periods are offered, this one included: a mistyped date shall not make thousands of them. */
const yearsOffered = { year: 20, quarter: 5, month: 2 } as const;

/**
 * The periods that a site offers: all time, the last 365 days, then years, quarters and months, the latest first. Quarters reach back
 * five fiscal years, months two.
 */
export function offeredPeriods(context: PeriodContext): NamedPeriod[] {
  const { today, fiscalStart } = context;
  const all = allTime(context);
  const year = fiscalYearNumber(today, fiscalStart);
  const units = (["year", "quarter", "month"] as const).flatMap((unit) => {
    const from = laterOf(all.from, fiscalYear(year - yearsOffered[unit] + 1, fiscalStart).from);
    return periodsIn({ from, until: today }, unit, fiscalStart).toReversed();
  });
  return [all, lastDays(today, 365), ...units];
}

/** The period that an id names; `undefined` where it names none. */
export function periodById(id: string, context: PeriodContext): NamedPeriod | undefined {
  if (id === "all") return allTime(context);
  const [, days] = /^last-([1-9]\d{0,4})-days$/.exec(id) ?? [];
  if (days !== undefined) return lastDays(context.today, Number(days));
  const [, calendarYear, calendarMonth] = /^([1-9]\d{3})-(0[1-9]|1[0-2])$/.exec(id) ?? [];
  if (calendarYear !== undefined) return month(day(Number(calendarYear), Number(calendarMonth)));
  const [, year, quarter] = /^fy([1-9]\d{3})(?:-q([1-4]))?$/.exec(id) ?? [];
  if (year === undefined) return undefined;
  return quarter === undefined
    ? fiscalYear(Number(year), context.fiscalStart)
    : fiscalQuarter(Number(year), Number(quarter), context.fiscalStart);
}
