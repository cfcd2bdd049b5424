import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { recordingOrder } from "../../../src/core/history/recording-order.ts";

describe("when commits were recorded", () => {
  test.each([
    ["in order", [1, 2, 2, 5], [1, 2, 2, 5]],
    ["one clock years ahead", [1, 2, 900, 3, 4], [1, 2, 3, 3, 4]],
    ["one clock years behind", [100, 101, 3, 102, 103], [100, 101, 101, 102, 103]],
    ["the first clock ahead", [900, 1, 2], [1, 1, 2]],
    ["the one before the last ahead", [1, 900, 2], [1, 2, 2]],
    ["one behind among three", [100, 3, 101], [100, 100, 101]],
    ["a few minutes", [10, 20, 19, 30], [10, 20, 20, 30]],
    ["only the last ahead, which nothing contradicts", [1, 2, 900], [1, 2, 900]],
    ["no commit", [], []],
  ])("%s", (_, clocks, recorded) => {
    expect(recordingOrder(clocks)).toEqual(recorded);
  });

  test("one wrong clock moves no more than one other commit, and nothing goes back in time", () => {
    const times = fc.uniqueArray(fc.nat(1000), { minLength: 4, maxLength: 20 }).map((days) => days.toSorted((a, b) => a - b));
    fc.assert(
      fc.property(times, fc.nat(), fc.integer(), (right, at, wrong) => {
        const place = at % (right.length - 1);
        const recorded = recordingOrder(right.with(place, wrong));
        expect(recorded).toEqual(recorded.toSorted((a, b) => a - b));
        expect(recorded.filter((time, index) => index !== place && time !== right[index]).length).toBeLessThanOrEqual(1);
      }),
    );
  });
});
