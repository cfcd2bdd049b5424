import { describe, expect, test } from "vitest";
import { activitiesByPerson, activityCounts } from "../../../src/core/metrics/activity-counts.ts";
import { attentionByOwner } from "../../../src/core/metrics/attention-by-owner.ts";
import { firstDayOf } from "../../../src/core/metrics/first-day.ts";
import { lostByStage, lostReasons } from "../../../src/core/metrics/lost-reasons.ts";
import { leadSources } from "../../../src/core/metrics/sources.ts";
import { dollars, eur, leads, pipelineOf, recorded, recordsIn } from "./past-records.ts";
import { day, euros, input, pipeline, record } from "./records.ts";

const year = { from: day("2026-01-01"), until: day("2026-12-31") };

describe("lost deals", () => {
  const lost = (slug: string, on: string, more: Readonly<Record<string, unknown>>) =>
    recorded(slug, [
      { on: "2025-06-01", pipeline: "sales", stage: "lead", stage_entered: "2025-06-01" },
      { on: "2025-07-01", stage: "offer", stage_entered: "2025-07-01" },
      { on, stage: "lost", stage_entered: on, lost_reason: "price", ...more },
    ]);
  const all = [
    lost("a", "2026-01-01", { amount: euros(100) }),
    lost("b", "2026-12-31", { amount: dollars(100) }),
    lost("c", "2026-02-01", { lost_reason: "gone-since", amount: { value: 1, currency: "NOK" } }),
    lost("d", "2025-12-31", { amount: euros(999) }),
    record("e", { stage: "lost", stage_entered: "2026-03-01" }),
    record("f", { stage: "won", stage_entered: "2026-03-01" }),
  ];

  test("by reason, with the name of the pipeline, their share of the lost and what they were worth", () => {
    const reasons = lostReasons(recordsIn(pipeline, all), year);
    expect(reasons.map(({ id, name, count, rate }) => [id, name, count, rate])).toEqual([
      ["price", "Price", 2, 0.5],
      ["gone-since", "gone-since", 1, 0.25],
      [undefined, "No reason given", 1, 0.25],
    ]);
    // At the rates of those days: 100 euros, and 100 dollars at 0.8.
    expect(reasons[0]?.value.sum).toEqual(eur(18_000));
    expect(reasons[1]?.value.notConverted.sums).toEqual([{ minor: 100, currency: "NOK" }]);
    // Wilson for 2 of 4.
    expect(reasons[0]?.interval.low).toBeCloseTo(0.15004, 4);
    expect(reasons[0]?.interval.high).toBeCloseTo(0.84996, 4);
  });

  test("by the stage they were lost out of", () => {
    const stages = lostByStage(recordsIn(pipeline, all), year);
    expect(stages.map(({ stage, count, reasons }) => [stage?.id, count, reasons.map(({ id, rate }) => [id, rate])])).toEqual([
      [
        "offer",
        3,
        [
          ["price", 2 / 3],
          ["gone-since", 1 / 3],
        ],
      ],
      [undefined, 1, [[undefined, 1]]],
    ]);
  });

  test("keep their reason where they went on in another pipeline", () => {
    const again = pipelineOf(
      "again",
      `
name: Again
summary: Those who come back.
born_in: [knock]
lost_reasons: [{ id: never, name: Never }]
moves: [{ from: knock, to: leads/new, say: Go on. }]
stages:
  - { id: knock, name: Knock, kind: open, probability: 1, goal: Ask. }
  - { id: refused, name: Refused, kind: lost, probability: 0, goal: Learn. }
`,
    );
    const steps = [
      { on: "2026-01-01", pipeline: "leads", stage: "no", stage_entered: "2026-01-01", lost_reason: "silence" },
      { on: "2026-02-01", pipeline: "again", stage: "knock", stage_entered: "2026-02-01", lost_reason: undefined },
    ];
    const back = recorded("back", steps, new Map([leads, again].map((each) => [each.id, each])));
    expect(lostReasons(recordsIn(leads, [back])).map(({ name }) => name)).toEqual(["Silence"]);
  });

  test("are no list where none was lost", () => {
    expect([lostReasons(input([])), lostByStage(input([]))]).toEqual([[], []]);
  });
});

