import { describe, expect, test } from "vitest";
import { compareRates, medianDays } from "../../../src/core/review/comparison.ts";
import { type RuleCommit, ruleEffects } from "../../../src/core/review/rule-effect.ts";
import { shareOf } from "../../../src/core/statistics/share.ts";
import { inputOf, placed } from "../forecast/pipelines.ts";

const change = (date: string, ...paths: string[]): RuleCommit => ({
  commit: `c-${date}`,
  recorded: Date.parse(`${date}T09:00:00Z`),
  author: "Ingrid",
  subject: "Change",
  paths: paths.length > 0 ? paths : ["pipelines/sales.yaml"],
});

/** A deal that became a lead and an offer, and ended, on these days. */
const ended = (index: number, stage: "won" | "lost", [lead, offer, end]: readonly [string, string, string]) =>
  placed(`deal-${stage}-${end}-${index}`, {
    stage,
    stage_entered: end,
    history: [
      { stage: "lead", entered: lead },
      { stage: "offer", entered: offer },
    ],
  });

const many = (count: number, stage: "won" | "lost", days: readonly [string, string, string]) =>
  Array.from({ length: count }, (_, index) => ended(index, stage, days));

describe("medians", () => {
  // Ranks of the 95 % interval of a median: Conover, Practical Nonparametric Statistics; n = 10 gives the 2nd and the 9th.
  test.each([
    [5, undefined],
    [6, [1, 6]],
    [10, [2, 9]],
    [20, [6, 15]],
    [100, [40, 61]],
    [2000, [956, 1045]],
  ])("of %d durations have the limits %j", (n, limits) => {
    const { interval } = medianDays(Array.from({ length: n }, (_, index) => n - index));
    expect(interval).toEqual(limits && { low: limits[0], high: limits[1] });
  });

  test("are the middle, or the mean of the middle two; of none there is none", () => {
    expect(medianDays([9, 1, 4])).toEqual({ n: 3, median: 4 });
    expect(medianDays([9, 1, 4, 5])).toEqual({ n: 4, median: 4.5 });
    expect(medianDays([])).toEqual({ n: 0 });
  });
});

test("a difference is told only where there is enough to tell it by", () => {
  expect(compareRates(shareOf(0, 9), shareOf(30, 30)).verdict).toBe("too-few");
  expect(compareRates(shareOf(5, 10), shareOf(8, 12)).verdict).toBe("no-clear-difference");
  expect(compareRates(shareOf(2, 20), shareOf(16, 20)).verdict).toBe("higher");
  expect(compareRates(shareOf(16, 20), shareOf(2, 20)).verdict).toBe("lower");
});

describe("a change of rules", () => {
  const records = [
    // Before 1 October: 2 of 14 won, in 61 days; of 28 moves on or out 16 were on. After: 12 of 14 won, in 31 days.
    ...many(2, "won", ["2026-07-20", "2026-08-20", "2026-09-19"]),
    ...many(12, "lost", ["2026-07-20", "2026-08-20", "2026-09-19"]),
    ...many(12, "won", ["2026-09-10", "2026-10-01", "2026-10-11"]),
    ...many(2, "lost", ["2026-09-10", "2026-10-01", "2026-10-11"]),
    placed("open", { stage: "offer", stage_entered: "2026-10-05", history: [{ stage: "lead", entered: "2026-07-15" }] }),
    placed("parked", { stage: "waiting", stage_entered: "2026-10-05", history: [{ stage: "lead", entered: "2026-07-15" }] }),
    placed("back", {
      stage: "lead",
      stage_entered: "2026-10-05",
      history: [
        { stage: "lead", entered: "2026-07-15" },
        { stage: "offer", entered: "2026-07-20" },
      ],
    }),
  ];

  test("is looked at over as many days before as after", () => {
    const [effect, ...others] = ruleEffects([change("2026-10-01")], [inputOf(records)]);
    expect(others).toEqual([]);
    // From 1 October to 21 November, both included.
    expect(effect).toMatchObject({ day: "2026-10-01", pipeline: "sales", days: 52 });
    expect(effect?.winRate).toMatchObject({ before: { count: 2, n: 14 }, after: { count: 12, n: 14 }, verdict: "higher" });
    // From the lead on: 14 each, and the open one; out of the offer as they ended.
    expect(effect?.conversion).toMatchObject({ before: { count: 16, n: 28 }, after: { count: 27, n: 29 }, verdict: "higher" });
    expect(effect?.cycle).toMatchObject({ before: { n: 2, median: 61 }, after: { n: 12, median: 31 }, verdict: "too-few" });
  });

  test("has no more days on either side than there are", () => {
    const daysOf = (date: string, today: string) => ruleEffects([change(date)], [inputOf(records, today)])[0]?.days;
    expect(daysOf("2026-10-01", "2027-11-21")).toBe(78);
    expect(daysOf("2026-11-01", "2027-11-21")).toBe(90);
    expect(daysOf("2026-11-21", "2026-11-21")).toBe(1);
    expect(daysOf("2026-07-15", "2026-11-21")).toBe(0);
    expect(ruleEffects([change("2026-11-01")], [inputOf([])])[0]).toMatchObject({
      days: 0,
      winRate: { before: { n: 0 }, verdict: "too-few" },
    });
  });

  test("concerns the pipelines whose files it touches, and all where it touches more", () => {
    const concerned = (...paths: string[]) => ruleEffects([change("2026-11-01", ...paths)], [inputOf(records)]).length;
    expect(concerned("pipelines/leads.yaml")).toBe(0);
    expect(concerned("pipelines/leads.yaml", "pipelines/sales.yaml")).toBe(1);
    expect(concerned("handbook/selling.md")).toBe(1);
    expect(concerned("pipelines/leads.yaml", "templates/nda.md")).toBe(1);
  });
});
