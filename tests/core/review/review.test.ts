import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, endOfDay } from "../../../src/core/calendar/business-date.ts";
import type { DealFacts } from "../../../src/core/history/facts.ts";
import { replay } from "../../../src/core/history/replay.ts";
import { stageEntries } from "../../../src/core/history/stage-entries.ts";
import { placeOfEntry } from "../../../src/core/metrics/deal-record.ts";
import { recordsAt } from "../../../src/core/metrics/records-at.ts";
import { totalsOf } from "../../../src/core/metrics/value.ts";
import { percentOf } from "../../../src/core/money/money.ts";
import { inBaseCurrency } from "../../../src/core/money/rates.ts";
import type { Change } from "../../../src/core/review/change.ts";
import { type Review, type ReviewSource, reviewOf, reviewsOf } from "../../../src/core/review/review.ts";
import { weeklyReviews, weeksBetween } from "../../../src/core/review/weeks.ts";
import { day } from "../metrics/records.ts";
import { euros, pipelines, rates, recordsOf, someHistory, version, versionsOf } from "./histories.ts";

type Versions = ReviewSource["versions"];

const zone = "Europe/Berlin";

const sourceOf = (versions: Versions, more: Partial<ReviewSource> = {}): ReviewSource => ({
  versions,
  records: recordsOf(versions),
  pipelines,
  rates,
  zone,
  ...more,
});

const period = (since: string, until: string) => ({ since: day(since), until: day(until) });

/** The weighted value of a board at a day's end, worked out from the board alone. */
function boardValue(deals: Iterable<DealFacts>, date: string, pipeline?: string): number {
  const sales = pipelines.get("sales");
  if (!sales) throw new Error("no pipeline");
  let sum = 0;
  for (const { pipeline: id, stage, amount } of deals) {
    const place = placeOfEntry({ pipeline: id, stage, entered: day("2026-11-01") }, { pipeline: pipelines.get(id) ?? sales, pipelines });
    const money = amount && inBaseCurrency(amount, day(date), rates);
    const counts = place?.stage.kind === "open" && (pipeline === undefined || place.pipeline.id === pipeline);
    if (money && counts) sum += percentOf(money, place.stage.probability).minor;
  }
  return sum;
}

const boardAt = (versions: Versions, date: string, pipeline?: string): number =>
  boardValue(replay(versions, endOfDay(day(date), zone)).values(), date, pipeline);

const effectsOf = ({ groups }: Review): number =>
  groups.flatMap(({ changes }) => changes).reduce((sum, { effect }) => sum + effect.minor, 0);

