import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { stageChances } from "../../../src/core/forecast/chances.ts";
import { drawDeals, type Range, runningSums } from "../../../src/core/forecast/draws.ts";
import { drawShare, randomFrom } from "../../../src/core/forecast/random.ts";
import { simulate } from "../../../src/core/forecast/simulation.ts";
import { inputOf, pastDeals, placed } from "./pipelines.ts";

const eur = (value: number) => ({ value, currency: "EUR" });

describe("random shares", () => {
  test("are the same for the same seed, and others for another", () => {
    const shares = (seed: string) => {
      const random = randomFrom(seed);
      return Array.from({ length: 5 }, () => drawShare(2, 3, random));
    };
    expect(shares("2026-11-21 sales")).toEqual(shares("2026-11-21 sales"));
    expect(shares("2026-11-21 sales")).not.toEqual(shares("2026-11-22 sales"));
  });

  test.each([
    [2, 3],
    [0.5, 9.5],
    [40, 60],
  ])("of %d hits and %d misses have the mean and the spread of the beta distribution", (hits, misses) => {
    const random = randomFrom("test");
    const shares = Array.from({ length: 40_000 }, () => drawShare(hits, misses, random));
    const n = hits + misses;
    const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
    const variance = shares.reduce((sum, share) => sum + (share - mean) ** 2, 0) / shares.length;
    expect(mean).toBeCloseTo(hits / n, 2);
    expect(Math.sqrt(variance)).toBeCloseTo(Math.sqrt((hits * misses) / (n ** 2 * (n + 1))), 2);
  });

  test("are certain where nothing speaks against it", () => {
    expect([drawShare(10, 0, Math.random), drawShare(0, 10, Math.random)]).toEqual([1, 0]);
  });
});

describe("the chances of stages", () => {
  const chance = (outcomes: Parameters<typeof pastDeals>[0], id: string) =>
    stageChances(inputOf(pastDeals(outcomes))).find(({ stage }) => stage.id === id);

  test("are the stated ones where too few deals have ended", () => {
    expect(chance([], "offer")).toMatchObject({ ended: 0, won: 0, basis: "stated", chance: 0.5, hits: 5, misses: 5 });
    expect(chance([], "offer")).not.toHaveProperty("interval");
    expect(
      chance(
        Array.from({ length: 4 }, () => ["won", 10] as const),
        "offer",
      ),
    ).toMatchObject({ ended: 4, basis: "stated", chance: 0.5 });
  });

  test("lean on history the more of it there is", () => {
    const five = chance(
      Array.from({ length: 5 }, () => ["won", 10] as const),
      "offer",
    );
    expect(five).toMatchObject({ ended: 5, won: 5, basis: "history", hits: 10, misses: 5, chance: 10 / 15 });
    expect(five?.interval?.low).toBeCloseTo(0.5655, 4);
    expect(five?.interval?.high).toBe(1);
    // A stage that none of them was in.
    expect(chance([["won", 10]], "talk")).toMatchObject({ ended: 0, daysToWin: [] });
  });

  test("come with the days that won deals took", () => {
    expect(
      chance(
        [
          ["won", 40],
          ["lost", 5],
          ["won", 10],
        ],
        "offer",
      )?.daysToWin,
    ).toEqual([10, 40]);
    expect(
      chance(
        [
          ["won", 40],
          ["lost", 5],
          ["won", 10],
        ],
        "lead",
      )?.daysToWin,
    ).toEqual([41, 71]);
  });
});

const past = pastDeals([
  ...Array.from({ length: 8 }, (_, index) => ["won", 20 + index * 10] as const),
  ...Array.from({ length: 8 }, (_, index) => ["lost", 10 + index] as const),
]);

