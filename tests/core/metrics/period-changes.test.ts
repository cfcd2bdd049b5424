import { describe, expect, test } from "vitest";
import type { DealRecord } from "../../../src/core/metrics/deal-record.ts";
import { periodChanges } from "../../../src/core/metrics/period-changes.ts";
import { slippedDeals } from "../../../src/core/metrics/pushes.ts";
import { dollars, eur, leads, recorded, recordsIn } from "./past-records.ts";
import { day, euros, pipeline, record } from "./records.ts";

const june = { from: day("2026-06-01"), until: day("2026-06-30") };
const slug = ({ record: { deal } }: { readonly record: DealRecord }) => deal.slug;
const start = { on: "2026-05-02", pipeline: "sales", stage: "lead", stage_entered: "2026-05-01", amount: euros(100) };
const changes = (...all: DealRecord[]) => periodChanges(recordsIn(pipeline, all), june);

describe("new deals", () => {
  test("count on the day they began, with the amount that was first recorded", () => {
    const found = changes(
      recorded("may", [start]),
      recorded("first", [{ ...start, on: "2026-07-03", stage_entered: "2026-06-01" }]),
      recorded("last", [
        { ...start, on: "2026-06-30", stage_entered: "2026-06-30", amount: dollars(10) },
        { on: "2026-06-30", amount: dollars(99) },
      ]),
      record("uncommitted", { stage_entered: "2026-06-10" }),
    );
    expect(found.created.map((each) => [slug(each), each.day, each.base?.minor])).toEqual([
      ["first", "2026-06-01", 10_000],
      ["uncommitted", "2026-06-10", undefined],
      ["last", "2026-06-30", 900],
    ]);
    expect(found.createdValue).toMatchObject({ sum: eur(10_900), count: 2, withoutAmount: 1 });
  });

  test("may come from another pipeline, with what they were worth on arrival", () => {
    const handed = recorded("handed", [
      { on: "2026-05-02", pipeline: "leads", stage: "chat", stage_entered: "2026-05-01", amount: euros(5) },
      { on: "2026-06-02", pipeline: "sales", stage: "lead", stage_entered: "2026-06-02", amount: euros(50), owner: "amy" },
    ]);
    const found = changes(handed);
    expect(found.created).toMatchObject([{ from: { stage: { id: "chat" } }, base: eur(5000) }]);
    expect([found.grown.steps, found.ownerChanges.length]).toEqual([[], 1]);
    expect(periodChanges(recordsIn(leads, [handed]), june)).toMatchObject({ created: [], ownerChanges: [] });
  });
});

describe("amounts", () => {
  test("that grew and shrank, at the rate of that day at both ends, with their commits", () => {
    const found = changes(
      recorded("grew", [start, { on: "2026-06-05", by: "amy", amount: dollars(200) }]),
      recorded("priced", [
        { ...start, amount: undefined },
        { on: "2026-06-04", amount: euros(30) },
      ]),
      recorded("shrank", [
        { ...start, amount: dollars(100) },
        { on: "2026-06-06", amount: dollars(90) },
      ]),
      recorded("same", [start, { on: "2026-06-07", title: "Other" }]),
      recorded("later", [start, { on: "2026-07-01", amount: euros(999) }]),
    );
    expect(found.grown.sum).toEqual(eur(3000 + 8000));
    expect(found.grown.steps.map((each) => [slug(each), each.day, each.commit, each.author, each.delta?.minor])).toEqual([
      ["priced", "2026-06-04", "priced-2", "zack", 3000],
      ["grew", "2026-06-05", "grew-2", "amy", 8000],
    ]);
    expect(found.grown.steps[1]).toMatchObject({ from: eur(10_000), to: { minor: 20_000, currency: "USD" } });
    expect(found.shrunk).toMatchObject({ sum: eur(-900), steps: [{ delta: eur(-900) }] });
  });

  test("that cannot be converted stand apart", () => {
    const found = changes(recorded("krone", [start, { on: "2026-06-05", amount: { value: 9, currency: "NOK" } }]));
    expect([found.grown.steps, found.shrunk.steps, found.notConverted.map(slug)]).toEqual([[], [], ["krone"]]);
  });

  test("of deals that were over already are mended, and no change; those that change with the end are", () => {
    const won = { on: "2026-06-02", stage: "won", stage_entered: "2026-06-02" };
    const mended = recorded("mended", [start, won, { on: "2026-06-09", amount: euros(1) }]);
    const bargained = recorded("bargained", [start, { ...won, amount: euros(80) }]);
    expect(changes(mended).shrunk.steps).toEqual([]);
    expect(changes(bargained).shrunk.sum).toEqual(eur(-2000));
  });
});

