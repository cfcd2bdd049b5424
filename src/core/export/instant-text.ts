import { dateOfDayNumber } from "../calendar/day-number.ts";
import { offsetAt } from "../calendar/zone-offset.ts";

const secondsOfDay = 86_400;

const two = (number: number): string => String(number).padStart(2, "0");

/** A zone's offset in milliseconds as `+01:00`. */
function offsetText(offset: number): string {
  const minutes = Math.round(Math.abs(offset) / 60_000);
  return `${offset < 0 ? "-" : "+"}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** An instant in milliseconds since 1970 as ISO 8601 to the second, with its offset in a zone: `2026-11-21T10:00:00+01:00`. */
export function instantText(milliseconds: number, zone: string): string {
  const offset = offsetAt(milliseconds, zone);
  const seconds = Math.floor((milliseconds + offset) / 1000);
  const day = Math.floor(seconds / secondsOfDay);
  const rest = seconds - day * secondsOfDay;
  const clock = [Math.floor(rest / 3600), Math.floor(rest / 60) % 60, rest % 60].map(two).join(":");
  return `${dateOfDayNumber(day)}T${clock}${offsetText(offset)}`;
}
