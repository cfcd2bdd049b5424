import { Temporal } from "temporal-polyfill";

/** A calendar day as `YYYY-MM-DD`, without a time or a zone. Later dates compare greater as text. */
export type BusinessDate = string & { readonly __brand: "BusinessDate" };

const shape = /^\d{4}-\d{2}-\d{2}$/;

interface Parts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

// By hand, and without slices: every deal has dates by the dozen, and Temporal takes fifty times as long to read one.
const twoDigits = (text: string, at: number): number => text.charCodeAt(at) * 10 + text.charCodeAt(at + 1) - 528;

const partsOf = (date: string): Parts => ({
  year: twoDigits(date, 0) * 100 + twoDigits(date, 2),
  month: twoDigits(date, 5),
  day: twoDigits(date, 8),
});

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

const daysIn = ({ year, month }: Parts): number => (month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31);

/** Reads `YYYY-MM-DD`; `undefined` where it is not such a text or not a day of the calendar. */
export function parseBusinessDate(text: string): BusinessDate | undefined {
  if (!shape.test(text)) return undefined;
  const parts = partsOf(text);
  const isDay = parts.month >= 1 && parts.month <= 12 && parts.day >= 1 && parts.day <= daysIn(parts);
  return isDay ? (text as BusinessDate) : undefined;
}

/** Days since 1 March of the year 0. Years begin in March here, so that a leap day is the last of its year. */
function dayNumber(date: BusinessDate): number {
  const { year, month, day } = partsOf(date);
  const marchYear = month > 2 ? year : year - 1;
  const leapDays = Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
  // From March on, months of 31 and 30 days take turns in fives: 153 days, whose sums this line gives rounded.
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  return marchYear * 365 + leapDays + dayOfYear;
}

/** Whole days from `from` to `to`; negative where `to` is the earlier one. */
export const daysBetween = (from: BusinessDate, to: BusinessDate): number => dayNumber(to) - dayNumber(from);

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
