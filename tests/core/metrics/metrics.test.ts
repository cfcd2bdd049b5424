import { expect, test } from "vitest";
import { quarterOf } from "../../../src/core/calendar/quarter.ts";
import { averageDealSize } from "../../../src/core/metrics/deal-size.ts";
import { salesCycle } from "../../../src/core/metrics/sales-cycle.ts";
import { openTotals, totalsByStage } from "../../../src/core/metrics/value.ts";
import { winRate, winRateByQuarter, winRateOfLastYear } from "../../../src/core/metrics/win-rate.ts";
import { day, euros, input, record } from "./records.ts";

test("pipeline value is the sum of the open deals, one sum a currency", () => {
  const records = [
    record("a", { amount: euros("1000.10") }),
    record("b", { stage: "offer", amount: euros("2000.20") }),
    record("c", { stage: "talk", amount: { value: 5000, currency: "JPY" } }),
    record("d", {}),
    record("e", { stage: "won", amount: euros(99999) }),
    record("f", { stage: "lost", amount: euros(99999) }),
  ];
  expect(openTotals(input(records))).toMatchObject({
    count: 4,
    value: [
      { minor: 300030, currency: "EUR" },
      { minor: 5000, currency: "JPY" },
    ],
    withoutAmount: 1,
  });
});

test("weighted value rounds each deal half to even, then adds", () => {
  // 15% of 0.10 is 0.015, which is 0.02; 15% of 0.30 is 0.045, which is 0.04; 33% of 1.00 is 0.33.
  const records = [
    record("a", { amount: euros("0.10") }),
    record("b", { amount: euros("0.30") }),
    record("c", { stage: "offer", amount: euros(1) }),
  ];
  expect(openTotals(input(records)).weighted).toEqual([{ minor: 2 + 4 + 33, currency: "EUR" }]);
});

test("an amount that binary fractions cannot hold stays exact over many deals", () => {
  const records = Array.from({ length: 1000 }, (_, index) => record(`d${index}`, { amount: euros("0.1") }));
  expect(openTotals(input(records)).value).toEqual([{ minor: 10000, currency: "EUR" }]);
});

test("deals per stage lists every open stage, empty ones included", () => {
  const records = [record("a", {}), record("b", {}), record("c", { stage: "talk" }), record("d", { stage: "won" })];
  expect(totalsByStage(input(records)).map(({ stage, count }) => [stage.id, count])).toEqual([
    ["lead", 2],
    ["offer", 0],
    ["talk", 1],
  ]);
});

test("win rate counts won and lost deals, of the last 365 days and overall", () => {
  const records = [
    record("today", { stage: "won", stage_entered: "2026-11-21" }),
    // 2025-11-22 is 364 days before 2026-11-21, the day before it 365.
    record("last-day", { stage: "lost", stage_entered: "2025-11-22", lost_reason: "price" }),
    record("too-old", { stage: "lost", stage_entered: "2025-11-21", lost_reason: "price" }),
    record("open", {}),
    record("old", { stage: "won", stage_entered: "2024-02-01", archived: "2024-06-01" }),
  ];
  expect(winRateOfLastYear(input(records))).toMatchObject({ won: 1, lost: 1, closed: 2, rate: 0.5 });
  expect(winRate(input(records))).toMatchObject({ won: 2, lost: 2, closed: 4, rate: 0.5 });
});

test("no win rate is printed where nothing was closed", () => {
  const none = { won: 0, lost: 0, closed: 0, count: 0, n: 0, isTooFew: true };
  expect(winRate(input([record("open", {})]))).toEqual(none);
  expect(winRateOfLastYear(input([]))).toEqual(none);
});

test("win rates by quarter come in the order of time", () => {
  const records = [
    record("a", { stage: "won", stage_entered: "2026-04-01" }),
    record("b", { stage: "lost", stage_entered: "2026-03-31" }),
    record("c", { stage: "won", stage_entered: "2026-06-30" }),
  ];
  expect(winRateByQuarter(input(records)).map(({ quarter, won, lost }) => [quarter, won, lost])).toEqual([
    ["2026-Q1", 0, 1],
    ["2026-Q2", 2, 0],
  ]);
  expect(["2026-01-01", "2026-03-31", "2026-10-01", "2026-12-31"].map((date) => quarterOf(day(date)))).toEqual([
    "2026-Q1",
    "2026-Q1",
    "2026-Q4",
    "2026-Q4",
  ]);
});

test("average deal size is the mean of the won amounts in each currency", () => {
  const records = [
    record("a", { stage: "won", amount: euros(100) }),
    record("b", { stage: "won", amount: euros(200) }),
    record("c", { stage: "won", amount: euros("200.01") }),
    record("d", { stage: "won" }),
    record("e", { stage: "won", amount: { value: 7, currency: "USD" } }),
    record("f", { stage: "talk", amount: euros(9999) }),
  ];
  // (100 + 200 + 200.01) / 3 = 166.67.
  expect(averageDealSize(input(records))).toEqual([
    { mean: { minor: 16667, currency: "EUR" }, count: 3 },
    { mean: { minor: 700, currency: "USD" }, count: 1 },
  ]);
  expect(averageDealSize(input([record("open", { amount: euros(1) })]))).toEqual([]);
});

const won = (slug: string, first: string, closed: string) =>
  record(slug, { stage: "won", stage_entered: closed, history: [{ stage: "lead", entered: first }] });

test("sales cycle runs from the first entry to the won stage", () => {
  // January has 31 days: 30, 31 and 100 days.
  const records = [won("a", "2026-01-01", "2026-01-31"), won("b", "2026-01-01", "2026-02-01"), won("c", "2026-01-01", "2026-04-11")];
  const cycle = salesCycle(input(records));
  expect(cycle.deals.map(({ days }) => days)).toEqual([30, 31, 100]);
  expect(cycle.median).toBe(31);
  expect(cycle.mean).toBeCloseTo(161 / 3, 10);
});

test("the median of an even number of cycles is the mean of the middle two", () => {
  const records = [won("a", "2026-01-01", "2026-01-11"), won("b", "2026-01-01", "2026-01-16")];
  expect(salesCycle(input(records)).median).toBe(12.5);
});

test("a won deal without a known beginning is left out, and nothing is printed for none", () => {
  expect(salesCycle(input([record("a", { stage: "won", stage_entered: "2026-01-01" })]))).toEqual({ deals: [] });
});
