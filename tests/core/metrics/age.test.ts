import { expect, test } from "vitest";
import { arrivedOn, openAges } from "../../../src/core/metrics/age.ts";
import { input, record } from "./records.ts";

const arrived = (history: readonly object[]) => arrivedOn(record("a", { stage: "talk", stage_entered: "2026-06-01", history }));

test("a deal arrives with its first stage", () => {
  expect(arrived([])).toBe("2026-06-01");
  expect(
    arrived([
      { stage: "lead", entered: "2026-01-01" },
      { stage: "offer", entered: "2026-02-01" },
    ]),
  ).toBe("2026-01-01");
});

test("a deal that was handed over arrives with the handoff, for the last time that it was", () => {
  const there = [
    { pipeline: "care", stage: "lead", entered: "2026-01-01" },
    { pipeline: "sales", stage: "lead", entered: "2026-02-01" },
    { pipeline: "care", stage: "lead", entered: "2026-03-01" },
  ];
  expect(arrived([...there, { stage: "lead", entered: "2026-04-01" }])).toBe("2026-04-01");
  expect(arrived(there)).toBe("2026-06-01");
});

test("an entry without a pipeline, in a stage that this one has not, is of another", () => {
  expect(arrived([{ stage: "provisioning", entered: "2026-01-01" }])).toBe("2026-06-01");
});

test("only open deals age, the oldest first", () => {
  const records = [
    record("young", { stage_entered: "2026-11-20" }),
    record("old", { stage_entered: "2026-11-01" }),
    record("gone", { stage: "lost", stage_entered: "2026-01-01" }),
  ];
  const { deals, mean } = openAges(input(records));
  expect(deals.map((each) => [each.record.deal.slug, each.days])).toEqual([
    ["old", 20],
    ["young", 1],
  ]);
  expect(mean).toBe(10.5);
  expect(openAges(input([]))).toEqual({ deals: [] });
});
