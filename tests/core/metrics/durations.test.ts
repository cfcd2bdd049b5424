import { describe, expect, test } from "vitest";
import { timeInStage } from "../../../src/core/metrics/time-in-stage.ts";
import { timeUntilWon } from "../../../src/core/metrics/time-until-won.ts";
import { logRank } from "../../../src/core/statistics/log-rank.ts";
import { delivery, journeys, sales, scouting } from "./journeys.ts";

const stage = (input: Parameters<typeof timeInStage>[0], id: string) => {
  const found = timeInStage(input).find((each) => each.stage.id === id);
  if (!found) throw new Error(`No stage ${id}`);
  return found;
};

describe("time in stage", () => {
  const input = journeys(sales, {
    a: "lead 2026-01-01, offer 2026-01-11, lead 2026-01-21, lost 2026-01-26",
    b: "lead 2026-01-01, standby 2026-01-08, lead 2026-02-08, offer 2026-02-09, won 2026-02-19",
    c: "lead 2026-12-21",
    d: "scout 2026-01-01, lead 2026-01-02, set-up 2026-01-22",
    e: "lead 2026-03-01, offer 2026-03-01",
  });

  test("has open and parked stages, in the pipeline's order, the empty ones too", () => {
    expect(timeInStage(input).map((each) => [each.stage.id, each.curve.n, each.curve.events])).toEqual([
      ["lead", 7, 6],
      ["offer", 3, 2],
      ["talk", 0, 0],
      ["standby", 1, 1],
    ]);
  });

  test("counts each stay of a deal, those that go on until today, and handoffs as an end", () => {
    // Ended after 0, 1, 5, 7, 10 and 20 days; one goes on after 10: it is at risk at 10, and not at 20.
    const { durations, curve, isTooFew } = stage(input, "lead");
    expect(durations.toSorted((x, y) => x.time - y.time || Number(y.isEvent) - Number(x.isEvent))).toEqual([
      { time: 0, isEvent: true },
      { time: 1, isEvent: true },
      { time: 5, isEvent: true },
      { time: 7, isEvent: true },
      { time: 10, isEvent: true },
      { time: 10, isEvent: false },
      { time: 20, isEvent: true },
    ]);
    expect(curve.steps.map(({ time, atRisk }) => [time, atRisk])).toEqual([
      [0, 7],
      [1, 6],
      [5, 5],
      [7, 4],
      [10, 3],
      [20, 1],
    ]);
    expect(curve.median.time).toBe(7);
    expect(isTooFew).toBe(false);
  });

  test("warns where few stays have ended, and has no median where more than half go on", () => {
    const { curve, isTooFew } = stage(
      journeys(sales, { a: "lead 2026-01-01, lost 2026-01-05", b: "lead 2026-12-01", c: "lead 2026-12-01" }),
      "lead",
    );
    expect(curve).toMatchObject({ n: 3, events: 1, censored: [30, 30] });
    expect(curve.median.time).toBeUndefined();
    expect(isTooFew).toBe(true);
  });

  test("takes a date after today for a stay of no days", () => {
    expect(stage(journeys(sales, { slip: "lead 2027-01-05" }), "lead").durations).toEqual([{ time: 0, isEvent: false }]);
  });

  test("of two groups of deals can be set against each other", () => {
    const slow = stage(journeys(sales, { a: "lead 2026-01-01, lost 2026-01-31", b: "lead 2026-01-01, lost 2026-02-10" }), "lead");
    const quick = stage(journeys(sales, { a: "lead 2026-01-01, lost 2026-01-06", b: "lead 2026-01-01, lost 2026-01-11" }), "lead");
    // At 5: 1 of 2 + 2; at 10: 1 of 1 + 2; variances 1/4 and 2/9; the slow ones alone are left then.
    expect(logRank(quick.durations, slow.durations)?.chiSquare).toBeCloseTo((2 - 5 / 6) ** 2 / (1 / 4 + 2 / 9), 12);
  });
});

describe("time until won", () => {
  const input = journeys(sales, {
    won: "lead 2026-01-01, won 2026-01-11",
    "won-later": "scout 2025-01-01, lead 2026-01-01, offer 2026-01-15, won 2026-01-31, set-up 2026-02-01",
    lost: "lead 2026-01-01, lost 2026-01-21",
    open: "lead 2026-12-11",
    away: "lead 2026-01-01, running 2026-01-06",
    "unknown-beginning": "won 2026-01-01",
  });

  test("counts lost deals and those elsewhere until they left, and open ones until today", () => {
    const { durations, curve, isTooFew } = timeUntilWon(input);
    expect(durations.map(({ time, isEvent }) => [time, isEvent])).toEqual([
      [10, true],
      [30, true],
      [20, false],
      [20, false],
      [5, false],
    ]);
    // Of five, one left at 5; one of four is won at 10; two leave at 20; the last is won at 30.
    expect(curve.steps.map(({ time, atRisk, survival }) => [time, atRisk, survival])).toEqual([
      [10, 4, 0.75],
      [30, 1, 0],
    ]);
    expect(curve.median).toMatchObject({ time: 30 });
    expect(isTooFew).toBe(true);
  });

  test("shows beside it how many are won, with the losses among the ends", () => {
    // 1/4 by day 10; at 20 one of three is lost, so 1/2 go on; at 30 they are won.
    expect(timeUntilWon(input).wonBy).toEqual([
      { time: 10, atRisk: 4, events: 1, share: 0.25 },
      { time: 30, atRisk: 1, events: 1, share: 0.75 },
    ]);
  });

  test("is the time until the handoff in a pipeline that has no won stage", () => {
    const { durations } = timeUntilWon(journeys(scouting, { a: "scout 2026-01-01, lead 2026-01-15, lost 2026-03-01" }));
    expect(durations).toEqual([{ time: 14, isEvent: true }]);
  });

  test("of no deal at all is nothing", () => {
    expect(timeUntilWon(journeys(delivery, {}))).toMatchObject({ curve: { n: 0, steps: [] }, wonBy: [], durations: [], isTooFew: true });
  });
});
