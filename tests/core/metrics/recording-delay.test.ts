import { expect, test } from "vitest";
import { recordingDelay } from "../../../src/core/metrics/recording-delay.ts";
import { inputOf, journey, journeys, sales, scouting } from "./journeys.ts";
import { day } from "./records.ts";

test("days from the day it happened to the day it reached the default branch", () => {
  const input = journeys(sales, {
    a: "lead 2026-01-01 recorded 2026-01-01, offer 2026-01-05 recorded 2026-01-06, talk 2026-01-07 recorded 2026-01-14",
    b: "scout 2026-01-01 recorded 2026-06-01, lead 2026-01-02 recorded 2026-01-04, offer 2026-02-01",
  });
  // 0, 1, 7 and 2; the scouting pipeline has its own, and what is not committed yet has none.
  expect(recordingDelay(input)).toMatchObject({
    n: 4,
    median: 1.5,
    ninetieth: 7,
    withinDay: { count: 2, n: 4, rate: 0.5, isTooFew: true },
  });
  expect(recordingDelay({ ...input, pipeline: scouting })).toMatchObject({ n: 1, median: 151 });
});

test("the commit of an import is left out, and nothing else of the deal", () => {
  const history = [{ stage: "lead", entered: "2024-01-01" }];
  const way = "lead 2024-01-01, offer 2024-02-01 recorded 2026-01-01, talk 2026-01-10 recorded 2026-01-12";
  expect(recordingDelay(inputOf(sales, [journey("imported", way, { history })]))).toMatchObject({ n: 1, median: 2 });
});

test("the day is the organisation's, and a date after it is not late", () => {
  // Recorded at noon UTC: in Kiritimati, 14 hours ahead, that is the next day.
  const input = journeys(sales, { a: "lead 2026-01-01 recorded 2026-01-01", b: "lead 2026-01-05 recorded 2026-01-01" });
  expect(recordingDelay(input)).toMatchObject({ median: 0, ninetieth: 0 });
  expect(recordingDelay({ ...input, zone: "Pacific/Kiritimati", today: day("2026-01-09") })).toMatchObject({ median: 0.5, ninetieth: 1 });
});

test("nothing is printed where nothing was recorded", () => {
  expect(recordingDelay(journeys(sales, { a: "lead 2026-01-01" }))).toEqual({ n: 0, withinDay: { count: 0, n: 0, isTooFew: true } });
});
