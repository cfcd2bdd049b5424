import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays } from "../../../src/core/calendar/business-date.ts";
import { fiscalYearOf, monthOf, periodById } from "../../../src/core/calendar/period.ts";
import type { DealRecord } from "../../../src/core/metrics/deal-record.ts";
import { qualifiedOpportunities } from "../../../src/core/metrics/qualified.ts";
import { quotaIn, tenureIn } from "../../../src/core/metrics/quota.ts";
import { achievementsOf, quotaReport } from "../../../src/core/metrics/quota-report.ts";
import { winsOf } from "../../../src/core/metrics/wins.ts";
import { type People, parsePeople, type Quota } from "../../../src/core/people/people.ts";
import { eur, leads, pipelineOf, rates, recorded, type Step } from "./past-records.ts";
import { day, euros } from "./records.ts";

function peopleOf(text: string): People {
  const { value } = parsePeople(text);
  if (!value) throw new Error("The test's people are wrong.");
  return value;
}

const people = peopleOf(`
roles:
  executive: { name: Executive, quota: { amount: { value: 365000, currency: EUR }, per: year } }
  rep: { name: Rep, quota: { qualified: 20, per: month } }
  manager: { name: Manager }
people:
  amy: { name: Amy, role: executive }
  ben: { name: Ben, role: executive, from: 2026-07-02 }
  cleo: { name: Cleo, role: executive, until: 2025-12-31 }
  dan: { name: Dan, role: rep, quota: { qualified: 30, per: month } }
  eva: { name: Eva, role: rep, from: 2026-11-16 }
  finn: { name: Finn, role: manager }
`);

const sales = pipelineOf(
  "sales",
  `
name: Sales
summary: With a stage from which on an opportunity is qualified.
born_in: [lead]
lost_reasons: [{ id: price, name: Price }]
qualified: { from: offer, unless_back_within_days: 14 }
stages:
  - { id: lead, name: Lead, kind: open, probability: 15, goal: Find., owner_role: rep }
  - { id: offer, name: Offer, kind: open, probability: 33, goal: Offer., owner_role: executive }
  - { id: talk, name: Talk, kind: open, probability: 80, goal: Agree. }
  - { id: later, name: Later, kind: parked, probability: 10, goal: Wait. }
  - { id: won, name: Won, kind: won, probability: 100, goal: Win. }
  - { id: lost, name: Lost, kind: lost, probability: 0, goal: Learn. }
`,
);
const care = pipelineOf(
  "care",
  `
name: Care
summary: After the sale.
born_in: [run]
lost_reasons: [{ id: gone, name: Gone }]
stages:
  - { id: run, name: Run, kind: open, probability: 100, goal: Run. }
  - { id: renewed, name: Renewed, kind: won, probability: 100, goal: Renew. }
  - { id: ended, name: Ended, kind: lost, probability: 0, goal: Learn. }
`,
);
const known = new Map([sales, care, leads].map((each) => [each.id, each]));
const git = (slug: string, ...steps: Step[]): DealRecord => recorded(slug, steps, known);
/** A commit that moves a deal on the day it happens. */
const move = (on: string, stage: string, more: Readonly<Record<string, unknown>> = {}): Step => ({
  on,
  pipeline: "sales",
  stage,
  stage_entered: on,
  ...more,
});

const terms = { rates, fiscalStart: "01-01" };
const yearly = (value: number | string, currency = "EUR"): Quota =>
  peopleOf(`{ roles: { r: { name: R, quota: { amount: { value: "${value}", currency: ${currency} }, per: year } } }, people: {} }`).roles.r
    ?.quota as Quota;
const period = (from: string, until: string) => ({ from: day(from), until: day(until) });

