import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Duration } from "../../../src/core/statistics/duration.ts";
import { medianOf } from "../../../src/core/statistics/quantile.ts";
import { logLimits, logLogLimits, survivalCurve } from "../../../src/core/statistics/survival.ts";
import { placebo, treated } from "./remission.ts";

const at = (durations: readonly Duration[], time: number, limits = logLogLimits) => {
  const step = survivalCurve(durations, limits).steps.find((each) => each.time === time);
  if (!step) throw new Error(`Nothing ended at ${time}`);
  return step;
};

const printed = (interval: { low: number; high: number } | undefined) => `${interval?.low.toFixed(3)}-${interval?.high.toFixed(3)}`;

describe("weeks of remission, as R survfit prints them", () => {
  test.each([
    [6, 21, 3, "0.857", "0.857143", "0.0764", "0.720-1.000", "0.620-0.952"],
    [7, 17, 1, "0.807", "0.806723", "0.0869", "0.653-0.996", "0.563-0.923"],
    [10, 15, 1, "0.753", "0.752941", "0.0963", "0.586-0.968", "0.503-0.889"],
    [13, 12, 1, "0.690", "0.690196", "0.1068", "0.510-0.935", "0.432-0.849"],
    [16, 11, 1, "0.627", "0.627451", "0.1141", "0.439-0.896", "0.368-0.805"],
    [22, 7, 1, "0.538", "0.537815", "0.1282", "0.337-0.858", "0.268-0.747"],
    [23, 6, 1, "0.448", "0.448179", "0.1346", "0.249-0.807", "0.188-0.680"],
  ])("6-MP, week %i: %i at risk, %i ended", (time, ...figures) => {
    const step = at(treated, time);
    expect([
      step.atRisk,
      step.events,
      step.survival.toFixed(3),
      step.survival.toFixed(6),
      step.standardError?.toFixed(4),
      printed(at(treated, time, logLimits).interval),
      printed(step.interval),
    ]).toEqual(figures);
  });

  test.each([
    [1, "0.9048"],
    [2, "0.8095"],
    [3, "0.7619"],
    [4, "0.6667"],
    [5, "0.5714"],
    [8, "0.3810"],
    [11, "0.2857"],
    [12, "0.1905"],
    [15, "0.1429"],
    [17, "0.0952"],
    [22, "0.0476"],
    [23, "0.0000"],
  ])("placebo, week %i", (time, survival) => {
    expect(at(placebo, time).survival.toFixed(4)).toBe(survival);
  });

  test("every step is listed, and no other", () => {
    expect(survivalCurve(treated).steps).toHaveLength(7);
    expect(survivalCurve(placebo).steps).toHaveLength(12);
  });

  test("where none is left the share is exactly 0, and has neither error nor limits", () => {
    expect(at(placebo, 23)).toEqual({ time: 23, atRisk: 1, events: 1, survival: 0 });
    expect(at(placebo, 23, logLimits)).toEqual({ time: 23, atRisk: 1, events: 1, survival: 0 });
  });

  test("medians with R's default limits: 6-MP 23 (16 to none), placebo 8 (4 to 12)", () => {
    expect(survivalCurve(treated, logLimits).median).toEqual({ time: 23, low: 16 });
    expect(survivalCurve(placebo, logLimits).median).toEqual({ time: 8, low: 4, high: 12 });
  });

  test("medians with log-log limits follow from the limits above", () => {
    // 6-MP: the lower limit is 0.503 at 10 and 0.432 at 13; the upper one stays above one half.
    expect(survivalCurve(treated).median).toEqual({ time: 23, low: 13 });
    expect(survivalCurve(placebo).median).toEqual({ time: 8, low: 4, high: 11 });
  });

  test("counts cases and ends, and keeps the times of the censored", () => {
    expect(survivalCurve(treated)).toMatchObject({ n: 21, events: 9, censored: [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35] });
  });
});

