import { daysBetween } from "../calendar/business-date.ts";
import { always, daysIn, overlapOf, type Period, periodsIn } from "../calendar/period.ts";
import { fractionOf, type Money } from "../money/money.ts";
import { inBaseCurrency, type Rates } from "../money/rates.ts";
import type { People, Person, Quota } from "../people/people.ts";

/** What quotas are measured in: money that was won, or qualified opportunities that were created. */
export type QuotaMeasure = "revenue" | "qualified";

/** Somebody's own quota, or that of their role; `undefined` where there is none. */
export const quotaOf = ({ roles }: People, person: Person): Quota | undefined => person.quota ?? roles[person.role]?.quota;

/** What a quota is measured in. */
export const measureOf = (quota: Quota): QuotaMeasure => ("amount" in quota ? "revenue" : "qualified");

/** The days of a period on which somebody is in their role; `undefined` where there are none. */
export const tenureIn = ({ from, until }: Person, period: Period): Period | undefined =>
  overlapOf(period, { from: from ?? always.from, until: until ?? always.until });

/** What tells how much of a quota falls on which day. */
export interface QuotaTerms {
  readonly rates: Rates;
  /** First day of the fiscal year as `MM-01`. */
  readonly fiscalStart: string;
}

/** What falls on the part of a month, quarter or year. Counted from its beginning, so that its parts add up to the whole, to the cent. */
function moneyOf(part: Period, unit: Period, whole: Money): number {
  const through = (days: number): number => fractionOf(whole, days, daysIn(unit)).minor;
  return through(daysBetween(unit.from, part.until) + 1) - through(daysBetween(unit.from, part.from));
}

/** What falls on the part of one unit; `undefined` where no rate converts it on the unit's first day. */
function shareOfUnit(quota: Quota, { unit, part }: { readonly unit: Period; readonly part: Period }, rates: Rates): number | undefined {
  if ("qualified" in quota) return (quota.qualified * daysIn(part)) / daysIn(unit);
  const whole = inBaseCurrency(quota.amount, unit.from, rates);
  return whole && moneyOf(part, unit, whole);
}

/**
 * What a quota comes to on the days of a period: each month, fiscal quarter or fiscal year counts by the share of its calendar days
 * that are in the period. For money in the smallest unit of the base currency, at the rate of the unit's first day; for
 * opportunities a number that may have a fraction. `undefined` where a rate is missing.
 */
export function quotaIn(quota: Quota, period: Period, { rates, fiscalStart }: QuotaTerms): number | undefined {
  let sum = 0;
  for (const unit of periodsIn(period, quota.per, fiscalStart)) {
    const part = overlapOf(unit, period);
    const share = part ? shareOfUnit(quota, { unit, part }, rates) : 0;
    if (share === undefined) return undefined;
    sum += share;
  }
  return sum;
}
