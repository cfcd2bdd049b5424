import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { wilsonInterval } from "../../../src/core/metrics/wilson.ts";

describe("the score interval", () => {
  // Newcombe, Statistics in Medicine 17 (1998) 857-872, Table I, method 3.
  test.each([
    [81, 263, "0.2553", "0.3662"],
    [15, 148, "0.0624", "0.1605"],
    [0, 20, "0.0000", "0.1611"],
    [1, 29, "0.0061", "0.1718"],
  ])("of %i of %i agrees with the published table", (successes, n, ...limits) => {
    const interval = wilsonInterval(successes, n);
    expect([interval.low.toFixed(4), interval.high.toFixed(4)]).toEqual(limits);
  });

  test.each([
    [0, 10, "0.000000", "0.277533"],
    [5, 10, "0.236593", "0.763407"],
    [10, 10, "0.722467", "1.000000"],
    [1, 1, "0.206549", "1.000000"],
    [0, 1, "0.000000", "0.793451"],
  ])("of %i of %i agrees to six digits", (successes, n, ...limits) => {
    const interval = wilsonInterval(successes, n);
    expect([interval.low.toFixed(6), interval.high.toFixed(6)]).toEqual(limits);
  });

  test("holds the share, mirrors, and narrows with more of the same", () => {
    const counts = fc.integer({ min: 1, max: 500 }).chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));
    fc.assert(
      fc.property(counts, ([successes, n]) => {
        const { low, high } = wilsonInterval(successes, n);
        const mirrored = wilsonInterval(n - successes, n);
        const longer = wilsonInterval(2 * successes, 2 * n);
        expect(low).toBeLessThanOrEqual(successes / n);
        expect(high).toBeGreaterThanOrEqual(successes / n);
        expect(mirrored.low).toBeCloseTo(1 - high, 10);
        expect(longer.high - longer.low).toBeLessThan(high - low);
      }),
    );
  });
});
