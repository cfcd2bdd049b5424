import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, type BusinessDate, daysBetween } from "../../../src/core/calendar/business-date.ts";
import {
  always,
  daysIn,
  fiscalQuarterOf,
  fiscalYearOf,
  instantsOf,
  isIn,
  lastDays,
  monthOf,
  offeredPeriods,
  overlapOf,
  periodById,
  periodsIn,
} from "../../../src/core/calendar/period.ts";

const day = (date: string) => date as BusinessDate;
const period = (from: string, until: string) => ({ from: day(from), until: day(until) });
const context = { first: day("2025-05-20"), today: day("2026-11-21"), fiscalStart: "01-01" };

test.each([
  ["2026-11-21", "01-01", { id: "fy2026", name: "2026", from: "2026-01-01", until: "2026-12-31" }],
  ["2026-06-30", "07-01", { id: "fy2026", name: "FY 2026", from: "2025-07-01", until: "2026-06-30" }],
  ["2026-07-01", "07-01", { id: "fy2027", name: "FY 2027", from: "2026-07-01", until: "2027-06-30" }],
  ["2024-02-29", "03-01", { id: "fy2024", name: "FY 2024", from: "2023-03-01", until: "2024-02-29" }],
  ["2026-12-01", "12-01", { id: "fy2027", name: "FY 2027", from: "2026-12-01", until: "2027-11-30" }],
])("%s is in the year that begins on %s", (date, start, expected) => {
  expect(fiscalYearOf(day(date), start)).toEqual({ kind: "year", ...expected });
});

test.each([
  ["2026-11-21", "01-01", { id: "fy2026-q4", name: "Q4 2026", from: "2026-10-01", until: "2026-12-31" }],
  ["2026-11-21", "07-01", { id: "fy2027-q2", name: "Q2 FY 2027", from: "2026-10-01", until: "2026-12-31" }],
  ["2026-01-31", "02-01", { id: "fy2026-q4", name: "Q4 FY 2026", from: "2025-11-01", until: "2026-01-31" }],
  ["2026-02-01", "02-01", { id: "fy2027-q1", name: "Q1 FY 2027", from: "2026-02-01", until: "2026-04-30" }],
])("%s is in the quarter of the year that begins on %s", (date, start, expected) => {
  expect(fiscalQuarterOf(day(date), start)).toEqual({ kind: "quarter", ...expected });
});

test("a month ends on its last day, the last days end today", () => {
  expect(monthOf(day("2024-02-10"))).toEqual({
    id: "2024-02",
    kind: "month",
    name: "February 2024",
    ...period("2024-02-01", "2024-02-29"),
  });
  expect(lastDays(day("2026-11-21"), 365)).toMatchObject({
    id: "last-365-days",
    name: "Last 365 days",
    ...period("2025-11-22", "2026-11-21"),
  });
  expect(daysIn(lastDays(day("2024-03-01"), 365))).toBe(365);
});

test("both ends are part of a period", () => {
  const november = monthOf(day("2026-11-21"));
  expect(["2026-10-31", "2026-11-01", "2026-11-30", "2026-12-01"].map((date) => isIn(day(date), november))).toEqual([
    false,
    true,
    true,
    false,
  ]);
  expect(daysIn(november)).toBe(30);
  expect(isIn(day("1970-01-01"), always)).toBe(true);
});

test("periods share the days that are in both", () => {
  const year = fiscalYearOf(day("2026-01-01"), "01-01");
  expect(overlapOf(year, period("2025-11-01", "2026-01-01"))).toEqual(period("2026-01-01", "2026-01-01"));
  expect(overlapOf(year, period("2025-11-01", "2025-12-31"))).toBeUndefined();
});

test("a period begins and ends at midnight of its zone, on days of 23 hours, too", () => {
  const { start, end } = instantsOf(period("2026-03-29", "2026-03-29"), "Europe/Berlin");
  expect([new Date(start).toISOString(), new Date(end).toISOString()]).toEqual(["2026-03-28T23:00:00.000Z", "2026-03-29T22:00:00.000Z"]);
});

test("the periods offered reach from the first day known to today, the latest first", () => {
  const offered = offeredPeriods(context);
  expect(offered.map(({ id }) => id).slice(0, 13)).toEqual([
    "all",
    "last-365-days",
    "fy2026",
    "fy2025",
    "fy2026-q4",
    "fy2026-q3",
    "fy2026-q2",
    "fy2026-q1",
    "fy2025-q4",
    "fy2025-q3",
    "fy2025-q2",
    "2026-11",
    "2026-10",
  ]);
  expect(offered[0]).toMatchObject(period("2025-05-20", "2026-11-21"));
  expect(offered.at(-1)).toMatchObject({ id: "2025-05", name: "May 2025" });
  expect(offeredPeriods({ ...context, first: context.today }).map(({ id }) => id)).toEqual([
    "all",
    "last-365-days",
    "fy2026",
    "fy2026-q4",
    "2026-11",
  ]);
});

test("a mistyped date makes no thousands of periods", () => {
  const offered = offeredPeriods({ ...context, first: day("0206-05-20") });
  expect(offered.length).toBe(2 + 20 + 20 + 23);
  expect(offered[0]).toMatchObject(period("0206-05-20", "2026-11-21"));
});

test("every period that is offered is found by its id, and nothing else is", () => {
  for (const fiscalStart of ["01-01", "04-01", "11-01"]) {
    const own = { ...context, fiscalStart };
    for (const offered of offeredPeriods(own)) expect(periodById(offered.id, own)).toEqual(offered);
  }
  expect(periodById("last-30-days", context)).toMatchObject(period("2026-10-23", "2026-11-21"));
  for (const id of ["", "2026", "2026-13", "fy2026-q5", "fy26", "last-0-days", "last-week", "0000-01", "ALL"]) {
    expect(periodById(id, context)).toBeUndefined();
  }
});

test("months, quarters and years follow each other without a gap, whenever the year begins", () => {
  const dates = fc.integer({ min: 0, max: 20_000 }).map((days) => addDays(day("1990-01-01"), days));
  const start = fc.integer({ min: 1, max: 12 }).map((each) => `${String(each).padStart(2, "0")}-01`);
  fc.assert(
    fc.property(dates, fc.integer({ min: 0, max: 800 }), start, (from, days, fiscalStart) => {
      const until = addDays(from, days);
      for (const unit of ["month", "quarter", "year"] as const) {
        const units = periodsIn({ from, until }, unit, fiscalStart);
        expect((units[0]?.from ?? "~") <= from && (units.at(-1)?.until ?? "") >= until).toBe(true);
        for (const [index, each] of units.entries()) {
          const next = units[index + 1];
          if (next) expect(daysBetween(each.until, next.from)).toBe(1);
        }
        const inside = units.map((each) => overlapOf(each, { from, until }));
        expect(inside.reduce((sum, each) => sum + (each ? daysIn(each) : 0), 0)).toBe(days + 1);
      }
    }),
    { numRuns: 100 },
  );
});
