import ical, { ICalEventBusyStatus, ICalEventTransparency } from "ical-generator";
import { Temporal } from "temporal-polyfill";
import type { Calendar, CalendarEntry } from "../../core/export/calendar-entries.ts";
import { cleanText } from "./clean-text.ts";

// The world's calendars tell entries apart by this, wherever they come from.
const identityOf = (uid: string): string => `${uid}@dealbook`;

const eventOf = ({ uid, day, title, description, category, stamp, url }: CalendarEntry) => ({
  id: identityOf(uid),
  start: Temporal.PlainDate.from(day),
  allDay: true,
  stamp: Temporal.Instant.fromEpochMilliseconds(stamp),
  summary: cleanText(title),
  description: cleanText(description),
  categories: [{ name: category }],
  // A day's reminder takes nobody's time.
  transparency: ICalEventTransparency.TRANSPARENT,
  busystatus: ICalEventBusyStatus.FREE,
  ...(url !== undefined && { url }),
});

/** A calendar as iCalendar (RFC 5545). */
export function calendarText({ name, entries }: Calendar): string {
  const calendar = ical({
    name: cleanText(name),
    prodId: { company: "Dealbook", product: "Dealbook", language: "EN" },
    events: entries.map(eventOf),
  });
  // The library leaves the last line open, and strict readers refuse that.
  return `${calendar.toString()}\r\n`;
}
