import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { medianOf, percentileOf } from "../../../src/core/statistics/quantile.ts";
import { shareDifference, shareOf } from "../../../src/core/statistics/share.ts";
import { cautionOf, isTooFew } from "../../../src/core/statistics/small-numbers.ts";

describe("a share", () => {
  // Newcombe, Statistics in Medicine 17 (1998) 857-872, Table I, method 3.
  test.each([
    [81, 263, "0.2553", "0.3662"],
    [15, 148, "0.0624", "0.1605"],
    [0, 20, "0.0000", "0.1611"],
    [1, 29, "0.0061", "0.1718"],
  ])("of %i of %i comes with Wilson's interval", (count, n, ...limits) => {
    const { interval, rate } = shareOf(count, n);
    expect(rate).toBe(count / n);
    expect([interval?.low.toFixed(4), interval?.high.toFixed(4)]).toEqual(limits);
  });

  test("of nothing is no number", () => {
    expect(shareOf(0, 0)).toEqual({ count: 0, n: 0, isTooFew: true });
  });
});

const share = fc.integer({ min: 1, max: 300 }).chain((n) => fc.integer({ min: 0, max: n }).map((count) => shareOf(count, n)));

describe("the difference of two shares", () => {
  test("of 56 of 70 and 48 of 80 agrees with Newcombe's method 10", () => {
    const result = shareDifference(shareOf(56, 70), shareOf(48, 80));
    expect(result?.difference).toBeCloseTo(0.2, 12);
    expect([result?.interval.low.toFixed(4), result?.interval.high.toFixed(4)]).toEqual(["0.0524", "0.3339"]);
  });

  test("is no number where either has no cases", () => {
    expect(shareDifference(shareOf(0, 0), shareOf(1, 2))).toBeUndefined();
    expect(shareDifference(shareOf(1, 2), shareOf(0, 0))).toBeUndefined();
  });

  test("lies within its limits, they within -1 and 1, and turns its sign with the order", () => {
    fc.assert(
      fc.property(share, share, (a, b) => {
        const [there, back] = [shareDifference(a, b), shareDifference(b, a)];
        if (!there || !back) throw new Error("Both have cases.");
        expect(there.interval.low).toBeLessThanOrEqual(there.difference);
        expect(there.interval.high).toBeGreaterThanOrEqual(there.difference);
        expect(there.interval.low).toBeGreaterThanOrEqual(-1 - 1e-12);
        expect(there.interval.high).toBeLessThanOrEqual(1 + 1e-12);
        expect(back.difference).toBeCloseTo(-there.difference, 12);
        expect(back.interval.low).toBeCloseTo(-there.interval.high, 12);
      }),
    );
  });
});

test("fewer than five cases are too few to tell; none at all need no warning", () => {
  expect([0, 1, 4, 5, 100].map(isTooFew)).toEqual([true, true, true, false, false]);
  expect([0, 3, 5].map(cautionOf)).toEqual([undefined, "Too few to tell: 3 of the 5 that it takes.", undefined]);
});

test("medians and percentiles are of numbers in any order, and of none there is none", () => {
  expect([medianOf([]), medianOf([7]), medianOf([9, 1, 4]), medianOf([10, 2, 4, 1])]).toEqual([undefined, 7, 4, 3]);
  const tens = [10, 9, 8, 7, 6, 5, 4, 3, 2, 1];
  expect([percentileOf([], 90), percentileOf([7], 90), percentileOf(tens, 90), percentileOf([...tens, 11], 90)]).toEqual([
    undefined,
    7,
    9,
    10,
  ]);
});

test("at least nine in ten are no larger than the 90th percentile, and fewer than that are smaller", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 80 }), (each) => {
      const found = percentileOf(each, 90) ?? Number.NaN;
      expect(each.filter((other) => other <= found).length * 10).toBeGreaterThanOrEqual(each.length * 9);
      expect(each.filter((other) => other < found).length * 10).toBeLessThan(each.length * 9);
    }),
  );
});
