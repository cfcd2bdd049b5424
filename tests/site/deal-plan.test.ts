import { expect, test } from "vitest";
import { readContent } from "../../src/app/load-content.ts";
import type { BusinessDate } from "../../src/core/calendar/business-date.ts";
import { dealVersions } from "../../src/core/history/deal-versions.ts";
import { factsOf } from "../../src/core/history/facts.ts";
import { pageSources } from "../../src/site/deal-pages/page-sources.ts";
import { planPages } from "../../src/site/deal-pages/plan.ts";
import { Shell } from "../../src/site/deal-pages/shell.ts";
import { readSite, type Site } from "../../src/site/views/site.ts";

const pipeline = `name: Sales
summary: A short pipeline.
born_in: [lead]
lost_reasons: [{ id: price, name: Price }]
stages:
  - { id: lead, name: Lead, kind: open, probability: 10, goal: Find. }
  - { id: won, name: Won, kind: won, probability: 100, goal: Win. }
  - { id: lost, name: Lost, kind: lost, probability: 0, goal: Learn. }
`;

const deal = (stage: string, notes = ""): string =>
  `---\ntitle: T\ncompany: Acme\npipeline: sales\nstage: ${stage}\nstage_entered: 2026-01-05\nowner: zack\namount: { value: 10, currency: EUR }\nactivities: [{ date: 2026-01-06, kind: call, by: zack }]\n---\n${notes}\n`;

const files: Readonly<Record<string, string>> = {
  "dealbook.yaml": "name: Acme\ncurrency: EUR\nlocale: en-GB\ntime_zone: Europe/Berlin\n",
  "people.yaml": "roles: { rep: { name: Rep } }\npeople: { zack: { name: Zack, role: rep } }\n",
  "pipelines/sales.yaml": pipeline,
  "deals/2026/open.md": deal("lead"),
  "deals/2026/over.md": deal("won", "Their [site](https://example.com), our [mail](mailto:us@example.com)."),
  "deals/2026/linked.md": deal("won", "As with [another](new.md)."),
  "deals/2026/linked/quote.md": "---\nstatus: signed\nsignatures: [{ side: us, by: Zack, date: 2026-01-07 }]\n---\n# Quote\n",
  "deals/2026/broken.md": "---\ntitle: [\n---\n",
};

function siteOf(changed: Readonly<Record<string, string>> = {}, today = "2026-11-21"): Site {
  const texts = new Map(Object.entries({ ...files, ...changed }));
  const content = readContent({ paths: [...texts.keys()].sort(), texts });
  const commit = { commit: "c1", recorded: 0, author: "rep" };
  const versions = dealVersions([{ ...commit, path: "deals/2026/over.md", facts: factsOf(deal("lead")), isRemoved: false }]);
  return readSite({ content, texts: new Map(), versions, today: today as BusinessDate, prefix: "content/" });
}

/** Addresses of the pages that are another after a change. */
function changedBy(changed: Readonly<Record<string, string>>, today?: string): string[] {
  const before = new Map(planPages(siteOf()).map(({ address, digest }) => [address, digest]));
  return planPages(siteOf(changed, today)).flatMap(({ address, digest }) => (before.get(address) === digest ? [] : [address]));
}

const all = ["broken", "linked", "linked/quote", "open", "over"];

test("a page is made again when something of its own changes", () => {
  expect(changedBy({})).toEqual([]);
  expect(changedBy({ "deals/2026/over.md": deal("won", "Other notes.") })).toEqual(["over"]);
  expect(changedBy({ "deals/2026/linked/quote.md": "# Quote\n\nMore.\n" })).toEqual(["linked", "linked/quote"]);
  expect(changedBy({ "deals/2026/broken.md": "no front matter" })).toEqual(["broken"]);
});

test("every page is made again when names or rules change", () => {
  expect(changedBy({ "people.yaml": (files["people.yaml"] ?? "").replace("Zack,", "Zacharias,") }).sort()).toEqual(all);
  expect(changedBy({ "pipelines/sales.yaml": pipeline.replace("Lead", "Idea") }).sort()).toEqual(all);
  expect(changedBy({ "dealbook.yaml": (files["dealbook.yaml"] ?? "").replace("Acme", "Other") }).sort()).toEqual(all);
});

test("a new deal changes the pages that may lead to it, and no other", () => {
  expect(changedBy({ "deals/2026/new.md": deal("lead") }).sort()).toEqual(["linked", "new"]);
});

test("a new day changes what is open; what is over shows nothing of the day", () => {
  expect(changedBy({}, "2026-11-22")).toEqual(["open"]);
});

/** Paths of values that JSON would leave out or tell wrongly, below what is a deal's own. */
function strange(value: unknown, path: string): string[] {
  if (typeof value === "bigint" || typeof value === "symbol" || value instanceof Map || value instanceof Set) return [path];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => strange(each, `${path}.${key}`));
}

test("a digest sees everything that is a deal's own", () => {
  const site = siteOf();
  const own = [...pageSources(site).values()].flatMap((source) => {
    if (source.kind !== "deal") return [];
    const { pipeline: _, stage: _stage, pipelines: _pipelines, ...rest } = source.deal;
    return [rest];
  });
  expect(own).toHaveLength(3);
  expect(own.flatMap((each) => strange(each, each.deal.slug))).toEqual([]);
});

test("a shell is what stands around the parts, and takes others", () => {
  const shell = new Shell("<html lang='en'><title>A</title><main><p>a</p></main></html>", { title: "A", body: "<p>a</p>" });
  expect(shell.around({ title: "B $1", body: "<p>b $&</p>" })).toBe("<html lang='en'><title>B $1</title><main><p>b $&</p></main></html>");
  expect(shell.forSearch({ title: "B", body: "b" })).toBe(
    "<!doctype html><html lang='en'><body><main data-pagefind-body>b</main></body></html>",
  );
});

test("a page that does not hold its parts, or holds them twice, has no shell", () => {
  const parts = { title: "A", body: "<p>a</p>" };
  expect(() => new Shell("<title>A</title><p>b</p>", parts)).toThrow();
  expect(() => new Shell("<title>A</title><p>a</p><p>a</p>", parts)).toThrow();
});
