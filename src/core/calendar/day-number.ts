// The platform counts days here, not its clock: a day of UTC is as long as every other, and Temporal takes fifty times as long.

const dayLength = 86_400_000;

/** What a clock shows (`2026-11-21T10:00:00`), as milliseconds since 1970 on that clock; `NaN` for what is no date. */
export const readClock = (text: string): number => Date.parse(`${text}Z`);

/** What a clock shows so many milliseconds after it showed the beginning of 1970: `2026-11-21T10:00:00`. */
export const clockText = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(0, 19);

/** Days from 1 January 1970 to a day `YYYY-MM-DD`; negative for earlier ones, `NaN` for what is no date. */
export const dayNumber = (date: string): number => readClock(`${date}T00:00:00`) / dayLength;

const first = dayNumber("0000-01-01");
const last = dayNumber("9999-12-31");

/** The day as `YYYY-MM-DD` that is so many days after 1 January 1970; beyond the years 0 to 9999, the nearest that can be written so. */
export const dateOfDayNumber = (number: number): string => clockText(Math.min(Math.max(number, first), last) * dayLength).slice(0, 10);
