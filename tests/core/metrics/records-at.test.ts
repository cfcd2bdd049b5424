import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DealVersion } from "../../../src/core/history/deal-versions.ts";
import { stageEntries } from "../../../src/core/history/stage-entries.ts";
import type { DealRecord } from "../../../src/core/metrics/deal-record.ts";
import { type Clock, recordsAt } from "../../../src/core/metrics/records-at.ts";
import { stageById } from "../../../src/core/pipeline/pipeline.ts";
import { day, deal, euros, pipeline } from "./records.ts";

type Fields = Readonly<Record<string, unknown>>;

const version = (recorded: string, fields: Fields | null): DealVersion => ({
  deal: fields && deal("acme", fields),
  recorded: Date.parse(recorded),
  commit: recorded,
  author: "Zack",
});

/** A deal that is now as its last version says, or as the given fields say. */
function recordOf(versions: readonly DealVersion[], fields: Fields = {}): DealRecord {
  const made = deal("acme", fields);
  const now = { ...made, ...versions.at(-1)?.deal, history: made.history };
  const stage = stageById(pipeline, now.stage);
  if (!stage) throw new Error(`No stage ${now.stage}`);
  return { deal: now, pipeline, stage, entries: stageEntries(now, versions), versions, pipelines: new Map([[pipeline.id, pipeline]]) };
}

const then = (record: DealRecord, on: string, clock: Clock) =>
  recordsAt([record], { day: day(on), clock, zone: "UTC" }).map(({ deal: { stage, stage_entered, amount, owner } }) => ({
    stage,
    stage_entered,
    amount: amount?.minor,
    owner,
  }));

const story = recordOf(
  [
    version("2026-02-03T10:00:00Z", { stage: "lead", stage_entered: "2026-02-01", amount: euros(1000) }),
    version("2026-03-05T10:00:00Z", { stage: "offer", stage_entered: "2026-02-20", amount: euros(1000), owner: "mei" }),
    version("2026-03-09T10:00:00Z", { stage: "offer", stage_entered: "2026-02-20", amount: euros(2000), owner: "mei" }),
  ],
  { history: [{ stage: "lead", entered: "2026-01-10" }] },
);

describe("a past day", () => {
  test.each([
    ["before everything", "2026-01-09", []],
    [
      "imported, with the first amount that is known",
      "2026-01-10",
      [{ stage: "lead", stage_entered: "2026-01-10", amount: 100000, owner: "zack" }],
    ],
    [
      "moved, though nobody had recorded it yet",
      "2026-02-20",
      [{ stage: "offer", stage_entered: "2026-02-20", amount: 100000, owner: "zack" }],
    ],
    ["with the amount of that day", "2026-03-08", [{ stage: "offer", stage_entered: "2026-02-20", amount: 100000, owner: "mei" }]],
    ["on the day that it changed", "2026-03-09", [{ stage: "offer", stage_entered: "2026-02-20", amount: 200000, owner: "mei" }]],
  ])("as it was: %s", (_, on, expected) => {
    expect(then(story, on, "entered")).toEqual(expected);
  });

  test.each([
    ["before the first commit there is nothing to see", "2026-02-02", []],
    ["the first commit", "2026-02-03", [{ stage: "lead", stage_entered: "2026-02-01", amount: 100000, owner: "zack" }]],
    [
      "still there, although it had moved on",
      "2026-03-04",
      [{ stage: "lead", stage_entered: "2026-02-01", amount: 100000, owner: "zack" }],
    ],
    ["moved when it was recorded", "2026-03-05", [{ stage: "offer", stage_entered: "2026-02-20", amount: 100000, owner: "mei" }]],
  ])("as it was recorded: %s", (_, on, expected) => {
    expect(then(story, on, "recorded")).toEqual(expected);
  });

  test("why a deal was lost belongs to its loss, whenever it was written down", () => {
    const lost = recordOf([
      version("2026-02-03T10:00:00Z", { stage: "lead", stage_entered: "2026-02-01" }),
      version("2026-03-05T10:00:00Z", { stage: "lost", stage_entered: "2026-02-20", lost_reason: "silence" }),
      version("2026-03-06T10:00:00Z", { stage: "lost", stage_entered: "2026-02-20", lost_reason: "price" }),
      version("2026-04-05T10:00:00Z", { stage: "talk", stage_entered: "2026-04-05", stage_reason: "They called." }),
    ]);
    const reasons = (on: string) =>
      recordsAt([lost], { day: day(on), clock: "entered", zone: "UTC" }).map(({ deal }) => [deal.lost_reason, deal.stage_reason]);
    expect(reasons("2026-02-19")).toEqual([[undefined, undefined]]);
    expect(reasons("2026-02-20")).toEqual([["price", undefined]]);
    expect(reasons("2026-04-05")).toEqual([[undefined, "They called."]]);
  });

  test("a deal that was taken away is not there", () => {
    const gone = recordOf([version("2026-02-03T10:00:00Z", { stage: "lead" }), version("2026-02-05T10:00:00Z", null)], { stage: "lead" });
    expect(then(gone, "2026-02-04", "recorded")).toHaveLength(1);
    expect(then(gone, "2026-02-05", "recorded")).toEqual([]);
  });

  test("the day is over when it is over where the organisation is", () => {
    const late = recordOf([version("2026-02-03T23:30:00Z", { stage: "lead", stage_entered: "2026-02-03" })]);
    const at = (zone: string) => recordsAt([late], { day: day("2026-02-03"), clock: "recorded", zone }).length;
    expect([at("UTC"), at("Asia/Tokyo")]).toEqual([1, 0]);
  });
});

const stages = pipeline.stages.map(({ id }) => id);

test("whatever the history, the board of a day is what the last commit by then says", () => {
  const step = fc.record({ stage: fc.constantFrom(...stages), entered: fc.integer({ min: 1, max: 28 }), gone: fc.boolean() });
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), (steps) => {
      const date = (number: number) => `2026-01-${String(number).padStart(2, "0")}`;
      const versions = steps.map(({ stage, entered, gone }, index) =>
        version(`${date(index + 1)}T12:00:00Z`, gone && index < steps.length - 1 ? null : { stage, stage_entered: date(entered) }),
      );
      const record = recordOf(versions.at(-1)?.deal ? versions : [...versions, version(`${date(28)}T12:00:00Z`, { stage: "lead" })]);
      versions.forEach((each, index) => {
        const expected = each.deal ? [[each.deal.stage, each.deal.stage_entered]] : [];
        const found = then(record, date(index + 1), "recorded").map(({ stage, stage_entered }) => [stage, stage_entered]);
        expect(found).toEqual(expected);
      });
    }),
  );
});
