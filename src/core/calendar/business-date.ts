import { Temporal } from "temporal-polyfill";
import { dateOfDayNumber, dayNumber } from "./day-number.ts";
import { offsetAt } from "./zone-offset.ts";

/** A calendar day as `YYYY-MM-DD`, without a time or a zone. Later dates compare greater as text. */
export type BusinessDate = string & { readonly __brand: "BusinessDate" };

const shape = /^\d{4}-\d{2}-\d{2}$/;

/** Reads `YYYY-MM-DD`; `undefined` where it is not such a text or not a day of the calendar. */
export function parseBusinessDate(text: string): BusinessDate | undefined {
  if (!shape.test(text)) return undefined;
  const number = dayNumber(text);
  // 30 February is read as 2 March.
  return Number.isNaN(number) || dateOfDayNumber(number) !== text ? undefined : (text as BusinessDate);
}

/** Whole days from `from` to `to`; negative where `to` is the earlier one. */
export const daysBetween = (from: BusinessDate, to: BusinessDate): number => dayNumber(to) - dayNumber(from);

/** The day `days` after `date` (before it, where negative). */
export const addDays = (date: BusinessDate, days: number): BusinessDate => dateOfDayNumber(dayNumber(date) + days) as BusinessDate;

/** The earlier of two days. */
export function earlierOf(a: BusinessDate, b: BusinessDate): BusinessDate {
  if (a < b) return a;
  return b;
}

/** The later of two days. */
export const laterOf = (a: BusinessDate, b: BusinessDate): BusinessDate => (earlierOf(a, b) === a ? b : a);

const dayLength = 86_400_000;

/** The day that it is at the instant `epochMilliseconds` in an IANA time zone. */
export const dateInZone = (epochMilliseconds: number, timeZone: string): BusinessDate =>
  dateOfDayNumber(Math.floor((epochMilliseconds + offsetAt(epochMilliseconds, timeZone)) / dayLength)) as BusinessDate;

// The days of a few years, asked for again and again.
const ends = new Map<string, number>();

/** The instant that an ISO 8601 text with an offset names, in milliseconds since 1970; `undefined` where it names none. */
export function parseInstant(text: string): number | undefined {
  try {
    return Temporal.Instant.from(text).epochMilliseconds;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** An instant as ISO 8601 text, in UTC. */
export const instantText = (epochMilliseconds: number): string => Temporal.Instant.fromEpochMilliseconds(epochMilliseconds).toString();

/** The instant at which a day is over in an IANA time zone, in milliseconds since 1970. */
export function endOfDay(date: BusinessDate, timeZone: string): number {
  const key = `${date} ${timeZone}`;
  const known = ends.get(key);
  if (known !== undefined) return known;
  const end = Temporal.PlainDate.from(date).add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds;
  ends.set(key, end);
  return end;
}

/** The day in full for readers of a BCP 47 locale: `21 de noviembre de 2026`. */
export const formatDay = (date: BusinessDate, locale: string): string =>
  Temporal.PlainDate.from(date).toLocaleString(locale, { dateStyle: "long" });

/** True for an IANA time zone that this machine knows. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
