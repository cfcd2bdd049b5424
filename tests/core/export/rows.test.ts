import { expect, test } from "vitest";
import { dealsFile, metricsFile, pipelinesFile, stageChangesFile } from "../../../src/core/export/api.ts";
import { dealRows } from "../../../src/core/export/deal-rows.ts";
import { eventRows } from "../../../src/core/export/event-rows.ts";
import { ofOwner } from "../../../src/core/export/export-input.ts";
import { metricRows } from "../../../src/core/export/metric-rows.ts";
import { stageChangeRows } from "../../../src/core/export/stage-change-rows.ts";
import { dealText, inputOf } from "./sample-input.ts";

const dollars = (value: string) => ({ value, currency: "USD" });

test("a deal's amount is exact, and in the base currency at the rate of the day that counts", () => {
  const rows = dealRows(
    inputOf({
      open: dealText({ amount: dollars("1000.10"), fields: { region: "North" }, next_step: { action: "Call", due: "2026-11-25" } }),
      won: dealText({ stage: "won", stage_entered: "2026-06-15", amount: dollars("1000.10") }),
      yen: dealText({ stage: "won", stage_entered: "2026-02-01", amount: { value: 5000, currency: "JPY" } }),
    }),
  );
  expect(
    rows.map(({ deal, amount, base_amount, weighted_amount, closed }) => ({ deal, amount, base_amount, weighted_amount, closed })),
  ).toEqual([
    {
      deal: "open",
      amount: { value: "1000.10", currency: "USD", minor: 100010 },
      base_amount: { value: "500.05", currency: "EUR", minor: 50005 },
      weighted_amount: { value: "100.01", currency: "USD", minor: 10001 },
      closed: undefined,
    },
    {
      deal: "won",
      amount: { value: "1000.10", currency: "USD", minor: 100010 },
      base_amount: { value: "800.08", currency: "EUR", minor: 80008 },
      weighted_amount: undefined,
      closed: "2026-06-15",
    },
    // No rate of the yen counted on that day.
    {
      deal: "yen",
      amount: { value: "5000", currency: "JPY", minor: 5000 },
      base_amount: undefined,
      weighted_amount: undefined,
      closed: "2026-02-01",
    },
  ]);
  expect(rows[0]).toMatchObject({ owner_name: "Zack Lee", fields: { region: "North" }, url: "https://sales.example/book/deals/open/" });
});

