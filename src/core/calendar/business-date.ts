import { Temporal } from "temporal-polyfill";

/** A calendar day as `YYYY-MM-DD`, without a time or a zone. Later dates compare greater as text. */
export type BusinessDate = string & { readonly __brand: "BusinessDate" };

const shape = /^\d{4}-\d{2}-\d{2}$/;

/** Reads `YYYY-MM-DD`; `undefined` where it is not such a text or not a day of the calendar. */
export function parseBusinessDate(text: string): BusinessDate | undefined {
  if (!shape.test(text)) return undefined;
  try {
    Temporal.PlainDate.from(text, { overflow: "reject" });
    return text as BusinessDate;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Whole days from `from` to `to`; negative where `to` is the earlier one. */
export function daysBetween(from: BusinessDate, to: BusinessDate): number {
  return Temporal.PlainDate.from(from).until(to, { largestUnit: "days" }).days;
}

/** The day `days` after `date` (before it, where negative). */
export function addDays(date: BusinessDate, days: number): BusinessDate {
  return Temporal.PlainDate.from(date).add({ days }).toString() as BusinessDate;
}

/** The earlier of two days. */
export function earlierOf(a: BusinessDate, b: BusinessDate): BusinessDate {
  if (a < b) return a;
  return b;
}

/** The later of two days. */
export const laterOf = (a: BusinessDate, b: BusinessDate): BusinessDate => (earlierOf(a, b) === a ? b : a);

/** The day that it is at the instant `epochMilliseconds` in an IANA time zone. */
export function dateInZone(epochMilliseconds: number, timeZone: string): BusinessDate {
  return Temporal.Instant.fromEpochMilliseconds(epochMilliseconds).toZonedDateTimeISO(timeZone).toPlainDate().toString() as BusinessDate;
}

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
export const endOfDay = (date: BusinessDate, timeZone: string): number =>
  Temporal.PlainDate.from(date).add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds;

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
