import fc from "fast-check";
import type { DealVersion } from "../../../src/core/history/deal-versions.ts";
import type { DealFacts } from "../../../src/core/history/facts.ts";
import { stageEntries } from "../../../src/core/history/stage-entries.ts";
import { type DealRecord, placeOfEntry } from "../../../src/core/metrics/deal-record.ts";
import { parseMoney } from "../../../src/core/money/money.ts";
import { parseRates, type Rates } from "../../../src/core/money/rates.ts";
import { parsePipeline } from "../../../src/core/pipeline/parse-pipeline.ts";
import type { Pipeline } from "../../../src/core/pipeline/pipeline.ts";
import { day, deal } from "../metrics/records.ts";

function read(id: string, text: string): Pipeline {
  const { value, problems } = parsePipeline(text, id, {
    frameworks: new Map(),
    templates: new Map(),
    roles: [],
    unread: new Set<string>(),
  });
  if (!value) throw new Error(problems[0]?.message);
  return value;
}

const lostReasons = "lost_reasons: [{ id: price, name: Too expensive }]";

const leads = read(
  "leads",
  `
name: Leads
summary: Where deals begin.
born_in: [new]
${lostReasons}
moves: [{ from: new, to: sales/offer, say: Handed over. }]
stages:
  - { id: new, name: New, kind: open, probability: 3, goal: Find. }
  - { id: out, name: Out, kind: lost, probability: 0, goal: Learn. }
`,
);

const sales = read(
  "sales",
  `
name: Sales
summary: Where deals are won.
born_in: [lead]
${lostReasons}
stages:
  - { id: lead, name: Lead, kind: open, probability: 15, goal: Find., rotting: { days: 14, clock: last_reply } }
  - { id: offer, name: Offer, kind: open, probability: 33, goal: Offer., rotting: { days: 5, clock: last_activity } }
  - { id: talk, name: Talk, kind: open, probability: 80, goal: Agree., rotting: { days: 7, clock: stage_entry } }
  - { id: waiting, name: Waiting, kind: parked, probability: 5, goal: Wait. }
  - { id: won, name: Won, kind: won, probability: 100, goal: Win. }
  - { id: lost, name: Lost, kind: lost, probability: 0, goal: Learn. }
`,
);

export const pipelines: ReadonlyMap<string, Pipeline> = new Map([leads, sales].map((pipeline) => [pipeline.id, pipeline]));

const rateText = `rates:
  - { from: 2026-01-01, USD: 0.9 }
  - { from: 2026-11-04, USD: 0.8, CHF: 1.0654 }
  - { from: 2026-11-16, USD: 0.8123, CHF: 1.0711 }
`;

const ratesRead = parseRates(rateText, "EUR");
if (!ratesRead.value) throw new Error("The test's rates are wrong.");

/** Dollars from the beginning, francs from 4 November 2026, no pounds; they change on the 4th and the 16th. */
export const rates: Rates = ratesRead.value;

/** What a version says, but for what is given. */
const facts = (fields: Partial<DealFacts>): DealFacts => ({
  title: "Title",
  company: "Company",
  pipeline: "sales",
  stage: "lead",
  stage_entered: day("2026-11-01"),
  owner: "zack",
  ...fields,
});

export function euros(value: number | string, currency = "EUR") {
  const money = parseMoney(String(value), currency);
  if (typeof money === "string") throw new Error(money);
  return money;
}

/** A version recorded at noon of a day, in commit `c-<day>`. */
export const version = (date: string, fields: Partial<DealFacts> | null): DealVersion => ({
  deal: fields && facts(fields),
  recorded: Date.parse(`${date}T12:00:00Z`),
  commit: `c-${date}`,
  author: "Ann",
});

/** The deals that are there at the end, as the site reads them. */
export function recordsOf(versions: ReadonlyMap<string, readonly DealVersion[]>): DealRecord[] {
  return [...versions].flatMap(([slug, own]) => {
    const last = own.at(-1)?.deal;
    const place = last && placeOfEntry({ ...last, entered: last.stage_entered }, { pipeline: sales, pipelines });
    if (!last || !place) return [];
    const made = { ...deal(slug, { owner: last.owner }), ...last };
    return [{ deal: made, ...place, entries: stageEntries(made, own), versions: own, pipelines }];
  });
}

const someFacts = fc
  .record({
    place: fc.constantFrom(
      "leads/new",
      "leads/out",
      "sales/lead",
      "sales/offer",
      "sales/talk",
      "sales/waiting",
      "sales/won",
      "sales/lost",
      "sales/gone",
      "gone/gone",
    ),
    entered: fc.integer({ min: 1, max: 28 }),
    amount: fc.option(
      fc.record({ cents: fc.integer({ min: 0, max: 100_000_000 }), currency: fc.constantFrom("EUR", "EUR", "USD", "CHF", "GBP") }),
      { nil: undefined },
    ),
    close: fc.option(fc.constantFrom("2026-12-01", "2027-01-01"), { nil: undefined }),
    owner: fc.constantFrom("ann", "zack"),
  })
  .map(({ place, entered, amount, close, owner }) => {
    const [pipeline = "", stage = ""] = place.split("/");
    return facts({
      pipeline,
      stage,
      stage_entered: day(`2026-11-${String(entered).padStart(2, "0")}`),
      amount: amount && { minor: amount.cents, currency: amount.currency },
      expected_close: close && day(close),
      owner,
    });
  });

/** What a commit makes of some of the deals, and how many hours after the commit before it; `null` takes a deal away. */
const someCommit = fc.record({
  hours: fc.integer({ min: 0, max: 40 }),
  changes: fc.dictionary(fc.constantFrom("a", "b", "c", "d", "e"), fc.option(someFacts, { nil: null, freq: 6 }), {
    minKeys: 1,
    maxKeys: 3,
  }),
});

/** A random history of up to five deals in November 2026, commit by commit; some commits are of the same instant. */
export const someHistory = fc.array(someCommit, { minLength: 1, maxLength: 25 }).map((commits) => {
  let recorded = Date.parse("2026-11-01T07:00:00Z");
  return commits.map(({ hours, changes }, index) => {
    recorded += hours * 3_600_000;
    return { commit: `c${index}`, recorded, changes };
  });
});

type History = ReturnType<typeof fc.sample<typeof someHistory extends fc.Arbitrary<infer T> ? T : never>>[number];

/** The versions of each deal, as they are read from git. */
export function versionsOf(history: History): Map<string, DealVersion[]> {
  const versions = new Map<string, DealVersion[]>();
  for (const { commit, recorded, changes } of history) {
    for (const [slug, changed] of Object.entries(changes)) {
      const own = versions.get(slug) ?? [];
      // Nobody takes away what is not there.
      if (changed === null && !own.at(-1)?.deal) continue;
      versions.set(slug, [...own, { deal: changed, recorded, commit, author: "Ann" }]);
    }
  }
  return versions;
}
