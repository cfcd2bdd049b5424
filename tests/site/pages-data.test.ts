import { expect, test } from "vitest";
import { readContent } from "../../src/app/load-content.ts";
import type { BusinessDate } from "../../src/core/calendar/business-date.ts";
import { stagePath } from "../../src/site/views/deal-page.ts";
import { formatFor } from "../../src/site/views/format.ts";
import { moveSentences, reviewerViews } from "../../src/site/views/process.ts";
import { drawProcess } from "../../src/site/views/process-diagram.ts";
import { readSite } from "../../src/site/views/site.ts";

const pipeline = `name: Sales
summary: A short pipeline.
born_in: [lead]
lost_reasons: [{ id: price, name: Price }]
stages:
  - { id: lead, name: Lead, kind: open, probability: 10, goal: Find. }
  - { id: offer, name: "Offer <b>&", kind: open, probability: 50, goal: Offer. }
  - { id: won, name: Won, kind: won, probability: 100, goal: Win. }
  - { id: lost, name: Lost, kind: lost, probability: 0, goal: Learn. }
`;

const deal = (stage: string, more = ""): string =>
  `---\ntitle: T\ncompany: Acme\npipeline: sales\nstage: ${stage}\nstage_entered: 2026-01-05\nowner: zack\n${more}---\n`;

function siteOf(files: Readonly<Record<string, string>>) {
  const texts = new Map(Object.entries(files));
  const content = readContent({ paths: [...texts.keys()].sort(), texts });
  return readSite({ content, texts: new Map(), versions: new Map(), today: "2026-11-21" as BusinessDate, prefix: "content/" });
}

const people = "roles: { rep: { name: Rep } }\npeople: { zack: { name: Zack, role: rep } }\n";

test("a broken deal is listed with its findings, and stops nothing else", () => {
  const site = siteOf({
    "dealbook.yaml": "name: Acme\ncurrency: CHF\nlocale: de-CH\ntime_zone: Europe/Zurich\n",
    "people.yaml": people,
    "pipelines/sales.yaml": pipeline,
    "deals/2026/good.md": deal("lead"),
    "deals/2026/broken.md": '---\ntitle: "x\n---\n',
    "deals/2026/lost-its-stage.md": deal("leed"),
    "deals/2025/good.md": deal("offer"),
  });
  expect(site.deals.map(({ deal: { path } }) => path)).toEqual(["deals/2025/good.md"]);
  expect(site.broken.map(({ path, findings }) => [path, findings.map(({ code }) => code)])).toEqual([
    ["deals/2026/broken.md", ["deal/unreadable"]],
    ["deals/2026/good.md", ["deal/duplicate"]],
    ["deals/2026/lost-its-stage.md", ["deal/unknown-stage"]],
  ]);
});

test("settings that could not be read are listed, so that a broken pipeline does not look like none", () => {
  const site = siteOf({
    "dealbook.yaml": "name: Acme\ncurrency: CHF\nlocale: de-CH\ntime_zone: Mars\n",
    "people.yaml": people,
    "pipelines/sales.yaml": pipeline.replace("summary", "sumary"),
    "deals/2026/good.md": deal("lead"),
  });
  expect(site.pipelines).toEqual([]);
  expect(site.brokenSettings.map(({ path, findings }) => [path, findings.map(({ code }) => code)])).toEqual([
    ["dealbook.yaml", ["organisation/invalid-field"]],
    ["pipelines/sales.yaml", expect.arrayContaining(["pipeline/invalid"])],
  ]);
});

test("a file name that is no slug never becomes an address", () => {
  const site = siteOf({
    "people.yaml": people,
    "pipelines/sales.yaml": pipeline,
    "deals/2026/%2e%2e.md": deal("lead"),
    "deals/2026/<script>.md": deal("lead"),
  });
  expect(site.deals).toEqual([]);
  expect(site.broken.map(({ path }) => path)).toEqual(["deals/2026/%2e%2e.md", "deals/2026/<script>.md"]);
});

test("an empty content root gives an empty site", () => {
  const site = siteOf({});
  expect(site).toMatchObject({ name: "Dealbook", locale: "en-GB", deals: [], broken: [], pipelines: [] });
});

test("a stage path shows the last entry of each stage, and where nothing is known", () => {
  const history = "history: [{ stage: offer, entered: 2026-01-02 }]\n";
  const [open] = siteOf({ "people.yaml": people, "pipelines/sales.yaml": pipeline, "deals/a.md": deal("won", history) }).deals;
  expect(open && stagePath(open).map(({ stage, state, entered }) => [stage.id, state, entered])).toEqual([
    ["lead", "skipped", undefined],
    ["offer", "done", "2026-01-02"],
    ["won", "current", "2026-01-05"],
  ]);
});

test("the moves are named from the pipeline, and its names cannot break the diagram", () => {
  const [records] = siteOf({ "people.yaml": people, "pipelines/sales.yaml": pipeline }).pipelines;
  if (!records) throw new Error("The pipeline was not read.");
  expect(moveSentences(records.pipeline)).toContain("A deal begins in Lead.");
  expect(drawProcess(records.pipeline, { pipelines: new Map(), hrefOf: ({ id }) => `/process/${id}/` })).toContain("Offer &lt;b&gt;&amp;");
});

test("values are printed for the organisation's readers", () => {
  const format = formatFor("en-GB", "EUR");
  expect(format.date("2026-11-05" as BusinessDate)).toBe("5 Nov 2026");
  expect(format.sums([])).toBe("€0");
  expect(
    format.sums([
      { minor: 4800000, currency: "EUR" },
      { minor: 150, currency: "USD" },
    ]),
  ).toBe("€48,000 + US$1.50");
  expect(format.percent(0.625)).toBe("62.5%");
});

test("the process page says by their role who is asked to review", () => {
  const asked = `reviewers:\n  - { role: rep, say: A colleague reads along., when: "move.to == 'offer'" }\nstages:\n`;
  const site = siteOf({ "people.yaml": people, "pipelines/sales.yaml": pipeline.replace("stages:\n", asked) });
  const sales = site.rules.pipelines.get("sales");
  expect(sales && reviewerViews(sales, site.people)).toEqual([
    { role: "Rep", say: "A colleague reads along.", examples: { pass: [], fail: [] } },
  ]);
});
