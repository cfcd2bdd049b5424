import type { BusinessDate } from "../../core/calendar/business-date.ts";
import { formatMoney, type Money } from "../../core/money/money.ts";

/** Prints values for the readers of one locale. */
export interface Format {
  readonly money: (amount: Money) => string;
  /** Sums in several currencies; a zero where there are none. */
  readonly sums: (amounts: readonly Money[]) => string;
  readonly date: (date: BusinessDate) => string;
  /** The day of an instant, in milliseconds since 1970. */
  readonly instant: (milliseconds: number) => string;
  /** A month and year, such as `Nov 26`. */
  readonly month: (milliseconds: number) => string;
  /** The month of a day in full, such as `November 2026`. */
  readonly fullMonth: (date: BusinessDate) => string;
  /** The month of a day without its year, such as `Nov`. */
  readonly shortMonth: (date: BusinessDate) => string;
  readonly percent: (share: number) => string;
  /** Without decimals, for charts. */
  readonly wholePercent: (share: number) => string;
  readonly number: (value: number) => string;
  /** For the axes of charts: `1.2M`. */
  readonly short: (value: number) => string;
}

/** Formats for a locale; `currency` is that of sums over nothing. */
export function formatFor(locale: string, currency: string): Format {
  const dates = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
  const months = new Intl.DateTimeFormat(locale, { month: "short", year: "2-digit", timeZone: "UTC" });
  const fullMonths = new Intl.DateTimeFormat(locale, { month: "long", year: "numeric", timeZone: "UTC" });
  const shortMonths = new Intl.DateTimeFormat(locale, { month: "short", timeZone: "UTC" });
  const percents = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 });
  const wholePercents = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 });
  const numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const short = new Intl.NumberFormat(locale, { notation: "compact", maximumFractionDigits: 1 });
  const money = (amount: Money): string => formatMoney(amount, locale);
  return {
    money,
    sums: (amounts) => (amounts.length === 0 ? money({ minor: 0, currency }) : amounts.map(money).join(" + ")),
    date: (date) => dates.format(Date.parse(date)),
    instant: (milliseconds) => dates.format(milliseconds),
    month: (milliseconds) => months.format(milliseconds),
    fullMonth: (date) => fullMonths.format(Date.parse(date)),
    shortMonth: (date) => shortMonths.format(Date.parse(date)),
    percent: (share) => percents.format(share),
    wholePercent: (share) => wholePercents.format(share),
    number: (value) => numbers.format(value),
    short: (value) => short.format(value),
  };
}

/** `1 day`, `3 days`; the plural is the word with an s unless it is given. */
export const counted = (count: number, word: string, plural = `${word}s`): string => `${count} ${count === 1 ? word : plural}`;
