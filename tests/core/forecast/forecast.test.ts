import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { categoryOf, categoryOfStage, countedCategories } from "../../../src/core/forecast/category.ts";
import { type Forecast, type ForecastRow, forecastByOwner, forecastOf, valueUpTo } from "../../../src/core/forecast/forecast.ts";
import { formatMonth } from "../../../src/core/forecast/month.ts";
import type { Money } from "../../../src/core/money/money.ts";
import { inputOf, pipeline, placed } from "./pipelines.ts";

const euro = (minor: number): Money => ({ minor, currency: "EUR" });

const eur = (value: number | string) => ({ value, currency: "EUR" });
const usd = (value: number | string) => ({ value, currency: "USD" });

const rowsOf = ({ months, later, overdue, undated }: Forecast): ForecastRow[] => [...months, later, overdue, undated];

const slugsOf = ({ total }: ForecastRow): string[] => total.deals.map(({ record }) => record.deal.slug);

describe("what a deal is counted as", () => {
  test("follows from its stage: what the file says, else its probability; parked stages wait", () => {
    expect(pipeline.stages.map((stage) => [stage.id, categoryOfStage(stage)])).toEqual([
      ["lead", "pipeline"],
      ["offer", "best-case"],
      ["talk", "commit"],
      ["sure", "best-case"],
      ["waiting", "omitted"],
      ["won", "omitted"],
      ["lost", "omitted"],
    ]);
  });

  test("can be said by the deal, but for closed ones", () => {
    expect(categoryOf(placed("a", { stage: "lead", forecast: "commit" }))).toBe("commit");
    expect(categoryOf(placed("a", { stage: "waiting", forecast: "pipeline" }))).toBe("pipeline");
    expect(categoryOf(placed("a", { stage: "won", forecast: "pipeline" }))).toBe("closed");
    expect(categoryOf(placed("a", { stage: "lost", forecast: "commit" }))).toBe("omitted");
  });
});

