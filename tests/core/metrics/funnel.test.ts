import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays } from "../../../src/core/calendar/business-date.ts";
import type { PipelineRecords } from "../../../src/core/metrics/deal-record.ts";
import { type FunnelKind, funnelOf } from "../../../src/core/metrics/funnel.ts";
import { stageConversion } from "../../../src/core/metrics/stage-conversion.ts";
import { winRate } from "../../../src/core/metrics/win-rate.ts";
import { inputOf, journey, journeys, sales, scouting } from "./journeys.ts";
import { day } from "./records.ts";

const ways = {
  straight: "lead 2026-01-01, offer 2026-01-02, talk 2026-01-03, won 2026-01-04",
  "went-back": "lead 2026-01-01, offer 2026-01-02, lead 2026-01-03, lost 2026-01-04",
  skipped: "lead 2026-01-01, talk 2026-01-02, lost 2026-01-03",
  "born-late": "offer 2026-01-01, talk 2026-01-02, won 2026-01-03",
  waiting: "lead 2026-01-01, offer 2026-01-02, standby 2026-01-03",
  "lost-at-once": "lead 2026-01-01, lost 2026-01-02",
  open: "lead 2026-01-01",
  away: "lead 2026-01-01, offer 2026-01-02, set-up 2026-01-03",
  "only-won": "won 2026-01-01",
  "only-lost": "lost 2026-01-01",
};

describe("stage conversion", () => {
  const rows = stageConversion(journeys(sales, ways));

  test("says of every stage what became of the deals that entered it", () => {
    expect(rows.map((row) => [row.stage.id, row.entered, row.advanced, row.lost, row.open, row.elsewhere])).toEqual([
      // Lead: straight, went-back, skipped, waiting and away went on; lost-at-once is lost; open is open.
      ["lead", 7, 5, 1, 1, 0],
      // Offer: straight and born-late went on; went-back is lost from there; waiting waits; away may come back.
      ["offer", 5, 2, 1, 1, 1],
      ["talk", 3, 2, 1, 0, 0],
    ]);
  });

  test("has a rate over the decided ones only, with its interval", () => {
    expect(rows.map(({ share }) => [share.count, share.n, share.isTooFew])).toEqual([
      [5, 6, false],
      [2, 3, true],
      [2, 3, true],
    ]);
    expect(rows[0]?.share.interval?.low.toFixed(4)).toBe("0.4365");
  });

  test("prints nothing where nothing is decided", () => {
    const [lead, offer] = stageConversion(journeys(sales, { open: "lead 2026-01-01" }));
    expect(lead?.share).toEqual({ count: 0, n: 0, isTooFew: true });
    expect(offer).toMatchObject({ entered: 0, share: { n: 0 } });
  });

  test("a deal that came back to a stage, and went no further from there, has not advanced from it", () => {
    const [lead, , talk] = stageConversion(journeys(sales, { back: "talk 2026-01-01, lead 2026-01-02, lost 2026-01-03" }));
    expect(lead).toMatchObject({ entered: 1, advanced: 0, lost: 1 });
    expect(talk).toMatchObject({ entered: 1, advanced: 0, lost: 1 });
  });

  test("in a pipeline without a won stage, handing over is what the last stage is for", () => {
    const input = journeys(scouting, { a: "scout 2026-01-01, meet 2026-01-02, lead 2026-01-03", b: "scout 2026-01-01, gone 2026-01-02" });
    expect(stageConversion(input).map(({ advanced, lost }) => [advanced, lost])).toEqual([
      [1, 1],
      [1, 0],
    ]);
  });
});

const levels = (input: PipelineRecords, kind: FunnelKind) =>
  funnelOf(input, kind).map((level) => [
    level.stage?.id ?? "won",
    level.count,
    level.lost,
    level.open,
    level.elsewhere,
    level.skipped,
    level.step && `${level.step.count}/${level.step.n}`,
    level.cumulative && `${level.cumulative.count}/${level.cumulative.n}`,
  ]);

