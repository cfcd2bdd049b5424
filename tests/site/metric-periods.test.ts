import { expect, test } from "vitest";
import { readContent } from "../../src/app/load-content.ts";
import type { BusinessDate } from "../../src/core/calendar/business-date.ts";
import { commitCell } from "../../src/site/views/change-rows.ts";
import { formatFor } from "../../src/site/views/format.ts";
import { inPeriod, periodLinks, periodsBeside, periodsOf, usualPeriod } from "../../src/site/views/metric-periods.ts";
import { metricSections } from "../../src/site/views/metric-sections.ts";
import { limitsText, shareNote } from "../../src/site/views/ranges.ts";
import { readSite } from "../../src/site/views/site.ts";

const pipeline = `name: Sales
summary: A short pipeline.
born_in: [lead]
lost_reasons: [{ id: price, name: Price }]
stages:
  - { id: lead, name: Lead, kind: open, probability: 10, goal: Find. }
  - { id: won, name: Won, kind: won, probability: 100, goal: Win. }
  - { id: lost, name: Lost, kind: lost, probability: 0, goal: Learn. }
`;

/** A site whose only deal entered its stage on that day. */
function siteSince(entered: string, settings = "") {
  const deal = `---\ntitle: T\ncompany: Acme\npipeline: sales\nstage: lead\nstage_entered: ${entered}\nowner: zack\n---\n`;
  const texts = new Map(
    Object.entries({
      "dealbook.yaml": `name: Acme\ncurrency: EUR\nlocale: en-GB\ntime_zone: Europe/Berlin\n${settings}`,
      "deals/2026/acme.md": deal,
      "people.yaml": "roles: { rep: { name: Rep } }\npeople: { zack: { name: Zack, role: rep } }\n",
      "pipelines/sales.yaml": pipeline,
    }),
  );
  const content = readContent({ paths: [...texts.keys()].sort(), texts });
  return readSite({ content, texts: new Map(), versions: new Map(), today: "2026-11-21" as BusinessDate, prefix: "" });
}

const site = siteSince("2026-09-10");
const ids = (each: ReturnType<typeof siteSince>) => periodsOf(each).map(({ id }) => id);

test("there is a page for each period since the first deal began", () => {
  expect(ids(site)).toEqual(["all", "last-365-days", "fy2026", "fy2026-q4", "fy2026-q3", "2026-11", "2026-10", "2026-09"]);
  expect(periodsOf(site)).toBe(periodsOf(site));
  expect(ids(siteSince("2026-09-10", 'fiscal_year_start: "07-01"\n')).slice(2, 5)).toEqual(["fy2027", "fy2027-q2", "fy2027-q1"]);
});

test("a mistyped year does not make thousands of pages", () => {
  expect(ids(siteSince("0206-09-10")).length).toBeLessThan(70);
});

test("periods are chosen by kind, and the one that is shown is marked", () => {
  const groups = periodLinks(site, "sales", "2026-10");
  expect(groups.map(({ name, links }) => [name, links.map((link) => link.name)])).toEqual([
    ["Long", ["All time", "Last 365 days"]],
    ["Years", ["2026"]],
    ["Quarters", ["Q4 2026", "Q3 2026"]],
    ["Months", ["November 2026", "October 2026", "September 2026"]],
  ]);
  expect(groups.flatMap(({ links }) => links).filter(({ isCurrent }) => isCurrent)).toEqual([
    { name: "October 2026", href: "/metrics/sales/2026-10/", isCurrent: true },
  ]);
});

test("a period knows its neighbours, and how a sentence ends with it", () => {
  const beside = (id: string) => {
    const found = periodsOf(site).find((period) => period.id === id);
    if (!found) throw new Error(`No period ${id}.`);
    const { before, after } = periodsBeside(site, found);
    return [before?.id, inPeriod(found), after?.id];
  };
  expect(beside("2026-10")).toEqual(["2026-09", "in October 2026", "2026-11"]);
  expect(beside("fy2026-q4")).toEqual(["fy2026-q3", "in Q4 2026", undefined]);
  expect(beside("all")).toEqual([undefined, "in all", undefined]);
  expect(inPeriod(usualPeriod(site))).toBe("in the last 365 days");
});

test("a commit is a link where the repository can be seen", () => {
  const mark = { commit: "0123456789abcdef", author: "Zack" };
  const repository = { url: "https://git.example/acme/deals.git", branch: "main", prefix: "" };
  expect(commitCell(mark, {})).toBe("Zack, 0123456");
  expect(commitCell(undefined, { repository })).toBe("not committed yet");
  expect(commitCell(mark, { repository })).toEqual({
    text: "Zack, 0123456",
    link: "https://git.example/acme/deals/commit/0123456789abcdef",
  });
});

test("limits that are not reached yet are left open, and a rate says what it is made of", () => {
  const format = formatFor("en-GB", "EUR");
  expect(limitsText({}, format)).toBe("–");
  expect(limitsText({ low: 1 }, format)).toBe("1 day to …");
  expect(limitsText({ low: 1, high: 12.5 }, format)).toBe("1 day to 12.5 days");
  expect(shareNote({ count: 0, n: 0 }, format)).toBe("0 of 0 deals");
  expect(shareNote({ count: 1, n: 1, interval: { low: 0.2, high: 1 } }, format)).toBe("1 of 1 deal; 95 % interval 20% to 100%");
});

test("where nothing is sold the work comes before what happened, and no winning is shown", () => {
  const names = (winning: boolean) => metricSections({ value: winning, weighted: winning, winning }).map(({ id }) => id);
  expect(names(true)).toEqual(["today", "over-time", "ways", "winning", "period"]);
  expect(names(false)).toEqual(["today", "work", "over-time", "ways", "period"]);
});