describe("for any history", () => {
  test("what a review tells adds up to the difference of the two boards, to the cent", () => {
    fc.assert(
      fc.property(
        someHistory,
        fc.tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 0, max: 15 })),
        fc.option(fc.constantFrom("sales", "leads"), { nil: undefined }),
        (history, [start, length], pipeline) => {
          const versions = versionsOf(history);
          const since = addDays(day("2026-10-31"), start);
          const until = addDays(since, length);
          const review = reviewOf(sourceOf(versions, pipeline === undefined ? {} : { pipeline }), { since, until });
          expect(review.before.minor).toBe(boardAt(versions, addDays(since, -1), pipeline));
          expect(review.after.minor).toBe(boardAt(versions, until, pipeline));
          expect(review.before.minor + review.rates.minor + effectsOf(review)).toBe(review.after.minor);
          for (const { kind, effect, changes } of review.groups) {
            expect(changes.length).toBeGreaterThan(0);
            if (["slipped", "pulled-in", "owner", "quiet"].includes(kind)) expect(effect.minor).toBe(0);
          }
        },
      ),
      { numRuns: 400 },
    );
  });

  test("the board that it starts from and ends at is the one of that day, as recorded", () => {
    fc.assert(
      fc.property(someHistory, fc.integer({ min: 0, max: 30 }), (history, days) => {
        const all = versionsOf(history);
        // A deal whose file is gone, or in a stage that is gone, is on no board.
        const records = recordsOf(all);
        const versions = new Map(records.map((record) => [record.deal.slug, record.versions]));
        const until = addDays(day("2026-11-01"), days);
        const open = recordsAt(records, { day: until, clock: "recorded", zone }).filter(({ stage }) => stage.kind === "open");
        const inEuro = open.filter(({ deal }) => deal.amount?.currency === "EUR");
        const review = reviewOf(sourceOf(versions), { since: until, until });
        const others = open.filter(({ deal }) => deal.amount && deal.amount.currency !== "EUR").map(({ deal }) => deal);
        expect(review.after.minor).toBe((totalsOf(inEuro, { today: until, rates }).weighted[0]?.minor ?? 0) + boardValue(others, until));
      }),
    );
  });

  test("the weeks follow on each other, and tell each change once", () => {
    fc.assert(
      fc.property(someHistory, (history) => {
        const versions = versionsOf(history);
        const today = day("2026-12-20");
        const weeks = weeklyReviews(sourceOf(versions), today);
        for (const [index, review] of weeks.entries()) {
          const alone = reviewOf(sourceOf(versions), review.period);
          expect({ ...review, week: "" }).toEqual({ ...alone, week: "" });
          expect(review.before).toEqual(weeks[index - 1]?.after ?? review.before);
        }
        const all = reviewOf(sourceOf(versions), { since: weeks[0]?.period.since ?? today, until: today });
        const tell = (reviews: readonly Review[]) =>
          reviews
            .flatMap(({ groups }) => groups)
            .flatMap(({ changes }) => changes)
            .flatMap((change) => ("commit" in change ? [`${change.commit} ${change.deal.slug} ${change.kind}`] : []))
            .filter((line) => !/ (?:new|restored|won|lost|grown|shrunk)$/.test(line))
            .sort();
        expect(tell(weeks)).toEqual(tell([all]));
      }),
      { numRuns: 60 },
    );
  });

  test("replaying the stage changes gives the board at every commit", () => {
    fc.assert(
      fc.property(someHistory, (history) => {
        const versions = versionsOf(history);
        const board = new Map<string, string>();
        const replayed = new Map<string, string>();
        for (const { commit, changes } of history) {
          for (const [slug, changed] of Object.entries(changes)) {
            if (changed) board.set(slug, `${changed.pipeline}/${changed.stage}`);
            else board.delete(slug);
          }
          for (const [slug, own] of versions) {
            const last = own.findLast(({ deal }) => deal)?.deal;
            const entries = last ? stageEntries({ ...last, history: [] }, own) : [];
            const entry = entries.find(({ recorded }) => recorded?.commit === commit);
            if (entry) replayed.set(slug, `${entry.pipeline}/${entry.stage}`);
            const isHere = own.find((each) => each.commit === commit);
            if (isHere?.deal === null) replayed.delete(slug);
            // What comes back to the stage that it was taken away from has not changed its stage.
            else if (isHere && !replayed.has(slug)) replayed.set(slug, `${isHere.deal.pipeline}/${isHere.deal.stage}`);
          }
          expect(replayed).toEqual(board);
        }
      }),
    );
  });
});

/** A change in one line: kind, deal, what it was and is, and what it did. */
function line(change: Change): string {
  const { kind, deal, effect, worth } = change;
  const text = (end: unknown): string =>
    typeof end === "string" ? end : JSON.stringify(end && (typeof end === "object" && "id" in end ? end.id : end));
  const ends = kind === "quiet" ? change.day : `${text(change.from)} > ${text(change.to)}`;
  return `${kind} ${deal.slug} ${ends} ${effect.minor} of ${worth.minor}`;
}

const linesOf = ({ groups }: Review): string[] => groups.flatMap(({ changes }) => changes).map(line);

