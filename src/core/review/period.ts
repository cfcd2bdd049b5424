import { addDays, type BusinessDate, endOfDay } from "../calendar/business-date.ts";

/** Days from the first to the last, both included. */
export interface Period {
  readonly since: BusinessDate;
  readonly until: BusinessDate;
}

/** The day before a period begins: the board that it starts from is the one at this day's end. */
export const dayBefore = ({ since }: Period): BusinessDate => addDays(since, -1);

/** The instants, in milliseconds since 1970, at which a period begins and ends in a time zone; the end is not part of it. */
export const instantsOf = (period: Period, zone: string): { readonly from: number; readonly to: number } => ({
  from: endOfDay(dayBefore(period), zone),
  to: endOfDay(period.until, zone),
});
