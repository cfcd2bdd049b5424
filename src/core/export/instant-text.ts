import { clockText } from "../calendar/day-number.ts";
import { offsetAt } from "../calendar/zone-offset.ts";

/** An instant in milliseconds since 1970 as ISO 8601 to the second, with its offset in a zone: `2026-11-21T10:00:00+01:00`. */
export function instantText(milliseconds: number, zone: string): string {
  const offset = offsetAt(milliseconds, zone);
  return `${clockText(milliseconds + offset)}${offset < 0 ? "-" : "+"}${clockText(Math.abs(offset)).slice(11, 16)}`;
}
