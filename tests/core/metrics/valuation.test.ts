import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { closingsOf } from "../../../src/core/metrics/closings.ts";
import { dealSizeIn } from "../../../src/core/metrics/deal-size.ts";
import { filterRecords } from "../../../src/core/metrics/filter.ts";
import { leadSources } from "../../../src/core/metrics/sources.ts";
import { openTotals, totalsByStage } from "../../../src/core/metrics/value.ts";
import { winRateByValue } from "../../../src/core/metrics/win-rate-by-value.ts";
import { dollars, eur, leads, rates, recorded, recordsIn } from "./past-records.ts";
import { day, euros, input, pipeline, record } from "./records.ts";

const kroner = { value: 700, currency: "NOK" };
const slugs = (items: readonly { readonly record: { readonly deal: { readonly slug: string } } }[]) =>
  items.map(({ record: { deal } }) => deal.slug);
const inYear = { from: day("2026-01-01"), until: day("2026-12-31") };

describe("the value in the base currency", () => {
  const open = [
    record("a", { amount: euros(100) }),
    record("b", { amount: dollars("100.01") }),
    record("c", { stage: "offer", amount: { value: 10_000, currency: "JPY" } }),
    record("d", { stage: "offer", amount: kroner }),
    record("e", { stage: "talk" }),
  ];

  test("is that of the open deals at the rates of today; what has no rate stands apart", () => {
    const { baseValue, baseWeighted } = openTotals({ ...input(open), rates });
    // 100.00 + 100.01 × 0.8 = 80.008 → 80.01 + 10,000 × 0.006 = 60.00
    expect(baseValue).toMatchObject({ sum: eur(24_001), count: 3, withoutAmount: 1 });
    expect(slugs(baseValue.notConverted.items)).toEqual(["d"]);
    expect(baseValue.notConverted.sums).toEqual([{ minor: 70_000, currency: "NOK" }]);
    // 15 % of 100.00 = 15.00, 15 % of 80.01 = 12.0015 → 12.00, 33 % of 60.00 = 19.80; and 33 % of 700.00 kroner
    expect(baseWeighted.sum).toEqual(eur(1500 + 1200 + 1980));
    expect(baseWeighted.notConverted.sums).toEqual([{ minor: 23_100, currency: "NOK" }]);
  });

  test("is of yesterday's rates yesterday", () => {
    expect(openTotals({ ...input(open.slice(1, 2), "2026-06-30"), rates }).baseValue.sum).toEqual(eur(9001));
  });

  test("is zero of no deals, and an amount too large to convert is not converted", () => {
    expect(openTotals({ ...input([]), rates }).baseValue).toMatchObject({ sum: eur(0), count: 0, withoutAmount: 0 });
    const vast = { ...rates, base: "JPY", byCurrency: new Map([["USD", [{ from: day("2026-01-01"), rate: "150" }]]]) };
    const { baseValue } = openTotals({ ...input([record("a", { amount: dollars("90071992547409.91") })]), rates: vast });
    expect([baseValue.count, slugs(baseValue.notConverted.items)]).toEqual([0, ["a"]]);
  });

  test("of all stages together is the sum of the stages, to the cent, and every deal is somewhere", () => {
    const anyDeal = fc.record({
      stage: fc.constantFrom("lead", "offer", "talk", "won", "lost"),
      amount: fc.option(
        fc.record({ value: fc.integer({ min: 0, max: 99_999_999 }), currency: fc.constantFrom("EUR", "USD", "JPY", "NOK", "KWD") }),
        { nil: undefined },
      ),
    });
    fc.assert(
      fc.property(fc.array(anyDeal, { maxLength: 40 }), (deals) => {
        const all = deals.map(({ stage, amount }, index) =>
          record(`d${index}`, {
            stage,
            ...(stage === "lost" && { lost_reason: "price" }),
            ...(amount && { amount: { ...amount, value: amount.currency === "JPY" ? amount.value : `${amount.value / 100}` } }),
          }),
        );
        const given = { ...input(all), rates };
        const [total, stages] = [openTotals(given), totalsByStage(given)];
        const add = (pick: (each: (typeof stages)[number]) => number) => stages.reduce((sum, each) => sum + pick(each), 0);
        expect(add(({ baseValue }) => baseValue.sum.minor)).toBe(total.baseValue.sum.minor);
        expect(add(({ baseWeighted }) => baseWeighted.sum.minor)).toBe(total.baseWeighted.sum.minor);
        expect(add(({ baseValue }) => baseValue.notConverted.items.length)).toBe(total.baseValue.notConverted.items.length);
        expect(add(({ count }) => count)).toBe(total.count);
        const { count, withoutAmount, notConverted } = total.baseValue;
        expect(count + withoutAmount + notConverted.items.length).toBe(total.count);
      }),
      { numRuns: 100 },
    );
  });
});