describe("close dates", () => {
  const due = (date: string | undefined, on: string) => ({ on, expected_close: date });
  const twice = recorded("twice", [
    { ...start, expected_close: "2026-06-10" },
    due("2026-06-20", "2026-05-31"),
    due("2026-07-01", "2026-06-01"),
    due("2026-06-30", "2026-06-02"),
    due("2026-08-01", "2026-06-30"),
  ]);
  const once = recorded("once", [
    { ...start, expected_close: "2026-06-10" },
    due(undefined, "2026-06-03"),
    due("2026-06-11", "2026-06-04"),
    due("2026-12-31", "2026-06-05"),
  ]);

  test("that were put off: how often and by how many days, the worst first", () => {
    const found = changes(twice, once);
    expect(found.slipped.map((each) => [slug(each), each.pushes.length, each.days])).toEqual([
      ["once", 1, 203],
      ["twice", 2, 11 + 32],
    ]);
    expect([found.pushes, found.daysPushed]).toEqual([3, 246]);
    expect(found.slipped[1]?.pushes[0]).toMatchObject({
      from: "2026-06-20",
      to: "2026-07-01",
      days: 11,
      commit: "twice-3",
      day: "2026-06-01",
    });
  });

  test("over a deal's whole life", () => {
    expect(slippedDeals(recordsIn(pipeline, [twice])).map(({ pushes }) => pushes.length)).toEqual([3]);
  });

  test("that the closing sets are no push", () => {
    const closed = { on: "2026-06-20", stage: "won", stage_entered: "2026-06-20", expected_close: "2026-06-20" };
    expect(changes(recorded("late", [{ ...start, expected_close: "2026-06-10" }, closed])).slipped).toEqual([]);
  });
});

test("steps back and reopenings count on the day they happened, with the commit that recorded them", () => {
  const back = recorded("back", [
    { ...start, stage: "talk" },
    { on: "2026-07-04", stage: "lead", stage_entered: "2026-06-30" },
  ]);
  const again = recorded("again", [
    { ...start, stage: "lost", lost_reason: "price" },
    { on: "2026-06-10", stage: "offer", stage_entered: "2026-06-08" },
  ]);
  const onward = recorded("onward", [start, { on: "2026-06-10", stage: "offer", stage_entered: "2026-06-08" }]);
  const found = changes(back, again, onward);
  expect(found.wentBack.map((each) => [slug(each), each.day, each.from.id, each.to.id, each.entry.recorded?.commit])).toEqual([
    ["back", "2026-06-30", "talk", "lead", "back-2"],
  ]);
  expect(found.reopened.map((each) => [slug(each), each.day, each.from.id, each.to.id])).toEqual([
    ["again", "2026-06-08", "lost", "offer"],
  ]);
});

test("owners that changed, and nothing where nothing did", () => {
  const passed = recorded("passed", [start, { on: "2026-06-10", by: "ingrid", owner: "amy" }]);
  expect(changes(passed).ownerChanges).toMatchObject([
    { from: "zack", to: "amy", author: "ingrid", commit: "passed-2", day: "2026-06-10" },
  ]);
  expect(changes()).toMatchObject({ created: [], slipped: [], pushes: 0, daysPushed: 0, grown: { steps: [], sum: eur(0) } });
});

test("a day ends where the organisation is", () => {
  const moved = recorded("moved", [start, { on: "2026-06-10", owner: "amy" }]);
  const late = { ...moved, versions: moved.versions.map((each, index) => ({ ...each, recorded: each.recorded + index * 13 * 3_600_000 })) };
  const given = recordsIn(pipeline, [late]);
  const on = (date: string, zone: string) => periodChanges({ ...given, zone }, { from: day(date), until: day(date) }).ownerChanges.length;
  expect([on("2026-06-10", "UTC"), on("2026-06-11", "UTC"), on("2026-06-10", "America/New_York")]).toEqual([0, 1, 1]);
});
