import { expect, test } from "vitest";
import type { DealRecord } from "../../../src/core/metrics/deal-record.ts";
import { type Transition, transitionsOf } from "../../../src/core/metrics/transitions.ts";
import { delivery, inputOf, journey, journeys, sales, scouting } from "./journeys.ts";
import { day } from "./records.ts";

const ways = {
  a: "scout 2026-01-01, lead 2026-01-05, offer 2026-01-15, lead 2026-01-20, offer 2026-02-01, won 2026-02-11, set-up 2026-02-21",
  b: "lead 2026-01-01, standby 2026-01-08, lead 2026-01-10, lost 2026-01-11, lead 2026-01-15, talk 2026-01-16",
  c: "lead 2026-01-01, offer 2026-01-31",
};

const text = ({ kind, from, to, moves, deals, medianDays }: Transition) =>
  `${kind}: ${from?.stage.id ?? ""} → ${to.stage.id}, ${moves} of ${deals}, ${medianDays ?? "no"} days`;

test("every way into, within and out of the pipeline, the busiest first", () => {
  expect(transitionsOf(journeys(sales, ways)).map(text)).toEqual([
    // After 10, 12 and 30 days.
    "forward: lead → offer, 3 of 2, 12 days",
    "born:  → lead, 2 of 2, no days",
    "lose: lead → lost, 1 of 1, 1 days",
    "park: lead → standby, 1 of 1, 7 days",
    "forward: lead → talk, 1 of 1, 1 days",
    "reopen: lost → lead, 1 of 1, 4 days",
    "backward: offer → lead, 1 of 1, 5 days",
    "forward: offer → won, 1 of 1, 10 days",
    "resume: standby → lead, 1 of 1, 2 days",
    "handoff: won → set-up, 1 of 1, 10 days",
    "handoff: scout → lead, 1 of 1, 4 days",
  ]);
});

test("another pipeline has its own ways, and shares the handoffs", () => {
  expect(transitionsOf(journeys(scouting, ways)).map(text)).toEqual([
    "born:  → scout, 1 of 1, no days",
    "handoff: scout → lead, 1 of 1, 4 days",
  ]);
  expect(transitionsOf(journeys(delivery, ways)).map(text)).toEqual(["handoff: won → set-up, 1 of 1, 10 days"]);
});

test("every move of every deal is in one of them", () => {
  const counted = [sales, scouting, delivery]
    .flatMap((pipeline) => transitionsOf(journeys(pipeline, ways)).map((each) => ({ pipeline, ...each })))
    // A handoff is seen from both sides.
    .filter(({ pipeline, to }) => to.pipeline.id === pipeline.id)
    .reduce((sum, { moves }) => sum + moves, 0);
  expect(counted).toBe(7 + 6 + 2);
});

test("five moves are enough to tell", () => {
  const five = Object.fromEntries([1, 2, 3, 4, 5].map((index) => [`d${index}`, `lead 2026-01-0${index}, offer 2026-01-10`]));
  expect(
    transitionsOf(journeys(sales, { ...five, lost: "lead 2026-01-01, lost 2026-01-02" })).map(({ moves, isTooFew }) => [moves, isTooFew]),
  ).toEqual([
    [6, false],
    [5, false],
    [1, true],
  ]);
});

test("a stage that no longer exists is no place to come from, and the same stage again is no move", () => {
  const known = journey("d", "lead 2026-01-01, offer 2026-01-02");
  const gone: DealRecord = {
    ...known,
    entries: [
      { pipeline: "sales", stage: "retired", entered: day("2025-12-01") },
      { pipeline: "sales", stage: "lead", entered: day("2026-01-01") },
      { pipeline: "sales", stage: "lead", entered: day("2026-01-04") },
      { pipeline: "sales", stage: "offer", entered: day("2026-01-09") },
    ],
  };
  expect(transitionsOf(inputOf(sales, [gone])).map(text)).toEqual(["forward: lead → offer, 1 of 1, 5 days"]);
});