describe("deals that closed", () => {
  const all = [
    recorded("won-in-may", [{ on: "2026-05-04", stage: "won", stage_entered: "2026-05-02", amount: dollars(1000) }]),
    recorded("won-in-august", [{ on: "2026-08-02", stage: "won", stage_entered: "2026-08-02", amount: dollars(1000) }]),
    recorded("lost", [{ on: "2026-09-01", stage: "lost", stage_entered: "2026-09-01", lost_reason: "price", amount: euros(300) }]),
    recorded("krone", [{ on: "2026-09-01", stage: "won", stage_entered: "2026-09-01", amount: kroner }]),
    recorded("priceless", [{ on: "2026-09-02", stage: "lost", stage_entered: "2026-09-02", lost_reason: "price" }]),
    recorded("open", [{ on: "2026-09-01", stage: "talk", stage_entered: "2026-09-01", amount: euros(5000) }]),
    recorded("reopened", [
      { on: "2026-03-01", stage: "lost", stage_entered: "2026-03-01", lost_reason: "price", amount: euros(7000) },
      { on: "2026-10-01", stage: "offer", stage_entered: "2026-10-01", lost_reason: undefined },
    ]),
    recorded("last-year", [{ on: "2025-05-04", stage: "won", stage_entered: "2025-12-31", amount: euros(90) }]),
  ];
  const given = recordsIn(pipeline, all);

  test("are worth what they were at the rate of that day", () => {
    expect(closingsOf(given, inYear).map(({ record: { deal }, day: on, isWon, base }) => [deal.slug, on, isWon, base?.minor])).toEqual([
      ["won-in-may", "2026-05-02", true, 90_000],
      ["won-in-august", "2026-08-02", true, 80_000],
      ["krone", "2026-09-01", true, undefined],
      ["lost", "2026-09-01", false, 30_000],
      ["priceless", "2026-09-02", false, undefined],
    ]);
  });

  test("give the win rate by value, with what is not in it", () => {
    const rate = winRateByValue(given, inYear);
    expect(rate).toMatchObject({ count: 3, rate: 1700 / 2000, won: { sum: eur(170_000), count: 2 }, lost: { withoutAmount: 1 } });
    expect(slugs(rate.won.notConverted.items)).toEqual(["krone"]);
    expect(winRateByValue(given, { from: day("2026-01-01"), until: day("2026-04-30") })).not.toHaveProperty("rate");
    expect(winRateByValue(given).won.sum).toEqual(eur(179_000));
  });

  test("give the average and the median size of a period, and none of nothing", () => {
    expect(dealSizeIn(given, inYear)).toMatchObject({ mean: eur(85_000), median: eur(85_000), count: 2, sum: eur(170_000) });
    expect(dealSizeIn(given)).toMatchObject({ mean: eur(59_667), median: eur(80_000), count: 3 });
    const none = dealSizeIn(given, { from: day("2024-01-01"), until: day("2024-12-31") });
    expect(none).toMatchObject({ count: 0, sum: eur(0) });
    expect([none.mean, none.median]).toEqual([undefined, undefined]);
  });

  test("of a pipeline that hands over are won by that, worth what they were when they left", () => {
    const handed = recorded("handed", [
      { on: "2026-03-01", pipeline: "leads", stage: "chat", stage_entered: "2026-03-01", amount: euros(100) },
      { on: "2026-04-01", amount: euros(200) },
      { on: "2026-05-01", pipeline: "sales", stage: "lead", stage_entered: "2026-05-01", amount: euros(900) },
      { on: "2026-06-01", stage: "lost", stage_entered: "2026-06-01", lost_reason: "price" },
    ]);
    expect(winRateByValue(recordsIn(leads, [handed]))).toMatchObject({ rate: 1, won: { sum: eur(20_000) } });
    expect(winRateByValue(recordsIn(pipeline, [handed]))).toMatchObject({ rate: 0, lost: { sum: eur(90_000) } });
  });

  test("of a pipeline that wins deals itself are not won by a handoff", () => {
    const away = recorded("away", [
      { on: "2026-03-01", pipeline: "sales", stage: "offer", stage_entered: "2026-03-01", amount: euros(100), source: "fair" },
      { on: "2026-05-01", pipeline: "leads", stage: "chat", stage_entered: "2026-05-01" },
    ]);
    expect(closingsOf(recordsIn(pipeline, [away]))).toEqual([]);
    expect(leadSources(recordsIn(pipeline, [away]))).toMatchObject([{ won: 0, lost: 0, open: 1, value: { sum: eur(10_000) } }]);
  });
});

test("a filter lets deals of an owner or a source through, from every list", () => {
  const all = [
    record("a", { owner: "amy", source: "fair" }),
    record("b", { owner: "amy", source: " fair " }),
    record("c", { owner: "bob", source: "fair" }),
    record("d", { owner: "bob" }),
  ];
  const left = (filter: Parameters<typeof filterRecords>[1]) => {
    const { records, all: every } = filterRecords(input(all), filter);
    expect(every.map(({ deal }) => deal.slug)).toEqual(records.map(({ deal }) => deal.slug));
    return records.map(({ deal }) => deal.slug).join("");
  };
  expect([
    left({}),
    left({ owner: "amy" }),
    left({ source: "fair" }),
    left({ owner: "bob", source: "fair" }),
    left({ source: "" }),
  ]).toEqual(["abcd", "ab", "abc", "c", "d"]);
});