describe("a forecast", () => {
  const records = [
    placed("lead", { stage: "lead", amount: eur("100.10"), expected_close: "2026-12-01" }),
    placed("offer", { stage: "offer", amount: usd(1000), expected_close: "2026-12-31", owner: "ann" }),
    placed("talk", { stage: "talk", amount: eur(500), expected_close: "2026-11-21" }),
    placed("bold", { stage: "lead", amount: eur(200), expected_close: "2027-01-05", forecast: "commit" }),
    placed("won", { stage: "won", amount: usd(100), stage_entered: "2026-11-05", expected_close: "2026-10-01" }),
    placed("won-late", { stage: "won", amount: usd(100), stage_entered: "2026-11-10" }),
    placed("won-before", { stage: "won", amount: eur(999), stage_entered: "2026-10-31" }),
    placed("late", { stage: "talk", amount: eur(80), expected_close: "2026-11-20" }),
    placed("someday", { stage: "offer", amount: eur(60) }),
    placed("next-year", { stage: "offer", amount: eur(40), expected_close: "2027-11-01" }),
    placed("free", { stage: "lead", expected_close: "2026-12-12" }),
    placed("pounds", { stage: "lead", amount: { value: 70, currency: "GBP" }, expected_close: "2026-12-12" }),
    placed("parked", { stage: "waiting", amount: eur(30), expected_close: "2026-12-12" }),
    placed("left-out", { stage: "talk", amount: eur(30), expected_close: "2026-12-12", forecast: "omitted" }),
    placed("lost", { stage: "lost", amount: eur(30), expected_close: "2026-12-12" }),
  ];
  const forecast = forecastOf(inputOf(records));

  test("has every counted deal in one row", () => {
    expect(forecast.months.map(({ month }) => month)).toEqual(["2026-11", "2026-12", "2027-01"]);
    expect(rowsOf(forecast).map(slugsOf)).toEqual([
      ["talk", "won", "won-late"],
      ["lead", "offer", "free", "pounds"],
      ["bold"],
      ["next-year"],
      ["late"],
      ["someday"],
    ]);
    expect(forecast.omitted.map(({ deal }) => deal.slug)).toEqual(["parked", "left-out"]);
  });

  test("weights each deal by its stage and rounds it by itself; won ones count in full at the rate of their day", () => {
    const [november, december] = forecast.months;
    // 100 dollars at 0.90 on the 5th and at 0.80 on the 10th; 75 % of 500.
    expect(november?.categories.closed).toMatchObject({ amount: euro(17_000), weighted: euro(17_000) });
    expect(november?.categories.commit).toMatchObject({ amount: euro(50_000), weighted: euro(37_500) });
    expect(november?.total.weighted).toEqual(euro(54_500));
    // 15 % of 100.10 is 15.015: half to even.
    expect(december?.categories.pipeline).toMatchObject({ amount: euro(10_010), weighted: euro(1502), withoutAmount: 1, withoutRate: 1 });
    expect(december?.categories["best-case"]).toMatchObject({ amount: euro(80_000), weighted: euro(40_000) });
  });

  test("adds up what somebody counts on who is as sure", () => {
    const [november] = forecast.months;
    if (!november) throw new Error("no month");
    expect(countedCategories.map((category) => valueUpTo(november, category).minor)).toEqual([17_000, 67_000, 67_000, 67_000]);
  });

  test("is there for each person", () => {
    expect(forecastByOwner(inputOf(records)).map(({ owner, forecast: { total } }) => [owner, total.total.deals.length])).toEqual([
      ["ann", 1],
      ["zack", 10],
    ]);
  });

  test("of nothing has three empty months", () => {
    const empty = forecastOf(inputOf([]));
    expect(empty.months.map(({ month, total }) => [month, total.amount])).toEqual([
      ["2026-11", euro(0)],
      ["2026-12", euro(0)],
      ["2027-01", euro(0)],
    ]);
  });

  test("names months for its readers", () => {
    expect(formatMonth(forecast.months[0]?.month ?? ("" as never), "es")).toBe("noviembre de 2026");
  });
});

const someDeal = fc.record({
  stage: fc.constantFrom("lead", "offer", "talk", "sure", "waiting", "won", "lost"),
  amount: fc.option(
    fc.record({
      value: fc.integer({ min: 0, max: 10_000_000 }).map((cents) => (cents / 100).toFixed(2)),
      currency: fc.constantFrom("EUR", "USD"),
    }),
    { nil: undefined },
  ),
  expected_close: fc.option(fc.constantFrom("2026-01-01", "2026-11-21", "2026-12-01", "2027-10-31", "2027-11-01", "2199-01-01"), {
    nil: undefined,
  }),
  stage_entered: fc.constantFrom("2026-01-01", "2026-11-01", "2026-11-20"),
  owner: fc.constantFrom("ann", "zack"),
  forecast: fc.option(fc.constantFrom("commit", "omitted"), { nil: undefined }),
});

test("whatever the deals are, rows and categories, and the people's forecasts, add up to the total to the cent", () => {
  const sum = (sums: readonly Money[]): number => sums.reduce((all, { minor }) => all + minor, 0);
  fc.assert(
    fc.property(fc.array(someDeal, { maxLength: 30 }), (deals) => {
      const input = inputOf(deals.map((fields, index) => placed(`deal-${index}`, fields)));
      const forecast = forecastOf(input);
      for (const which of ["amount", "weighted"] as const) {
        const total = forecast.total.total[which].minor;
        expect(sum(rowsOf(forecast).map((row) => row.total[which]))).toBe(total);
        expect(sum(rowsOf(forecast).flatMap((row) => countedCategories.map((each) => row.categories[each][which])))).toBe(total);
        expect(sum(forecastByOwner(input).map((each) => each.forecast.total.total[which]))).toBe(total);
      }
    }),
  );
});
