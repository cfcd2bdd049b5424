import { Temporal } from "temporal-polyfill";

/** A stretch of time in which a zone's clock is as far ahead of UTC; the end is not part of it. In milliseconds, since 1970. */
interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly offset: number;
}

function stretchAt(instant: number, timeZone: string): Stretch {
  const at = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone);
  const start = at.add({ nanoseconds: 1 }).getTimeZoneTransition("previous")?.epochMilliseconds ?? Number.NEGATIVE_INFINITY;
  const end = at.getTimeZoneTransition("next")?.epochMilliseconds ?? Number.POSITIVE_INFINITY;
  return { start, end, offset: at.offsetNanoseconds / 1e6 };
}

// A company has one zone, and most of its instants are of a few years, two stretches each. Temporal takes long to find one.
const known = new Map<string, Stretch[]>();

/** How far the clock of an IANA time zone is ahead of UTC at an instant, in milliseconds; negative where it is behind. */
export function offsetAt(instant: number, timeZone: string): number {
  const stretches = known.get(timeZone) ?? [];
  const found = stretches.find(({ start, end }) => start <= instant && instant < end);
  if (found) return found.offset;
  const stretch = stretchAt(instant, timeZone);
  known.set(timeZone, [...stretches, stretch]);
  return stretch.offset;
}
