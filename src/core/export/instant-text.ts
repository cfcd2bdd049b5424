import { Temporal } from "temporal-polyfill";

/** An instant in milliseconds since 1970 as ISO 8601 to the second, with its offset in a zone: `2026-11-21T10:00:00+01:00`. */
export const instantText = (milliseconds: number, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(milliseconds).toString({ timeZone: zone, smallestUnit: "second" });