describe("funnels", () => {
  test("of all stages: only deals that were in every stage before", () => {
    expect(levels(journeys(sales, ways), "all-stages")).toEqual([
      ["lead", 7, 1, 1, 0, 1, undefined, undefined],
      ["offer", 4, 1, 1, 1, 0, "4/5", "4/5"],
      ["talk", 1, 0, 0, 0, 0, "1/2", "1/3"],
      ["won", 1, 0, 0, 0, 0, "1/1", "1/3"],
    ]);
  });

  test("of any stage: a deal counts for every stage before the furthest it reached", () => {
    expect(levels(journeys(sales, ways), "any-stage")).toEqual([
      ["lead", 8, 1, 1, 0, 0, undefined, undefined],
      ["offer", 6, 1, 1, 1, 0, "6/7", "6/7"],
      ["talk", 3, 1, 0, 0, 0, "3/4", "3/5"],
      ["won", 2, 0, 0, 0, 0, "2/3", "2/5"],
    ]);
  });

  test("the steps multiplied are the chance, and nothing is printed after a step without deals", () => {
    const chances = funnelOf(journeys(sales, ways), "any-stage").map(({ chance }) => chance);
    expect(chances[3]).toBeCloseTo((6 / 7) * (3 / 4) * (2 / 3), 12);
    const empty = funnelOf(journeys(sales, { open: "lead 2026-01-01" }), "any-stage");
    expect(empty.map(({ count, chance }) => [count, chance])).toEqual([
      [1, undefined],
      [0, undefined],
      [0, undefined],
      [0, undefined],
    ]);
    expect(empty[1]?.step).toEqual({ count: 0, n: 0, isTooFew: true });
  });
});

const places = ["lead", "offer", "talk", "standby", "won", "lost", "set-up", "running", "scout"];
const anyRecords = fc
  .array(fc.array(fc.constantFrom(...places), { minLength: 1, maxLength: 8 }), { maxLength: 20 })
  .map((ways) =>
    ways.map((way, index) => journey(`d${index}`, way.map((stage, step) => `${stage} ${addDays(day("2026-01-01"), step)}`).join(", "))),
  );

describe("laws, for any histories", () => {
  test("what became of the deals of a level adds up to them", () => {
    fc.assert(
      fc.property(anyRecords, fc.constantFrom<FunnelKind[]>("all-stages", "any-stage"), (records, kind) => {
        const found = funnelOf(inputOf(sales, records), kind);
        for (const [index, level] of found.slice(0, -1).entries()) {
          const next = found[index + 1]?.count ?? 0;
          expect(next + level.lost + level.open + level.elsewhere + level.skipped).toBe(level.count);
        }
      }),
    );
  });

  test("the funnel of all stages is never wider than that of any stage, and in that one nothing skips", () => {
    fc.assert(
      fc.property(anyRecords, (records) => {
        const [all, any] = [funnelOf(inputOf(sales, records), "all-stages"), funnelOf(inputOf(sales, records), "any-stage")];
        for (const [index, { count, skipped }] of any.entries()) {
          expect(all[index]?.count).toBeLessThanOrEqual(count);
          expect(skipped).toBe(0);
        }
      }),
    );
  });

  test("the last cumulative rate of any stage is the win rate of the deals of which an open stage is known", () => {
    fc.assert(
      fc.property(anyRecords, (records) => {
        const known = records.filter(({ entries }) => entries.some(({ stage }) => ["lead", "offer", "talk"].includes(stage)));
        const { won, closed } = winRate(inputOf(sales, known));
        expect(funnelOf(inputOf(sales, known), "any-stage").at(-1)?.cumulative).toMatchObject({ count: won, n: closed });
      }),
    );
  });

  test("what became of the deals that entered a stage adds up to them", () => {
    fc.assert(
      fc.property(anyRecords, (records) => {
        for (const { entered, advanced, lost, open, elsewhere } of stageConversion(inputOf(sales, records)))
          expect(advanced + lost + open + elsewhere).toBe(entered);
      }),
    );
  });
});