describe("a week, worked out by hand", () => {
  const thousand = { amount: euros(1000) };
  const versions: Versions = new Map([
    // 80 % of 1000, then won.
    ["won", [version("2026-11-02", { stage: "talk", ...thousand }), version("2026-11-17", { stage: "won", ...thousand })]],
    [
      "lost",
      [version("2026-11-02", { stage: "offer", ...thousand }), version("2026-11-18", { stage: "lost", lost_reason: "price", ...thousand })],
    ],
    ["new", [version("2026-11-16", { stage: "lead", ...thousand })]],
    // One commit moves it and raises its amount: 80 % - 33 % of 1000, then 80 % of 500 more.
    ["both", [version("2026-11-03", { stage: "offer", ...thousand }), version("2026-11-19", { stage: "talk", amount: euros(1500) })]],
    [
      "back",
      [
        version("2026-11-03", { stage: "offer", ...thousand }),
        version("2026-11-19", { stage: "lead", stage_reason: "Too early.", ...thousand }),
      ],
    ],
    ["parked", [version("2026-11-03", { stage: "offer", ...thousand }), version("2026-11-20", { stage: "waiting", ...thousand })]],
    ["resumed", [version("2026-11-03", { stage: "waiting", ...thousand }), version("2026-11-20", { stage: "offer", ...thousand })]],
    [
      "reopened",
      [
        version("2026-11-03", { stage: "lost", ...thousand }),
        version("2026-11-20", { stage: "lead", stage_reason: "They called.", ...thousand }),
      ],
    ],
    [
      "handed",
      [version("2026-11-03", { pipeline: "leads", stage: "new", ...thousand }), version("2026-11-20", { stage: "offer", ...thousand })],
    ],
    ["gone", [version("2026-11-03", { stage: "talk", ...thousand }), version("2026-11-20", null)]],
    [
      "again",
      [
        version("2026-11-03", { stage: "talk", ...thousand }),
        version("2026-11-10", null),
        version("2026-11-20", { stage: "talk", ...thousand }),
      ],
    ],
    ["smaller", [version("2026-11-03", { stage: "talk", ...thousand }), version("2026-11-20", { stage: "talk", amount: euros(900) })]],
    // 1000 dollars: 900 euros when the month began, 800 from the 4th, 812.30 from the 16th; 33 % of it.
    [
      "dollars",
      [
        version("2026-11-03", { stage: "offer", amount: euros(1000, "USD") }),
        version("2026-11-20", { stage: "offer", amount: euros(2000, "USD") }),
      ],
    ],
    ["pounds", [version("2026-11-03", { stage: "offer", amount: euros(1000, "GBP") })]],
    [
      "slips",
      [
        version("2026-11-03", { stage: "offer", expected_close: day("2026-12-01"), ...thousand }),
        version("2026-11-18", { stage: "offer", expected_close: day("2026-12-15"), owner: "ann", ...thousand }),
        version("2026-11-20", { stage: "offer", expected_close: day("2026-12-10"), owner: "ann", ...thousand }),
      ],
    ],
    ["imported", [version("2026-11-20", { stage: "won", stage_entered: day("2025-01-01"), ...thousand })]],
    ["quick", [version("2026-11-20", { stage: "won", stage_entered: day("2026-11-19"), ...thousand })]],
    ["before", [version("2026-11-15", { stage: "talk", ...thousand })]],
    ["after", [version("2026-11-23", { stage: "talk", ...thousand })]],
  ]);
  const review = reviewOf(sourceOf(versions), period("2026-11-16", "2026-11-22"));

  test("tells what happened, and what each change did", () => {
    expect(linesOf(review).filter((each) => !each.startsWith("quiet"))).toEqual([
      'new new undefined > "lead" 15000 of 100000',
      'new imported undefined > "won" 0 of 100000',
      'restored again undefined > "talk" 80000 of 100000',
      'won won "talk" > "won" -80000 of 100000',
      'won quick undefined > "won" 0 of 100000',
      'lost lost "offer" > "lost" -33000 of 100000',
      'advanced both "offer" > "talk" 47000 of 150000',
      'went-back back "offer" > "lead" -18000 of 100000',
      'parked parked "offer" > "waiting" -33000 of 100000',
      'resumed resumed "waiting" > "offer" 33000 of 100000',
      'reopened reopened "lost" > "lead" 15000 of 100000',
      'handed-over handed "new" > "offer" 30000 of 100000',
      'grown both {"minor":100000,"currency":"EUR"} > {"minor":150000,"currency":"EUR"} 40000 of 50000',
      'grown dollars {"minor":100000,"currency":"USD"} > {"minor":200000,"currency":"USD"} 26806 of 81230',
      'shrunk smaller {"minor":100000,"currency":"EUR"} > {"minor":90000,"currency":"EUR"} -8000 of -10000',
      "slipped slips 2026-12-01 > 2026-12-15 0 of 100000",
      "pulled-in slips 2026-12-15 > 2026-12-10 0 of 100000",
      "owner slips zack > ann 0 of 100000",
      'removed gone "talk" > undefined -80000 of 100000',
    ]);
  });

  test("adds up: before, rates, changes, after", () => {
    // talk: won, gone, smaller, before; offer: lost, both, back, parked, slips and 800 of dollars; a lead at 3 %.
    expect(review.before.minor).toBe(4 * 80_000 + 5 * 33_000 + 26_400 + 3000);
    // 33 % of 812.30 is 268.059, of 800 it is 264.
    expect(review.rates.minor).toBe(26_806 - 26_400);
    expect(review.after.minor).toBe(review.before.minor + review.rates.minor + effectsOf(review));
    expect(review.after.minor).toBe(boardAt(versions, "2026-11-22"));
    expect(review.withoutRate).toBe(1);
  });

  test("says why, who and in which commit", () => {
    const find = (kind: string) => review.groups.find((group) => group.kind === kind)?.changes[0];
    expect(find("lost")).toMatchObject({ reason: "Too expensive", commit: "c-2026-11-18", author: "Ann" });
    expect(find("went-back")).toMatchObject({ reason: "Too early." });
    expect(find("reopened")).toMatchObject({ reason: "They called." });
    expect(find("won")).not.toHaveProperty("reason");
    expect(find("slipped")).toMatchObject({ days: 14, deal: { title: "Company | Title", owner: "ann" } });
  });

  test("of one pipeline counts a handover as what came in, or went out", () => {
    const of = (pipeline: string) => reviewOf(sourceOf(versions, { pipeline }), period("2026-11-16", "2026-11-22"));
    expect(linesOf(of("leads"))).toEqual(['handed-over handed "new" > "offer" -3000 of 100000']);
    expect(linesOf(of("sales"))).toContain('handed-over handed "new" > "offer" 33000 of 100000');
    expect([of("leads").before.minor, of("leads").after.minor]).toEqual([3000, 0]);
  });

  test("of nothing is empty", () => {
    const empty = reviewOf(sourceOf(new Map()), period("2026-11-16", "2026-11-22"));
    expect(empty).toMatchObject({
      groups: [],
      withoutRate: 0,
      before: { minor: 0, currency: "EUR" },
      after: { minor: 0, currency: "EUR" },
    });
    expect(weeklyReviews(sourceOf(new Map()), day("2026-11-22"))).toEqual([]);
  });
});

