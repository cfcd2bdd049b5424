import { Temporal } from "temporal-polyfill";
import { type BusinessDate, parseBusinessDate } from "../calendar/business-date.ts";

/** A month of the calendar as `YYYY-MM`. Later months compare greater as text. */
export type Month = string & { readonly __brand: "Month" };

/** Reads `YYYY-MM`; `undefined` where it is no month. */
export const parseMonth = (text: string): Month | undefined => (parseBusinessDate(`${text}-01`) ? (text as Month) : undefined);

/** The month of a day. */
export const monthOf = (date: BusinessDate): Month => date.slice(0, 7) as Month;

/** The month and those after it, so many together. */
export const monthsFrom = (month: Month, count: number): Month[] =>
  Array.from({ length: count }, (_, index) => Temporal.PlainYearMonth.from(month).add({ months: index }).toString() as Month);

/** The last day of a month. */
export const endOfMonth = (month: Month): BusinessDate => {
  const { daysInMonth } = Temporal.PlainYearMonth.from(month);
  return `${month}-${daysInMonth}` as BusinessDate;
};

/** The month in words for readers of a BCP 47 locale: `November 2026`. */
export const formatMonth = (month: Month, locale: string): string =>
  Temporal.PlainDate.from(`${month}-01`).toLocaleString(locale, { month: "long", year: "numeric" });
