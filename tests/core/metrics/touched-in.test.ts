import { expect, test } from "vitest";
import { activitiesByPerson } from "../../../src/core/metrics/activity-counts.ts";
import { closingsOf } from "../../../src/core/metrics/closings.ts";
import type { PipelineRecords } from "../../../src/core/metrics/deal-record.ts";
import { figuresOf } from "../../../src/core/metrics/figures.ts";
import { periodChanges } from "../../../src/core/metrics/period-changes.ts";
import { touchedIn } from "../../../src/core/metrics/touched-in.ts";
import { inputOf, journey, sales } from "./journeys.ts";
import { recorded, recordsIn } from "./past-records.ts";
import { day, euros, pipeline } from "./records.ts";

const june = { from: day("2026-06-01"), until: day("2026-06-30") };

/** The figures of what happened in a period. */
const ofPeriod = new Set([
  ...["win-rate", "win-rate-by-value", "base-deal-size", "new-deals", "grown-and-shrunk", "slipped"],
  ...["reopened-and-back", "lost-reasons", "lead-sources", "activities"],
]);
const figuresIn = (input: PipelineRecords) => figuresOf(input, june).filter(({ definition }) => ofPeriod.has(definition.id));

const call = (date: string) => ({ activities: [{ date, kind: "call", by: "zack" }] });
const input = inputOf(sales, [
  journey("old", "lead 2026-01-01, offer 2026-01-05, won 2026-02-01"),
  journey("began", "lead 2026-06-01, offer 2026-07-01", { source: "event", amount: euros(10) }),
  journey("won", "lead 2026-01-01, won 2026-06-30", { amount: euros(20) }),
  journey("lost", "lead 2026-01-01, talk 2026-05-31, lost 2026-06-02", { lost_reason: "price", amount: euros(5) }),
  journey("back", "lead 2026-01-01, talk 2026-05-31, offer 2026-06-15"),
  journey("left", "lead 2026-01-01, set-up 2026-06-10", { amount: euros(9) }),
  journey("called", "lead 2026-01-01", call("2026-06-03")),
  journey("called-later", "lead 2026-01-01", call("2026-07-03")),
]);

test("the deals to which something happened in a period are all that its figures are made from", () => {
  const touched = touchedIn(input, june);
  expect(touched.all.map(({ deal }) => deal.slug)).toEqual(["began", "won", "lost", "back", "left", "called"]);
  expect(figuresIn(touched)).toHaveLength(ofPeriod.size);
  expect(figuresIn(touched)).toEqual(figuresIn(input));
  expect(closingsOf(touched, june)).toEqual(closingsOf(input, june));
  expect(activitiesByPerson(touched.records, june)).toEqual(activitiesByPerson(input.records, june));
});

test("a commit is something that happened, by the day that it was where the organisation is", () => {
  const start = { on: "2026-05-02", pipeline: "sales", stage: "lead", stage_entered: "2026-05-01", amount: euros(100) };
  const all = [recorded("grew", [start, { on: "2026-06-05", amount: euros(200) }]), recorded("quiet", [start])];
  const whole = recordsIn(pipeline, all);
  const touched = touchedIn(whole, june);
  expect(touched.all.map(({ deal }) => deal.slug)).toEqual(["grew"]);
  expect(periodChanges(touched, june)).toEqual(periodChanges(whole, june));
  // Recorded at noon UTC: the end of June there is the first of July far in the east.
  const late = [recorded("late", [start, { on: "2026-06-30", amount: euros(200) }])];
  expect(touchedIn({ ...recordsIn(pipeline, late), zone: "Pacific/Kiritimati" }, june).all).toEqual([]);
});
