import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import {
  addDays,
  type BusinessDate,
  dateInZone,
  daysBetween,
  isTimeZone,
  parseBusinessDate,
} from "../../../src/core/calendar/business-date.ts";

const dayLength = 86_400_000;
const isoDay = (days: number): BusinessDate => new Date(days * dayLength).toISOString().slice(0, 10) as BusinessDate;
// 1900 to 2200: every rule for leap years, the century's too.
const dayNumber = fc.integer({ min: -25_567, max: 84_006 });

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

  test("are IANA's", () => {
    expect(["Europe/Berlin", "UTC", "Berlin", "", "Mars/Base"].map(isTimeZone)).toEqual([true, true, false, false, false]);
  });
});
