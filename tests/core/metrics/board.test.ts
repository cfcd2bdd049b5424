import { expect, test } from "vitest";
import { closingDeals, latestChanges, overdueDeals, rottingDeals } from "../../../src/core/metrics/attention.ts";
import { boardOf } from "../../../src/core/metrics/board.ts";
import type { PipelineRecords } from "../../../src/core/metrics/deal-record.ts";
import { clockStart, daysInStage, daysOverdue, rottingOf } from "../../../src/core/metrics/deal-state.ts";
import { day, deal, euros, input, pipeline, record } from "./records.ts";

const today = day("2026-11-21");
const column = (records: PipelineRecords, id: string) => boardOf(records).find(({ stage }) => stage.id === id);
const slugs = (records: PipelineRecords, id: string) => column(records, id)?.records.map(({ deal: each }) => each.slug);

test("cards stand by priority, then by value, then by slug", () => {
  const records = [
    record("cheap", { amount: euros(1) }),
    record("b-none", {}),
    record("a-none", {}),
    record("second", { priority: 2 }),
    record("dear", { amount: euros(100) }),
    record("first", { priority: 0.5 }),
  ];
  expect(slugs(input(records), "lead")).toEqual(["first", "second", "dear", "cheap", "a-none", "b-none"]);
});

test("a column counts what it shows, with total and weighted value", () => {
  const board = column(input([record("a", { stage: "offer", amount: euros(100) }), record("b", { stage: "offer" })]), "offer");
  expect(board).toMatchObject({ count: 2, hidden: 0, value: [{ minor: 10000 }], weighted: [{ minor: 3300 }] });
});

test("closed deals stay for 90 days, archived ones not at all", () => {
  const records = [
    record("fresh", { stage: "won", stage_entered: "2026-08-23" }),
    record("old", { stage: "won", stage_entered: "2026-08-22" }),
    record("put-away", { stage: "won", stage_entered: "2026-11-20", archived: "2026-11-21" }),
  ];
  expect(slugs(input(records), "won")).toEqual(["fresh"]);
  expect(column(input(records), "won")?.hidden).toBe(2);
});

test("every stage has a column, the open ones first", () => {
  expect(boardOf(input([])).map(({ stage, count }) => [stage.id, count])).toEqual([
    ["lead", 0],
    ["offer", 0],
    ["talk", 0],
    ["won", 0],
    ["lost", 0],
  ]);
});

const logged = deal("logged", {
  stage_entered: "2026-11-01",
  activities: [
    { date: "2026-11-10", kind: "call", by: "zack" },
    { date: "2026-11-05", kind: "email", by: "zack", reply: true },
    { date: "2026-11-03", kind: "email", by: "zack", reply: true },
  ],
});

test("each rotting clock counts from its own day", () => {
  expect(clockStart(logged, "last_reply")).toBe("2026-11-05");
  expect(clockStart(logged, "last_activity")).toBe("2026-11-10");
  expect(clockStart(logged, "stage_entry")).toBe("2026-11-01");
  expect(clockStart(deal("silent", { stage_entered: "2026-11-02" }), "last_reply")).toBe("2026-11-02");
});

test("a deal rots when it is idle for longer than allowed, not on the last day", () => {
  const lead = record("a", { stage_entered: "2026-11-07" });
  expect(rottingOf(lead.deal, lead.stage, today)).toBeUndefined();
  expect(rottingOf(lead.deal, lead.stage, day("2026-11-22"))).toMatchObject({ days: 15, since: "2026-11-07" });
});

test("a next step is overdue from the day after it was due", () => {
  const due = deal("a", { next_step: { action: "Call", due: "2026-11-20" } });
  expect([daysOverdue(due, day("2026-11-20")), daysOverdue(due, today), daysOverdue(deal("b", {}), today)]).toEqual([0, 1, 0]);
  expect(daysInStage(deal("c", { stage_entered: "2026-11-01" }), today)).toBe(20);
});

test("only open deals need attention, the worst first", () => {
  const step = (due: string) => ({ action: "Call", due });
  const records = [
    record("late", { stage_entered: "2026-11-20", next_step: step("2026-11-11"), expected_close: "2026-12-21" }),
    record("later", { stage_entered: "2026-10-01", next_step: step("2026-11-01"), expected_close: "2026-12-22" }),
    record("gone", { stage: "lost", stage_entered: "2026-01-01", next_step: step("2026-01-01"), expected_close: "2026-01-01" }),
    record("past", { stage_entered: "2026-11-20", expected_close: "2026-11-19" }),
  ];
  expect(overdueDeals(records, today).map((each) => [each.record.deal.slug, each.days])).toEqual([
    ["later", 20],
    ["late", 10],
  ]);
  expect(rottingDeals(records, today).map((each) => [each.record.deal.slug, each.idleness.days])).toEqual([["later", 51]]);
  expect(closingDeals(records, today).map((each) => [each.record.deal.slug, each.days])).toEqual([
    ["past", -2],
    ["late", 30],
  ]);
});

test("the latest changes name both stages, the newest first", () => {
  const moved = record("moved", { stage: "offer", stage_entered: "2026-11-10", history: [{ stage: "lead", entered: "2026-11-01" }] });
  const changes = latestChanges([moved, record("new", { stage_entered: "2026-11-05" })], 2);
  expect(changes.map(({ record: { deal: each }, from, to }) => [each.slug, from?.stage.id, to?.stage.id])).toEqual([
    ["moved", "lead", "offer"],
    ["new", undefined, "lead"],
  ]);
  expect(pipeline.stages).toHaveLength(5);
});
