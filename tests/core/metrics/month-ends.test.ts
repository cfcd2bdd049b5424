import { expect, test } from "vitest";
import { monthEnds } from "../../../src/core/calendar/month-ends.ts";
import { monthEndsOf } from "../../../src/core/metrics/month-ends.ts";
import { day, euros, input, record } from "./records.ts";

test("months end on their last day, and the running one has not ended", () => {
  expect(monthEnds(day("2027-12-31"), day("2028-03-31"))).toEqual(["2027-12-31", "2028-01-31", "2028-02-29"]);
  expect(monthEnds(day("2026-11-01"), day("2026-11-30"))).toEqual([]);
  expect(monthEnds(day("2027-01-01"), day("2026-11-30"))).toEqual([]);
});

const acme = record("acme", {
  stage: "won",
  stage_entered: "2026-10-05",
  amount: euros(1000),
  history: [
    { stage: "lead", entered: "2026-07-31" },
    { stage: "offer", entered: "2026-09-30" },
  ],
});

const boards = (records: Parameters<typeof input>[0], today?: string) =>
  (monthEndsOf([input(records, today)]).get("sales") ?? []).map(({ day: on, month, columns }) => [
    on,
    month,
    columns.flatMap(({ stage, records: shown, more }) => (shown.length > 0 ? [`${stage.id} ${shown.length + more}`] : [])),
  ]);

test("a deal stands where it was when each month was over", () => {
  expect(boards([acme, record("beta", { stage: "lead", stage_entered: "2026-10-01" })])).toEqual([
    ["2026-07-31", "2026-07", ["lead 1"]],
    ["2026-08-31", "2026-08", ["lead 1"]],
    ["2026-09-30", "2026-09", ["offer 1"]],
    ["2026-10-31", "2026-10", ["lead 1", "won 1"]],
  ]);
});

test("without deals, and before the first month is over, there are no boards", () => {
  expect(boards([])).toEqual([]);
  expect(boards([acme], "2026-07-31")).toEqual([]);
  expect(monthEndsOf([])).toEqual(new Map());
});

test("of many deals fifty are kept, and the sums are those of all", () => {
  const many = Array.from({ length: 60 }, (_, index) => record(`deal-${index}`, { stage_entered: "2026-10-01", amount: euros(index) }));
  const [end] = monthEndsOf([input(many)]).get("sales") ?? [];
  const [lead] = end?.columns ?? [];
  expect(lead).toMatchObject({ count: 60, more: 10, value: [{ minor: 177_000, currency: "EUR" }] });
  expect(lead?.records.map(({ deal }) => deal.amount?.minor).slice(0, 2)).toEqual([5900, 5800]);
  expect(lead?.records).toHaveLength(50);
});

test("a date that cannot be right does not bring thousands of months", () => {
  expect(boards([record("typo", { stage_entered: "0206-03-01" })])).toHaveLength(120);
});