describe("what a quota comes to on some days", () => {
  test.each([
    ["a whole year", period("2026-01-01", "2026-12-31"), 36_500_000],
    ["one day of 365", period("2026-03-01", "2026-03-01"), 100_000],
    ["a quarter of 90 days", period("2026-01-01", "2026-03-31"), 9_000_000],
    ["two years", period("2025-01-01", "2026-12-31"), 73_000_000],
    // 366 days: 365,000 ÷ 366 × 29 = 28,920.765…
    ["a month of a leap year", period("2024-01-01", "2024-01-29"), 2_892_077],
  ])("a year's money: %s", (_, part, expected) => {
    expect(quotaIn(yearly(365_000), part, terms)).toBe(expected);
  });

  test("a month's opportunities", () => {
    const monthly: Quota = { qualified: 20, per: "month" };
    expect(quotaIn(monthly, period("2026-11-16", "2026-11-30"), terms)).toBe(10);
    expect(quotaIn(monthly, period("2026-01-01", "2026-12-31"), terms)).toBe(240);
    expect(quotaIn(monthly, period("2026-11-16", "2027-01-31"), terms)).toBe(50);
  });

  test("a year's quota falls on the fiscal year", () => {
    const half = { ...terms, fiscalStart: "07-01" };
    const quota = yearly(365_000);
    expect(quotaIn(quota, fiscalYearOf(day("2026-11-21"), "07-01"), half)).toBe(36_500_000);
    expect(quotaIn(quota, period("2026-07-01", "2026-07-31"), half)).toBe(3_100_000);
  });

  test("in another currency it is converted at the rate of the unit's first day, and unknown without one", () => {
    expect(quotaIn(yearly(1000, "USD"), period("2026-01-01", "2026-12-31"), terms)).toBe(90_000);
    expect(quotaIn(yearly(1000, "USD"), period("2025-12-31", "2026-01-01"), terms)).toBeUndefined();
  });

  test("its parts add up to the whole, to the cent, wherever it is cut", () => {
    const amount = fc.integer({ min: 1, max: 999_999_999 }).map((minor) => yearly((minor / 100).toFixed(2)));
    const cuts = fc.array(fc.integer({ min: 1, max: 1460 }), { maxLength: 30 });
    fc.assert(
      fc.property(amount, cuts, fc.constantFrom("01-01", "04-01"), (quota, days, fiscalStart) => {
        const [first, last] = [day("2023-02-03"), addDays(day("2023-02-03"), 1461)];
        const begins = [first, ...[...new Set(days)].sort((a, b) => a - b).map((each) => addDays(first, each))];
        const own = { ...terms, fiscalStart };
        const parts = begins.map((from, index) => ({ from, until: begins[index + 1] ? addDays(begins[index + 1] ?? last, -1) : last }));
        const sum = parts.reduce((total, part) => total + (quotaIn(quota, part, own) ?? Number.NaN), 0);
        expect(sum).toBe(quotaIn(quota, { from: first, until: last }, own));
      }),
      { numRuns: 100 },
    );
  });

  test("joiners and leavers have a part of it", () => {
    const year = period("2026-01-01", "2026-12-31");
    const on = (id: string) => tenureIn(people.people[id] ?? { name: "", role: "" }, year);
    expect([on("amy"), on("ben"), on("cleo")]).toEqual([year, period("2026-07-02", "2026-12-31"), undefined]);
  });
});

describe("wins", () => {
  test("are credited to whoever owned the deal just before, at the rate of that day", () => {
    const deal = git(
      "a",
      move("2026-05-01", "talk", { owner: "amy", amount: { value: 100, currency: "USD" } }),
      move("2026-08-01", "won", { owner: "finn" }),
      { on: "2026-09-01", owner: "ben" },
    );
    expect(winsOf([deal], rates)).toMatchObject([
      { person: "amy", day: "2026-08-01", base: eur(8000), entry: { recorded: { commit: "a-2" } } },
    ]);
  });

  test("count once, however often something is won after the sale", () => {
    const deal = git(
      "a",
      move("2026-05-01", "talk", { owner: "amy", amount: euros(100) }),
      move("2026-06-01", "won"),
      move("2026-06-02", "run", { pipeline: "care", owner: "finn" }),
      move("2026-09-01", "renewed", { pipeline: "care", amount: euros(700) }),
    );
    expect(winsOf([deal], rates)).toMatchObject([{ person: "amy", pipeline: "sales", day: "2026-06-01", base: eur(10_000) }]);
  });

  test("that were opened again are none, until they are won again", () => {
    const steps = [move("2026-05-01", "won", { owner: "amy", amount: euros(100) }), move("2026-06-01", "talk", { owner: "ben" })];
    expect(winsOf([git("a", ...steps)], rates)).toEqual([]);
    expect(winsOf([git("a", ...steps, move("2026-07-01", "won"))], rates)).toMatchObject([{ person: "ben", day: "2026-07-01" }]);
  });

  test("from before git are their owner's", () => {
    const imported = git(
      "a",
      move("2026-05-01", "won", { owner: "cleo", amount: euros(1), history: [{ stage: "lead", entered: "2025-01-01" }] }),
    );
    expect(winsOf([imported], rates)).toMatchObject([{ person: "cleo" }]);
  });
});

