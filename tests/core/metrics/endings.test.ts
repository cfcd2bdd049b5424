import { describe, expect, test } from "vitest";
import { closedDeals } from "../../../src/core/metrics/ending.ts";
import { salesCycle } from "../../../src/core/metrics/sales-cycle.ts";
import { winRate, winRateByQuarter, winRateIn, winRateOfLastYear } from "../../../src/core/metrics/win-rate.ts";
import { shareDifference } from "../../../src/core/statistics/share.ts";
import { delivery, journeys, sales, scouting } from "./journeys.ts";
import { day } from "./records.ts";

const ways = {
  "from-scouting": "scout 2026-01-01, meet 2026-01-11, lead 2026-02-01, won 2026-03-03",
  delivered: "lead 2026-01-01, won 2026-01-31, set-up 2026-02-10, done 2026-06-01",
  "stopped-later": "lead 2026-04-01, won 2026-04-11, set-up 2026-04-12, stopped 2026-05-01",
  lost: "lead 2026-01-01, lost 2026-03-31",
  "not-met": "scout 2026-01-01, gone 2026-01-08",
  "opened-again": "lead 2026-05-01, lost 2026-05-05, lead 2026-06-01",
  "lost-after-all": "lead 2026-05-01, won 2026-05-05, lead 2026-06-01, lost 2026-07-01",
  waiting: "lead 2026-05-01, standby 2026-06-01",
};

const closings = (pipeline: typeof sales) =>
  closedDeals(journeys(pipeline, ways)).map(({ record, ending, closed }) => `${record.deal.slug} ${ending} ${closed}`);

describe("how a way through a pipeline counts", () => {
  test("a deal that went on to another pipeline stays won, or lost, in the one that closed it", () => {
    expect(closings(sales)).toEqual([
      "from-scouting won 2026-03-03",
      "delivered won 2026-01-31",
      "stopped-later won 2026-04-11",
      "lost lost 2026-03-31",
      "lost-after-all lost 2026-07-01",
    ]);
    expect(closings(delivery)).toEqual(["delivered won 2026-06-01", "stopped-later lost 2026-05-01"]);
  });

  test("a pipeline without a won stage wins what it hands over, on that day", () => {
    expect(closings(scouting)).toEqual(["from-scouting won 2026-02-01", "not-met lost 2026-01-08"]);
  });

  test("in a pipeline with a won stage, a deal that left before it is neither won nor lost, and open again when it is back", () => {
    expect(winRate(journeys(delivery, { away: "set-up 2026-01-01, lead 2026-02-01" }))).toMatchObject({ won: 0, lost: 0, closed: 0 });
    const back = journeys(delivery, { back: "set-up 2026-01-01, lead 2026-02-01, running 2026-03-01, done 2026-04-01" });
    expect(winRate(back)).toMatchObject({ won: 1, lost: 0 });
    expect(salesCycle(back).median).toBe(90);
  });
});

describe("the win rate", () => {
  test("counts the deals of its pipeline wherever they are now", () => {
    expect(winRate(journeys(sales, ways))).toMatchObject({ won: 3, lost: 2, closed: 5, count: 3, n: 5, rate: 0.6, isTooFew: false });
    expect(winRate(journeys(scouting, ways))).toMatchObject({ won: 1, lost: 1, rate: 0.5, isTooFew: true });
  });

  test("of a period includes its first and its last day", () => {
    const input = journeys(sales, ways);
    const rate = (from: string, until: string) => winRateIn(input, { from: day(from), until: day(until) });
    expect(rate("2026-01-31", "2026-03-31")).toMatchObject({ won: 2, lost: 1 });
    expect(rate("2026-02-01", "2026-03-30")).toMatchObject({ won: 1, lost: 0 });
    expect(rate("2025-01-01", "2025-12-31")).not.toHaveProperty("rate");
    expect(rate("2026-01-01", "2026-12-31")).toEqual(winRateOfLastYear(input));
  });

  test("by quarter goes by the day a deal was closed in this pipeline", () => {
    expect(winRateByQuarter(journeys(sales, ways)).map(({ quarter, won, lost }) => [quarter, won, lost])).toEqual([
      ["2026-Q1", 2, 1],
      ["2026-Q2", 1, 0],
      ["2026-Q3", 0, 1],
    ]);
  });

  test("of one period can be set against that of another", () => {
    const input = journeys(sales, ways);
    const before = winRateIn(input, { from: day("2026-01-01"), until: day("2026-03-31") });
    const after = winRateIn(input, { from: day("2026-04-01"), until: day("2026-12-31") });
    expect(shareDifference(after, before)?.difference).toBeCloseTo(1 / 2 - 2 / 3, 12);
  });
});

test("the sales cycle begins in the pipeline, not in the one before, and ends with the win, not with what came after", () => {
  expect(salesCycle(journeys(sales, ways)).deals.map(({ record, won, days }) => [record.deal.slug, won, days])).toEqual([
    ["stopped-later", "2026-04-11", 10],
    ["from-scouting", "2026-03-03", 30],
    ["delivered", "2026-01-31", 30],
  ]);
  expect(salesCycle(journeys(scouting, ways)).deals.map(({ days }) => days)).toEqual([31]);
});
