import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import {
  addDays,
  type BusinessDate,
  dateInZone,
  daysBetween,
  endOfDay,
  isTimeZone,
  parseBusinessDate,
} from "../../../src/core/calendar/business-date.ts";
import { offsetAt } from "../../../src/core/calendar/zone-offset.ts";
import { instantText } from "../../../src/core/export/instant-text.ts";

const dayLength = 86_400_000;
const isoDay = (days: number): BusinessDate => new Date(days * dayLength).toISOString().slice(0, 10) as BusinessDate;
// 1900 to 2200: every rule for leap years, the century's too.
const dayNumber = fc.integer({ min: -25_567, max: 84_006 });
const anyDate = fc.integer({ min: -719_528, max: 2_932_896 }).map((days) => Temporal.PlainDate.from("1970-01-01").add({ days }));

function isDay(text: string): boolean {
  try {
    return Temporal.PlainDate.from(text, { overflow: "reject" }).toString() === text;
  } catch {
    return false;
  }
}

describe("days", () => {
  test("are counted as the calendar counts them", () => {
    fc.assert(
      fc.property(dayNumber, dayNumber, (a, b) => {
        expect(daysBetween(isoDay(a), isoDay(b))).toBe(b - a);
        expect(addDays(isoDay(a), b - a)).toBe(isoDay(b));
      }),
    );
  });

  test("are Temporal's, from the year 0 to the year 9999", () => {
    fc.assert(
      fc.property(anyDate, anyDate, (a, b) => {
        const days = a.until(b, { largestUnit: "days" }).days;
        expect(daysBetween(String(a) as BusinessDate, String(b) as BusinessDate)).toBe(days);
        expect(addDays(String(a) as BusinessDate, days)).toBe(String(b));
      }),
      { numRuns: 1000, examples: [[Temporal.PlainDate.from("0000-01-01"), Temporal.PlainDate.from("9999-12-31")]] },
    );
  });

  test("addDays takes daysBetween back, and later days compare greater", () => {
    fc.assert(
      fc.property(dayNumber, fc.integer({ min: -2000, max: 2000 }), (day, days) => {
        const from = isoDay(day);
        const to = addDays(from, days);
        expect(daysBetween(from, to)).toBe(days);
        expect(Math.sign(days)).toBe(to > from ? 1 : to < from ? -1 : 0);
      }),
    );
  });

  test.each([
    ["2024-02-28", 1, "2024-02-29"],
    ["2023-02-28", 1, "2023-03-01"],
    ["2000-02-28", 1, "2000-02-29"],
    ["2100-02-28", 1, "2100-03-01"],
    ["2026-12-31", 1, "2027-01-01"],
    ["2026-01-01", -1, "2025-12-31"],
  ])("%s and %i days is %s", (from, days, to) => {
    expect(addDays(from as BusinessDate, days)).toBe(to);
  });
});

describe("texts", () => {
  test("every day of the calendar is read as it stands", () => {
    fc.assert(fc.property(dayNumber, (day) => parseBusinessDate(isoDay(day)) === isoDay(day)));
  });

  test("four, two and two digits are a day where Temporal says so", () => {
    const padded = (max: number, digits: number) => fc.integer({ min: 0, max }).map((number) => String(number).padStart(digits, "0"));
    fc.assert(
      fc.property(fc.tuple(padded(9999, 4), padded(14, 2), padded(33, 2)), (parts) => {
        const text = parts.join("-");
        expect(parseBusinessDate(text) !== undefined).toBe(isDay(text));
      }),
      { numRuns: 1000 },
    );
  });

  test.each([
    "2026-02-29",
    "2026-13-01",
    "2026-00-10",
    "2026-1-1",
    "26-01-01",
    "2026-01-01T00:00",
    "2026/01/01",
    " 2026-01-01",
    "2026-01-01\n",
    "+002026-01-01",
    "١٢٣٤-01-01",
    "",
  ])("%j is no day", (text) => {
    expect(parseBusinessDate(text)).toBeUndefined();
  });
});

describe("zones", () => {
  test.each([
    ["2026-11-20T23:30:00Z", "Europe/Berlin", "2026-11-21"],
    ["2026-11-20T23:30:00Z", "UTC", "2026-11-20"],
    ["2026-11-20T02:00:00Z", "America/New_York", "2026-11-19"],
    ["2026-03-29T00:59:59Z", "Europe/Berlin", "2026-03-29"],
    ["2026-11-20T10:00:00Z", "Pacific/Kiritimati", "2026-11-21"],
  ])("%s in %s is %s", (instant, zone, day) => {
    expect(dateInZone(Date.parse(instant), zone)).toBe(day);
  });

  const zone = fc.constantFrom(
    "Europe/Berlin",
    "UTC",
    "America/New_York",
    "Asia/Kathmandu",
    "Asia/Tokyo",
    "Pacific/Apia",
    "Africa/Casablanca",
  );
  // 1970 to 2100, in the order in which they come: what is remembered of one serves the next.
  const instants = fc.array(fc.integer({ min: 0, max: 4_102_444_800_000 }), { maxLength: 20 });

  test("have the days, instants and ends of days that Temporal says", () => {
    fc.assert(
      fc.property(zone, instants, (timeZone, all) => {
        for (const instant of all) {
          const exact = Temporal.Instant.fromEpochMilliseconds(instant);
          const date = exact.toZonedDateTimeISO(timeZone).toPlainDate();
          expect(dateInZone(instant, timeZone)).toBe(date.toString());
          expect(instantText(instant, timeZone)).toBe(exact.toString({ timeZone, smallestUnit: "second" }));
          expect(endOfDay(dateInZone(instant, timeZone), timeZone)).toBe(date.add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds);
        }
      }),
    );
  });

  test("change at an instant, which belongs to what follows", () => {
    const change = Date.parse("2026-03-29T01:00:00Z");
    expect([change - 1, change, change - 1, change + 1].map((instant) => offsetAt(instant, "Europe/Berlin") / 3_600_000)).toEqual([
      1, 2, 1, 2,
    ]);
  });

  test("an instant that no date of four digits can say is the last that can", () => {
    expect([dateInZone(8.64e15, "UTC"), dateInZone(-8.64e15, "UTC")]).toEqual(["9999-12-31", "0000-01-01"]);
  });

  test("are IANA's", () => {
    expect(["Europe/Berlin", "UTC", "Berlin", "", "Mars/Base"].map(isTimeZone)).toEqual([true, true, false, false, false]);
  });
});
