import { Refusal } from "../app/refusal.ts";
import { type BusinessDate, dateInZone, parseBusinessDate } from "../core/calendar/business-date.ts";

/** Today in a time zone, or the day that the site is made for. */
export function todayIn(timeZone: string): BusinessDate {
  const given = process.env.DEALBOOK_TODAY;
  if (given === undefined || given === "") return dateInZone(Date.now(), timeZone);
  const today = parseBusinessDate(given);
  if (!today) throw new Refusal(`DEALBOOK_TODAY is "${given}", which is not a date.`, "Write it as YYYY-MM-DD.");
  return today;
}
