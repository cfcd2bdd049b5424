import fc from "fast-check";
import { expect, test } from "vitest";
import { velocity } from "../../../src/core/metrics/velocity.ts";

const parts = {
  openDeals: 20,
  winRate: { won: 1, closed: 4 },
  averageSize: { minor: 900_000, currency: "EUR" },
  cycleDays: 90,
};

test("open deals × win rate × average size ÷ cycle, in money a day", () => {
  // 20 × 1/4 × 9,000.00 ÷ 90 = 500.00.
  expect(velocity(parts)).toEqual({ minor: 50_000, currency: "EUR" });
});

test.each([
  // 1 × 1/1 × 0.05 ÷ 2 = 0.025, and 0.15 ÷ 2 = 0.075: half to even.
  [{ openDeals: 1, winRate: { won: 1, closed: 1 }, averageSize: { minor: 5, currency: "EUR" }, cycleDays: 2 }, 2],
  [{ openDeals: 1, winRate: { won: 1, closed: 1 }, averageSize: { minor: 15, currency: "EUR" }, cycleDays: 2 }, 8],
  [{ openDeals: 1, winRate: { won: 1, closed: 1 }, averageSize: { minor: -5, currency: "EUR" }, cycleDays: 2 }, -2],
  // 7 × 1/3 × 1.00 ÷ 12.5 = 0.18666…: a third would have been rounded before.
  [{ openDeals: 7, winRate: { won: 1, closed: 3 }, averageSize: { minor: 100, currency: "EUR" }, cycleDays: 12.5 }, 19],
  [{ openDeals: 0, winRate: { won: 1, closed: 3 }, averageSize: { minor: 100, currency: "EUR" }, cycleDays: 12.5 }, 0],
])("%j makes %i of the smallest unit a day", (given, minor) => {
  expect(velocity(given)?.minor).toBe(minor);
});

test("nothing is said where a part is missing", () => {
  expect(velocity({ ...parts, winRate: { won: 0, closed: 0 } })).toBeUndefined();
  expect(velocity({ ...parts, averageSize: undefined })).toBeUndefined();
  expect(velocity({ ...parts, cycleDays: undefined })).toBeUndefined();
  expect(velocity({ ...parts, cycleDays: 0 })).toBeUndefined();
  expect(velocity({ ...parts, winRate: { won: 0, closed: 4 } })).toEqual({ minor: 0, currency: "EUR" });
});

test("is within half a unit of the exact quotient, and refuses what no number holds", () => {
  const whole = fc.integer({ min: 1, max: 1000 });
  fc.assert(
    fc.property(whole, whole, fc.integer({ min: 0, max: 1_000_000 }), (openDeals, halfDays, minor) => {
      const found = velocity({
        openDeals,
        winRate: { won: 3, closed: 7 },
        averageSize: { minor, currency: "EUR" },
        cycleDays: halfDays / 2,
      });
      const distance = (found?.minor ?? Number.NaN) * 7 * halfDays - openDeals * 3 * minor * 2;
      expect(Math.abs(distance) * 2).toBeLessThanOrEqual(7 * halfDays);
    }),
  );
  const huge = { minor: Number.MAX_SAFE_INTEGER, currency: "EUR" };
  expect(() => velocity({ ...parts, openDeals: 1000, averageSize: huge, cycleDays: 1 })).toThrow(RangeError);
});