describe("qualified opportunities", () => {
  const all = period("2026-01-01", "2026-12-31");
  const found = (...deals: DealRecord[]) =>
    qualifiedOpportunities(deals, people, all).map(({ record, day: on, person }) => [record.deal.slug, on, person]);

  test("are the rep's who qualified them, whether they hand over before the move or with it", () => {
    const withIt = git("with", move("2026-05-01", "lead", { owner: "dan" }), move("2026-05-09", "offer", { owner: "amy" }));
    const before = git(
      "before",
      move("2026-05-01", "lead", { owner: "dan" }),
      { on: "2026-05-08", owner: "amy" },
      move("2026-05-09", "offer"),
    );
    const alone = git("alone", move("2026-05-01", "lead", { owner: "amy" }), move("2026-05-09", "offer"));
    expect(found(withIt, before, alone)).toEqual([
      ["with", "2026-05-09", "dan"],
      ["before", "2026-05-09", "dan"],
      ["alone", "2026-05-09", "amy"],
    ]);
  });

  test("of a move from before git are the rep's who logged something last", () => {
    const history = [
      { stage: "lead", entered: "2026-04-01" },
      { stage: "offer", entered: "2026-04-20" },
    ];
    const log = (date: string, by: string) => ({ date, kind: "call", by });
    const activities = [log("2026-04-02", "eva"), log("2026-04-10", "dan"), log("2026-04-19", "amy"), log("2026-04-25", "eva")];
    const imported = (slug: string, more: Readonly<Record<string, unknown>>) =>
      git(slug, move("2026-05-01", "talk", { owner: "amy", history, ...more }));
    expect(found(imported("logged", { activities }), imported("silent", {}))).toEqual([
      ["logged", "2026-04-20", "dan"],
      ["silent", "2026-04-20", "amy"],
    ]);
  });

  test("count on the first day, and not again", () => {
    const parked = git(
      "parked",
      move("2026-05-01", "offer", { owner: "amy" }),
      move("2026-06-01", "later", { parked_from: "offer" }),
      move("2026-07-01", "offer", { parked_from: undefined }),
    );
    const late = git("late", move("2025-12-01", "offer", { owner: "amy" }), move("2026-02-01", "lead"), move("2026-03-01", "offer"));
    const lost = git("lost", move("2026-05-01", "lead"), move("2026-05-02", "lost", { lost_reason: "price" }));
    expect(found(parked, late, lost)).toEqual([["parked", "2026-05-01", "amy"]]);
  });

  test("that go back soon are taken off, and count when they come again", () => {
    const start = move("2026-05-01", "lead", { owner: "dan" });
    const back = (on: string) => [start, move("2026-05-10", "offer"), move(on, "lead")];
    expect(found(git("soon", ...back("2026-05-24")))).toEqual([]);
    expect(found(git("after", ...back("2026-05-25")))).toEqual([["after", "2026-05-10", "dan"]]);
    expect(found(git("again", ...back("2026-05-24"), move("2026-06-01", "talk")))).toEqual([["again", "2026-06-01", "dan"]]);
  });
});