const ended = (...times: number[]): Duration[] => times.map((time) => ({ time, isEvent: true }));

test("where the curve runs along one half the median is the middle of that stretch", () => {
  expect(survivalCurve(ended(1, 2, 7, 9)).median.time).toBe(4.5);
  const endless: Duration[] = [...ended(1, 2), { time: 7, isEvent: false }, { time: 9, isEvent: false }];
  expect(survivalCurve(endless).median.time).toBe(2);
});

test("one half is one half although floating point misses it", () => {
  const count = (n: number): number[] => Array.from({ length: n }, (_, index) => index + 1);
  // Step by step, half of 12 comes out as 0.4999999999999999 and half of 24 as 0.5000000000000001.
  expect(survivalCurve(ended(...count(12))).median.time).toBe(6.5);
  expect(survivalCurve(ended(...count(24))).median.time).toBe(12.5);
});

test("nothing at all has no curve and no median", () => {
  expect(survivalCurve([])).toEqual({ n: 0, events: 0, steps: [], censored: [], median: {} });
});

test("without a single end there is no step, however many are waited for", () => {
  const waiting: Duration[] = [5, 3].map((time) => ({ time, isEvent: false }));
  expect(survivalCurve(waiting)).toEqual({ n: 2, events: 0, steps: [], censored: [3, 5], median: {} });
});

const durations = fc.array(fc.record({ time: fc.integer({ min: 0, max: 40 }), isEvent: fc.boolean() }), { maxLength: 60 });
const times = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 60 });

describe("laws", () => {
  test("the share falls from step to step, stays within its limits, and they within 0 and 1", () => {
    fc.assert(
      fc.property(durations, fc.constantFrom(logLimits, logLogLimits), (each, limits) => {
        let before = 1;
        for (const { survival, interval } of survivalCurve(each, limits).steps) {
          expect(survival).toBeLessThan(before);
          expect(survival).toBeGreaterThanOrEqual(0);
          if (interval) {
            expect(interval.low).toBeGreaterThanOrEqual(0);
            expect(interval.low).toBeLessThanOrEqual(survival);
            expect(interval.high).toBeGreaterThanOrEqual(survival);
            expect(interval.high).toBeLessThanOrEqual(1);
          }
          before = survival;
        }
      }),
    );
  });

  test("with every end seen, it is the plain share that lasts longer, its error binomial, its median the ordinary one", () => {
    fc.assert(
      fc.property(times, (each) => {
        const curve = survivalCurve(ended(...each));
        for (const { time, survival, standardError } of curve.steps) {
          const share = each.filter((other) => other > time).length / each.length;
          expect(survival).toBeCloseTo(share, 10);
          if (standardError !== undefined) expect(standardError).toBeCloseTo(Math.sqrt((share * (1 - share)) / each.length), 10);
        }
        expect(curve.median.time).toBe(medianOf(each));
      }),
    );
  });

  test("another unit of time moves the steps and nothing else", () => {
    fc.assert(
      fc.property(durations, (each) => {
        const days = survivalCurve(each.map(({ time, isEvent }) => ({ time: time * 7, isEvent })));
        const weeks = survivalCurve(each);
        expect(days.steps).toEqual(weeks.steps.map((step) => ({ ...step, time: step.time * 7 })));
        expect(days.median.time).toEqual(weeks.median.time === undefined ? undefined : weeks.median.time * 7);
      }),
    );
  });

  test("what is censored before the first end changes nothing but n; the order of the cases changes nothing", () => {
    fc.assert(
      fc.property(durations, (each) => {
        const later = each.map(({ time, isEvent }) => ({ time: time + 1, isEvent }));
        const more = survivalCurve([{ time: 0, isEvent: false }, ...later.toReversed()]);
        expect(more.steps).toEqual(survivalCurve(later).steps);
        expect(more.n).toBe(each.length + 1);
      }),
    );
  });
});
