import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Duration } from "../../../src/core/statistics/duration.ts";
import { logRank } from "../../../src/core/statistics/log-rank.ts";
import { chiSquareTail } from "../../../src/core/statistics/normal.ts";
import { placebo, treated } from "./remission.ts";

test("6-MP against placebo: chi-square 16.793, 1 df, p = 4.17e-05, observed/expected 9/19.3 and 21/10.7", () => {
  const result = logRank(treated, placebo);
  expect(result?.chiSquare.toFixed(3)).toBe("16.793");
  expect(result?.degreesOfFreedom).toBe(1);
  expect(result?.p.toExponential(2)).toBe("4.17e-5");
  expect(result?.observed).toEqual([9, 21]);
  expect(result?.expected.map((each) => each.toFixed(1))).toEqual(["19.3", "10.7"]);
});

// Tables of the chi-square distribution with one degree of freedom.
test.each([
  [0.455, "0.500"],
  [2.706, "0.100"],
  [3.841, "0.050"],
  [6.635, "0.010"],
  [10.828, "0.001"],
])("a chi-square of %d is exceeded with probability %s", (chiSquare, p) => {
  expect(chiSquareTail(chiSquare).toFixed(3)).toBe(p);
});

test("a chi-square of 0 says nothing, and no probability is above 1", () => {
  expect(chiSquareTail(0)).toBe(1);
});

test("groups that were never at risk together cannot be compared", () => {
  const short: Duration[] = [{ time: 1, isEvent: true }];
  const waiting: Duration[] = [{ time: 9, isEvent: false }];
  expect(logRank(short, [])).toBeUndefined();
  expect(logRank([], [])).toBeUndefined();
  expect(logRank(waiting, waiting)).toBeUndefined();
  // The one of the second group was last seen before the other ended.
  expect(logRank([{ time: 5, isEvent: true }], [{ time: 1, isEvent: false }])).toBeUndefined();
});

const durations = fc.array(fc.record({ time: fc.integer({ min: 0, max: 30 }), isEvent: fc.boolean() }), { maxLength: 40 });

describe("laws", () => {
  test("as many events are expected as observed, and either group may come first", () => {
    fc.assert(
      fc.property(durations, durations, (a, b) => {
        const there = logRank(a, b);
        const back = logRank(b, a);
        if (!there || !back) {
          expect([there, back]).toEqual([undefined, undefined]);
          return;
        }
        expect(there.expected[0] + there.expected[1]).toBeCloseTo(there.observed[0] + there.observed[1], 8);
        expect(back.chiSquare).toBeCloseTo(there.chiSquare, 8);
        expect(back.observed).toEqual(there.observed.toReversed());
        expect(there.p).toBeGreaterThanOrEqual(0);
        expect(there.p).toBeLessThanOrEqual(1);
      }),
    );
  });

  test("only the order of the times counts", () => {
    fc.assert(
      fc.property(durations, durations, (a, b) => {
        const stretched = (each: readonly Duration[]) => each.map(({ time, isEvent }) => ({ time: time ** 3 + 2 * time, isEvent }));
        expect(logRank(stretched(a), stretched(b))).toEqual(logRank(a, b));
      }),
    );
  });

  test("a group does not differ from itself", () => {
    fc.assert(
      fc.property(durations, (each) => {
        expect(logRank(each, each)?.chiSquare ?? 0).toBeCloseTo(0, 10);
      }),
    );
  });
});