describe("attainment and pace", () => {
  const won = (slug: string, on: string, more: Readonly<Record<string, unknown>>) =>
    git(slug, move("2025-01-01", "talk", { owner: "amy", ...more }), move(on, "won"));
  const all = [
    won("a", "2026-01-01", { amount: euros(200_000) }),
    won("b", "2026-06-01", { amount: { value: 100_000, currency: "USD" } }),
    won("c", "2025-12-31", { amount: euros(1) }),
    won("d", "2026-08-01", { owner: "ben", amount: euros("45500.50") }),
    won("e", "2026-08-02", { owner: "ben", amount: { value: 5, currency: "NOK" } }),
    won("f", "2026-09-01", { owner: "cleo", amount: euros(10) }),
    won("g", "2026-09-01", { owner: "finn", amount: euros(99) }),
    ...Array.from({ length: 21 }, (_, index) =>
      git(`q${index}`, move("2026-10-01", "lead", { owner: index < 14 ? "dan" : "eva" }), move("2026-11-17", "offer")),
    ),
  ];
  const input = { ...terms, people, pipelines: [...known.values()], achievements: achievementsOf(all, people, rates) };
  const report = (id: string, today = "2026-11-21") => {
    const given = { ...input, today: day(today) };
    const chosen = periodById(id, { first: day("2025-01-01"), today: day(today), fiscalStart: "01-01" });
    return quotaReport(given, chosen ?? monthOf(day(today)));
  };
  const of = (id: string, person: string, today?: string) => report(id, today).people.find((each) => each.person === person)?.progress;

  test("of a year's revenue: achieved, against the whole and against what is due by today", () => {
    // 21 November is day 325 of 365; the dollars were worth 90,000.
    const amy = of("fy2026", "amy");
    expect(amy).toMatchObject({ measure: "revenue", quota: eur(36_500_000), due: eur(32_500_000), achieved: eur(29_000_000) });
    expect(amy?.attainment).toBeCloseTo(290 / 365, 10);
    expect(amy?.pace).toBeCloseTo(290 / 325, 10);
    // 290,000 × 365 ÷ 325 = 325,692.307…
    expect(amy?.projected).toEqual(eur(32_569_231));
    expect(amy?.items.length).toBe(2);
  });

  test("of somebody who joined in the year: a part of the quota, by calendar days", () => {
    // 2 July to 31 December are 183 days, to 21 November 143.
    const ben = of("fy2026", "ben");
    expect(ben).toMatchObject({ quota: eur(18_300_000), due: eur(14_300_000), achieved: eur(4_550_050), items: { length: 2 } });
    expect(ben?.projected).toEqual(eur(Math.round((4_550_050 * 183) / 143)));
  });

  test("of somebody who has left: no quota, and what was won under their name", () => {
    expect(of("fy2026", "cleo")).toEqual(
      expect.objectContaining({ quota: eur(0), due: eur(0), achieved: eur(1000), projected: eur(1000) }),
    );
    expect(of("fy2026", "cleo")?.attainment).toBeUndefined();
    expect(of("2026-01", "cleo")).toBeUndefined();
  });

  test("of a month's opportunities, with a quota of their own and one who joined in the month", () => {
    expect(of("2026-11", "dan")).toMatchObject({ measure: "qualified", quota: 30, due: 21, achieved: 14, projected: 20 });
    // 16 to 30 November are 15 of 30 days, six of them until today.
    expect(of("2026-11", "eva")).toMatchObject({ quota: 10, due: 4, achieved: 7, attainment: 0.7, pace: 1.75, projected: 17.5 });
  });

  test("of a team are the sums of its people", () => {
    const { people: persons, teams } = report("fy2026");
    expect(teams.map(({ role, members }) => [role, members])).toEqual([
      ["executive", ["amy", "ben", "cleo"]],
      ["rep", ["dan", "eva"]],
    ]);
    expect(teams[0]?.progress).toMatchObject({ quota: eur(54_800_000), due: eur(46_800_000), achieved: eur(33_551_050) });
    expect(teams[0]?.progress.attainment).toBeCloseTo(335_510.5 / 548_000, 10);
    const projected = persons.slice(0, 3).map(({ progress }) => (progress.measure === "revenue" ? (progress.projected?.minor ?? 0) : 0));
    expect(teams[0]?.progress.projected).toEqual(eur(projected.reduce((sum, each) => sum + each, 0)));
    expect(report("2026-11").teams[1]?.progress).toMatchObject({ quota: 40, due: 25, achieved: 21, projected: 37.5 });
  });

  test("of a period that is over and of one that has yet to begin", () => {
    expect(of("fy2025", "amy")).toMatchObject({ quota: eur(36_500_000), due: eur(36_500_000), achieved: eur(100), projected: eur(100) });
    const ahead = of("fy2027", "amy");
    expect(ahead).toMatchObject({ quota: eur(36_500_000), due: eur(0), attainment: 0 });
    expect([ahead?.pace, ahead?.projected]).toEqual([undefined, undefined]);
  });

  test("where a rate is missing there is no quota to compare with, and where nothing is qualified nobody is measured", () => {
    const abroad = { ...people, roles: { ...people.roles, executive: { name: "Executive", quota: yearly(1, "NOK") } } };
    const given = { ...input, people: abroad, today: day("2026-11-21") };
    const { people: persons, teams } = quotaReport(given, fiscalYearOf(day("2026-11-21"), "01-01"));
    expect([persons[0]?.progress.quota, persons[0]?.progress.attainment, teams[0]?.progress.quota]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(persons[0]?.progress.achieved).toEqual(eur(29_000_000));
    const unknown = quotaReport({ ...input, pipelines: [care], today: day("2026-11-21") }, monthOf(day("2026-11-21")));
    expect([unknown.unmeasured, unknown.teams.map(({ role }) => role)]).toEqual([["dan", "eva"], ["executive"]]);
  });
});