describe("gone quiet", () => {
  const quiet = (versions: Versions, activities: Record<string, object[]> = {}) => {
    const records = recordsOf(versions).map((record) => ({
      ...record,
      deal: { ...record.deal, activities: (activities[record.deal.slug] ?? []) as typeof record.deal.activities },
    }));
    const reviews = reviewsOf(sourceOf(versions, { records }), [period("2026-11-09", "2026-11-15"), period("2026-11-16", "2026-11-22")]);
    return reviews.map((review) =>
      linesOf(review).flatMap((each) => (each.startsWith("quiet") ? each.split(" ").slice(1, 3).join(" ") : [])),
    );
  };

  test("are deals whose clock ran out in the period", () => {
    const versions: Versions = new Map([
      // Allowed are 14 days after the last reply, 5 after the last activity, 7 in the stage.
      ["lead", [version("2026-11-02", { stage: "lead", stage_entered: day("2026-11-02") })]],
      ["offer", [version("2026-11-02", { stage: "offer", stage_entered: day("2026-11-02") })]],
      ["talk", [version("2026-11-02", { stage: "talk", stage_entered: day("2026-11-02") })]],
      ["long-ago", [version("2026-11-02", { stage: "talk", stage_entered: day("2026-10-01") })]],
      ["won", [version("2026-11-02", { stage: "won" })]],
    ]);
    expect(quiet(versions)).toEqual([["talk 2026-11-10"], ["lead 2026-11-17"]]);
  });

  test("are not those that were looked after before the period was over, nor those that were quiet before", () => {
    const versions: Versions = new Map([
      ["answered", [version("2026-11-02", { stage: "lead", stage_entered: day("2026-11-02") })]],
      ["called", [version("2026-11-02", { stage: "lead", stage_entered: day("2026-11-02") })]],
      ["mailed", [version("2026-11-02", { stage: "offer", stage_entered: day("2026-11-05") })]],
      ["moved", [version("2026-11-02", { stage: "talk", stage_entered: day("2026-11-02") }), version("2026-11-12", { stage: "won" })]],
    ]);
    const call = (date: string, more = {}) => ({ date, kind: "call", by: "ann", ...more });
    const activities = {
      answered: [call("2026-11-19", { reply: true })],
      called: [call("2026-11-15")],
      mailed: [call("2026-11-12"), call("2026-11-20")],
    };
    expect(quiet(versions, activities)).toEqual([[], ["called 2026-11-17"]]);
  });

  test("may have come into a stage that allows less", () => {
    const versions: Versions = new Map([
      [
        "strict",
        [
          version("2026-11-02", { stage: "lead", stage_entered: day("2026-11-02") }),
          version("2026-11-12", { stage: "offer", stage_entered: day("2026-11-12") }),
        ],
      ],
    ]);
    const old = { strict: [{ date: "2026-11-03", kind: "email", by: "ann", reply: true }] };
    expect(quiet(versions, old)).toEqual([["strict 2026-11-12"], []]);
  });
});

test("weeks go from Monday to Sunday, and the running one ends today", () => {
  expect(weeksBetween(day("2026-12-31"), day("2027-01-13"))).toEqual([
    { week: "2026-W53", ...period("2026-12-28", "2027-01-03") },
    { week: "2027-W01", ...period("2027-01-04", "2027-01-10") },
    { week: "2027-W02", ...period("2027-01-11", "2027-01-13") },
  ]);
});