test("contacts and notes stay where they are", () => {
  const input = inputOf({ acme: dealText({ contact: { name: "Jane Roe", email: "jane@acme.example" } }) });
  const all = JSON.stringify([dealsFile(input), stageChangesFile(input), pipelinesFile(input), metricsFile(input), eventRows(input)]);
  expect(all).not.toMatch(/Jane|jane@|nobody's business/);
});

test("of two files with one name the first counts, and what is no slug has no row", () => {
  const input = inputOf({ acme: dealText({ title: "First" }), "more/acme": dealText({ title: "Second" }), "a b": dealText({}) });
  expect(dealRows(input).map(({ deal, title }) => [deal, title])).toEqual([["acme", "First"]]);
});

const walk = {
  acme: [
    { at: "2026-09-01T08:00:00Z", text: dealText({ stage: "lead", stage_entered: "2026-08-20", amount: dollars("10") }) },
    {
      at: "2026-09-10T22:30:00Z",
      text: dealText({ stage: "offer", stage_entered: "2026-09-10", amount: dollars("20"), owner: "mei" }),
      author: "Mei",
    },
    { at: "2026-09-20T08:00:00Z", text: dealText({ stage: "later", stage_entered: "2026-09-20", amount: dollars("20"), owner: "mei" }) },
    { at: "2026-10-05T08:00:00Z", text: dealText({ stage: "offer", stage_entered: "2026-10-01", amount: dollars("20"), owner: "mei" }) },
    { at: "2026-10-06T08:00:00Z", text: dealText({ stage: "lead", stage_entered: "2026-10-06", amount: dollars("20"), owner: "mei" }) },
  ],
};
const acme = dealText({
  stage: "lead",
  stage_entered: "2026-10-06",
  amount: dollars("20"),
  owner: "mei",
  history: [{ stage: "gone", entered: "2026-07-01" }],
});

test("stage changes have both dates, their kind, and what the deal was then", () => {
  const rows = stageChangeRows(inputOf({ acme }, walk));
  expect(
    rows.map(({ sequence, kind, from_stage, to_stage, entered, left, days }) => [
      sequence,
      kind,
      from_stage,
      to_stage,
      entered,
      left,
      days,
    ]),
  ).toEqual([
    [1, "began", undefined, "gone", "2026-07-01", "2026-08-20", 50],
    [2, "unknown", "gone", "lead", "2026-08-20", "2026-09-10", 21],
    [3, "forward", "lead", "offer", "2026-09-10", "2026-09-20", 10],
    [4, "park", "offer", "later", "2026-09-20", "2026-10-01", 11],
    [5, "resume", "later", "offer", "2026-10-01", "2026-10-06", 5],
    [6, "backward", "offer", "lead", "2026-10-06", undefined, undefined],
  ]);
  expect(rows[0]).not.toHaveProperty("recorded");
  expect(rows[1]).toMatchObject({ recorded: "2026-09-01T10:00:00+02:00", days_late: 12, owner: "zack", amount: { value: "10.00" } });
  // Half past ten in the evening in London is the next day in Berlin.
  expect(rows[2]).toMatchObject({
    recorded: "2026-09-11T00:30:00+02:00",
    days_late: 1,
    owner: "mei",
    author: "Mei",
    amount: { value: "20.00" },
  });
});

test("an event log tells what happened in its order, by whom, and with a zone", () => {
  const text = acme.replace("owner: ", 'activities: [{"date":"2026-09-10","kind":"demo","by":"mei"}]\nowner: ');
  const rows = eventRows(inputOf({ acme: text }, walk));
  expect(rows.map(({ timestamp, activity, resource }) => [timestamp, activity, resource])).toEqual([
    ["2026-07-01T00:00:00+02:00", "gone", undefined],
    ["2026-08-20T00:00:00+02:00", "Lead", "Zack Lee"],
    ["2026-09-10T00:00:00+02:00", "Offer", "Mei"],
    ["2026-09-10T00:00:00+02:00", "Demo", "Mei Tanaka"],
    ["2026-09-11T00:30:00+02:00", "Amount changed", "Mei"],
    ["2026-09-11T00:30:00+02:00", "Owner changed", "Mei"],
    ["2026-09-20T10:00:00+02:00", "Later", "Zack Lee"],
    ["2026-10-01T00:00:00+02:00", "Offer", "Zack Lee"],
    ["2026-10-06T10:00:00+02:00", "Lead", "Zack Lee"],
  ]);
  expect(rows.find(({ kind }) => kind === "amount")).toMatchObject({ from: "10.00 USD", to: "20.00 USD", case_id: "acme" });
  expect(rows.find(({ kind }) => kind === "owner")).toMatchObject({ from: "zack", to: "mei" });
});

test("sorting by time keeps the order of stage changes of one day, whenever they were recorded", () => {
  const commits = [
    { at: "2026-09-10T15:00:00Z", text: dealText({ stage: "lead", stage_entered: "2026-09-10" }) },
    { at: "2026-09-12T08:00:00Z", text: dealText({ stage: "offer", stage_entered: "2026-09-10" }) },
    { at: "2026-09-12T09:00:00Z", text: dealText({ stage: "won", stage_entered: "2026-09-09" }) },
  ];
  const rows = eventRows(inputOf({ acme: dealText({ stage: "won", stage_entered: "2026-09-09" }) }, { acme: commits }));
  expect(rows.map(({ activity }) => activity)).toEqual(["Lead", "Offer", "Won"]);
  expect(new Set(rows.map(({ timestamp }) => timestamp))).toEqual(new Set(["2026-09-10T17:00:00+02:00"]));
});

test("a close date that moves to a later day is a push", () => {
  const versions = ["2026-10-01", "2026-11-01", "2026-10-15"].map((expected_close, index) => ({
    at: `2026-09-0${index + 1}T08:00:00Z`,
    text: dealText({ expected_close }),
  }));
  const rows = eventRows(inputOf({ acme: dealText({}) }, { acme: versions })).filter(({ kind }) => kind === "close-date");
  expect(rows.map(({ activity, from, to }) => [activity, from, to])).toEqual([
    ["Expected close pushed back", "2026-10-01", "2026-11-01"],
    ["Expected close changed", "2026-11-01", "2026-10-15"],
  ]);
});

test("figures are those of the metrics page, with how many deals they are made from", () => {
  const input = inputOf({
    a: dealText({ amount: { value: "0.10", currency: "EUR" } }),
    b: dealText({ amount: { value: "0.20", currency: "EUR" }, stage: "offer" }),
    c: dealText({ stage: "won", stage_entered: "2026-11-01", amount: dollars("9"), history: [{ stage: "lead", entered: "2026-10-22" }] }),
  });
  const rows = metricRows(input);
  expect(rows.find(({ metric, of }) => metric === "pipeline-value" && of === "all open deals")).toMatchObject({
    n: 2,
    amount: { value: "0.30", minor: 30 },
  });
  expect(rows.find(({ metric, of }) => metric === "win-rate" && of === "closed deals")).toMatchObject({ n: 1, share: 1, high: 1 });
  expect(rows.find(({ metric }) => metric === "average-deal-size")).toMatchObject({ n: 1, amount: { value: "9.00", currency: "USD" } });
  expect(rows.find(({ metric, of }) => metric === "sales-cycle" && of.startsWith("median"))).toMatchObject({ n: 1, days: 10 });
  const explained = metricsFile(input).definitions.map(({ id }) => id);
  expect(explained).toEqual(expect.arrayContaining([...new Set(rows.map(({ metric }) => metric))]));
});

test("the deals of one person are all that is left of the others", () => {
  const input = ofOwner(inputOf({ a: dealText({}), b: dealText({ owner: "mei", amount: { value: 5, currency: "EUR" } }) }), "mei");
  expect(dealRows(input).map(({ deal }) => deal)).toEqual(["b"]);
  expect(metricRows(input)[0]).toMatchObject({ n: 1, amount: { value: "5.00" } });
});

test("no deals, no pipelines and no settings give empty files", () => {
  const input = inputOf({}, {}, { "dealbook.yaml": "", "pipelines/sales.yaml": "" });
  expect(dealsFile(input)).toEqual({ schemaVersion: 1, today: "2026-11-21", deals: [] });
  expect([stageChangeRows(input), eventRows(input), metricRows(input), pipelinesFile(input).pipelines]).toEqual([[], [], [], []]);
});
