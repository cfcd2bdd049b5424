// By hand: a deal has dates by the dozen, and Temporal takes fifty times as long to read one or to add to it.

/** Year, month and day of a date in the calendar that goes on for ever (ISO 8601). */
export interface DateParts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const zero = "0".charCodeAt(0);

const twoDigits = (text: string, at: number): number => (text.charCodeAt(at) - zero) * 10 + text.charCodeAt(at + 1) - zero;

/** Takes `YYYY-MM-DD` apart, whether there is such a day or not. */
export const partsOf = (date: string): DateParts => ({
  year: twoDigits(date, 0) * 100 + twoDigits(date, 2),
  month: twoDigits(date, 5),
  day: twoDigits(date, 8),
});

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

/** How many days a month has. */
export const daysInMonth = ({ year, month }: DateParts): number =>
  month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;

// Years are taken to begin in March, so that a leap day is the last of its year. From there on, months of 31 and 30 days
// take turns in fives: 153 days. The calendar repeats itself every 400 years.
const cycleYears = 400;
const cycleDays = 146_097;
const daysBefore = (monthFromMarch: number): number => Math.floor((153 * monthFromMarch + 2) / 5);
const daysBeforeYear = (yearOfCycle: number): number => yearOfCycle * 365 + Math.floor(yearOfCycle / 4) - Math.floor(yearOfCycle / 100);
/** Days from 1 March of the year 0 to 1 January 1970. */
const epoch = 719_468;

/** Days from 1 January 1970 to a day `YYYY-MM-DD`; negative for earlier ones. */
export function dayNumber(date: string): number {
  const { year, month, day } = partsOf(date);
  const marchYear = month > 2 ? year : year - 1;
  const cycle = Math.floor(marchYear / cycleYears);
  return cycle * cycleDays + daysBeforeYear(marchYear - cycle * cycleYears) + daysBefore((month + 9) % 12) + day - 1 - epoch;
}

/** The year of a cycle that its day is in. */
function yearOfCycle(day: number): number {
  // Out by one at most, after a leap day that came earlier or later than one in 365.2425 days.
  const guess = Math.min(cycleYears - 1, Math.floor(day / 365.2425));
  if (daysBeforeYear(guess) > day) return guess - 1;
  return guess + 1 < cycleYears && daysBeforeYear(guess + 1) <= day ? guess + 1 : guess;
}

const padded = (number: number, digits: number): string => String(number).padStart(digits, "0");

const first = -719_528;
const last = 2_932_896;

/** The day as `YYYY-MM-DD` that is so many days after 1 January 1970; beyond the years 0 to 9999, the nearest that can be written so. */
export function dateOfDayNumber(number: number): string {
  const days = Math.min(Math.max(number, first), last) + epoch;
  const cycle = Math.floor(days / cycleDays);
  const dayOfCycle = days - cycle * cycleDays;
  const marchYear = yearOfCycle(dayOfCycle);
  const dayOfYear = dayOfCycle - daysBeforeYear(marchYear);
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = ((monthFromMarch + 2) % 12) + 1;
  const year = cycle * cycleYears + marchYear + (month > 2 ? 0 : 1);
  return `${padded(year, 4)}-${padded(month, 2)}-${padded(dayOfYear - daysBefore(monthFromMarch) + 1, 2)}`;
}