test("sources: what came of the deals that entered in a period", () => {
  const begun = (slug: string, on: string, more: Readonly<Record<string, unknown>>) =>
    recorded(
      slug,
      [
        { on, pipeline: "sales", stage: "lead", stage_entered: on, ...more },
        ...(more.end ? [{ on: "2026-08-01", stage: more.end, stage_entered: "2026-08-01", lost_reason: "price" }] : []),
      ].map(({ end: _, ...step }: Readonly<Record<string, unknown>> & { on: string; end?: unknown }) => step),
    );
  const all = [
    begun("a", "2026-01-01", { source: "fair", end: "won", amount: dollars(100) }),
    begun("b", "2026-02-01", { source: "fair ", end: "lost", amount: euros(10) }),
    begun("c", "2026-12-31", { source: "fair", amount: { value: 5, currency: "NOK" } }),
    begun("d", "2026-02-01", { amount: euros(7) }),
    begun("e", "2025-12-31", { source: "fair", end: "won", amount: euros(1000) }),
  ];
  const [fair, unsaid, ...others] = leadSources(recordsIn(pipeline, all), year);
  expect(fair).toMatchObject({ source: "fair", count: 3, won: 1, lost: 1, open: 1, rate: 0.5, wonValue: { sum: eur(8000) } });
  expect(fair?.value).toMatchObject({ sum: eur(9000), notConverted: { sums: [{ minor: 500, currency: "NOK" }] } });
  expect(unsaid).toMatchObject({ source: "", count: 1, open: 1, value: { sum: eur(700) } });
  expect([unsaid?.rate, unsaid?.interval, others]).toEqual([undefined, undefined, []]);
});

describe("activities", () => {
  const all = [
    record("a", {
      activities: [
        { date: "2026-01-01", kind: "call", by: "amy", recorded: "with-consent", reply: true },
        { date: "2026-12-31", kind: "demo", by: "amy" },
        { date: "2025-12-31", kind: "demo", by: "amy" },
        { date: "2026-05-05", kind: "email", by: "bob" },
      ],
    }),
    record("b", { owner: "bob", activities: [{ date: "2026-05-05", kind: "email", by: "amy", reply: true }] }),
  ];

  test("are counted for whoever did them, by kind", () => {
    const [amy, bob, ...others] = activitiesByPerson(all, year);
    expect(amy).toMatchObject({ person: "amy", count: 3, deals: 2, kinds: { call: 1, meeting: 0, demo: 1, email: 1 } });
    expect(amy?.replies).toMatchObject({ count: 2, n: 3, rate: 2 / 3 });
    expect(amy?.recorded).toMatchObject({ count: 1, n: 2, rate: 0.5 });
    expect(bob).toMatchObject({ person: "bob", count: 1, replies: { count: 0, n: 1, rate: 0 }, recorded: { count: 0, n: 0 } });
    expect([bob?.recorded.rate, bob?.recorded.interval, others]).toEqual([undefined, undefined, []]);
  });

  test("of all add up to those of each", () => {
    expect(activityCounts(all, year)).toMatchObject({ count: 4, deals: 2, kinds: { call: 1, demo: 1, email: 2, note: 0 } });
    expect(activityCounts([], year).replies).toEqual({ count: 0, n: 0 });
  });
});

test("rotting and overdue deals by owner, those with most to do first", () => {
  const late = { next_step: { action: "Call", due: "2026-11-20" } };
  const all = [
    record("a", { owner: "amy", stage_entered: "2026-11-20" }),
    record("b", { owner: "bob", stage_entered: "2026-01-01", ...late }),
    record("c", { owner: "bob", stage_entered: "2026-11-20", ...late }),
    record("d", { owner: "cleo", stage: "won", stage_entered: "2026-01-01", ...late }),
  ];
  expect(attentionByOwner(input(all)).map(({ owner, open, rotting, overdue }) => [owner, open, rotting.length, overdue.length])).toEqual([
    ["bob", 2, 1, 2],
    ["amy", 1, 0, 0],
  ]);
});

test("the first day of which deals know something", () => {
  const activity = { date: "2025-12-30", kind: "call", by: "amy" };
  const all = [record("a", { stage_entered: "2026-02-01" }), record("b", { stage_entered: "2026-01-01", activities: [activity] })];
  expect([firstDayOf(all, day("2026-11-21")), firstDayOf([], day("2026-11-21"))]).toEqual(["2025-12-30", "2026-11-21"]);
});