describe("a simulation", () => {
  const open = [
    placed("new", { stage: "offer", stage_entered: "2026-11-20", amount: eur(1000) }),
    placed("old", { stage: "offer", stage_entered: "2026-01-01", amount: eur(500), expected_close: "2026-12-15" }),
    placed("older", { stage: "offer", stage_entered: "2026-01-01", amount: eur(50) }),
    placed("certain", { stage: "sure", stage_entered: "2026-11-01", amount: eur(700), expected_close: "2027-01-31" }),
    placed("won", { stage: "won", stage_entered: "2026-11-05", amount: eur(250) }),
    placed("parked", { stage: "waiting", amount: eur(9999), expected_close: "2026-12-15" }),
  ];
  const input = inputOf([...past, ...open]);
  const simulation = simulate(input);

  test("says what it rests on", () => {
    expect(simulation).toMatchObject({
      seed: "2026-11-21 sales",
      draws: 10_000,
      timing: { history: 1, "expected-close": 2, unknown: 1 },
      most: { minor: 250_000, currency: "EUR" },
    });
    expect(simulation.months).toHaveLength(12);
  });

  test("counts what is certain in every draw, in its month", () => {
    const [november, december, january] = simulation.months;
    expect(november).toMatchObject({ month: "2026-11", closed: { minor: 25_000 }, low: { minor: 25_000 } });
    // The new offer takes 20 to 90 days; the old one keeps to its expected close.
    expect(december?.low.minor).toBe(0);
    expect([50_000, 100_000, 150_000]).toContain(december?.high.minor);
    expect(january?.low.minor).toBeGreaterThanOrEqual(70_000);
    expect(simulation.total.low.minor).toBeGreaterThanOrEqual(95_000);
  });

  test("is the same to the last byte for the same seed, and another for another", () => {
    expect(JSON.stringify(simulate(input))).toBe(JSON.stringify(simulation));
    const many = inputOf(
      Array.from({ length: 40 }, (_, index) => placed(`deal-${index}`, { stage: "offer", amount: eur(1000 + index ** 2) })),
    );
    expect(simulate(many, { seed: "other" }).total).not.toEqual(simulate(many).total);
  });

  test("of nothing is nothing", () => {
    expect(simulate(inputOf([])).total).toEqual({
      low: { minor: 0, currency: "EUR" },
      median: { minor: 0, currency: "EUR" },
      high: { minor: 0, currency: "EUR" },
    });
  });
});

describe("whatever is drawn", () => {
  const months = 3;
  const deal = fc.record({
    value: fc.integer({ min: 0, max: 1_000_000_000 }),
    stage: fc.constantFrom(0, 1, 2),
    months: fc.array(fc.integer({ min: 0, max: months }), { maxLength: 4 }),
  });
  // The last stage is certain.
  const chances = [
    { hits: 3, misses: 7 },
    { hits: 0, misses: 10 },
    { hits: 10, misses: 0 },
  ];

  test("no more is won than there is, no less than what is certain, and nothing where there is no chance", () => {
    fc.assert(
      fc.property(fc.array(deal, { maxLength: 12 }), fc.string(), (deals, seed) => {
        const draws = drawDeals(deals, { chances, months, draws: 20, random: randomFrom(seed) });
        const totals = runningSums(draws).at(-1) ?? [];
        const sumOf = (stages: readonly number[]) => deals.reduce((sum, { value, stage }) => sum + (stages.includes(stage) ? value : 0), 0);
        for (const total of totals) {
          expect(total).toBeLessThanOrEqual(sumOf([0, 2]));
          expect(total).toBeGreaterThanOrEqual(sumOf([2]));
        }
      }),
    );
  });

  test("a range holds its median, and the months together lie within the total's limits", () => {
    const isInOrder = ({ low, median, high }: Range) => low.minor <= median.minor && median.minor <= high.minor;
    const someDeal = fc.record({
      stage: fc.constantFrom("lead", "offer", "talk", "sure"),
      stage_entered: fc.constantFrom("2026-11-20", "2026-10-01", "2026-01-01"),
      amount: fc.option(fc.integer({ min: 0, max: 100_000 }).map(eur), { nil: undefined }),
      expected_close: fc.option(fc.constantFrom("2026-11-30", "2027-03-01", "2030-01-01"), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(someDeal, { maxLength: 8 }), fc.boolean(), (deals, hasPast) => {
        const records = deals.map((fields, index) => placed(`deal-${index}`, fields));
        const { months, afterwards, total, most } = simulate(inputOf([...(hasPast ? past : []), ...records]), { draws: 200 });
        const ranges = [...months, ...months.map(({ upToHere }) => upToHere), afterwards, total];
        expect(ranges.every(isInOrder)).toBe(true);
        expect(total.high.minor).toBeLessThanOrEqual(most.minor);
        expect(months.at(-1)?.upToHere.high.minor).toBeLessThanOrEqual(most.minor);
      }),
      { numRuns: 60 },
    );
  });
});
