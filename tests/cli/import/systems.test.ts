import { expect, test } from "vitest";
import { deals, fixture, imported, office } from "./office.ts";

const textOf = (texts: Map<string, string>, name: string): string => [...texts].find(([path]) => path.includes(name))?.[1] ?? "";

test("hubspot: history from its columns, one pipeline of two, no address of a contact", async () => {
  const it = office({
    "hubspot-sales": "from: hubspot\npipelines: { Sales Pipeline: import, Service Pipeline: skip }\n",
  });
  const { counts } = await imported(it, "hubspot", fixture("hubspot-deals.csv"), "--write");
  expect(counts).toMatchObject({ new: 1, "left out": 1 });
  const text = textOf(deals(it), "acme");
  expect(text).toContain("history:\n  - stage: lead\n    entered: 2026-08-01\n  - stage: won\n    entered: 2026-10-20\n");
  expect(text).toContain('id: "12345678901"\n');
  expect(text).toContain("amount: { value: 117, currency: EUR }");
  expect(text).not.toContain("jane@");
});

test("salesforce: stage changes from OpportunityHistory, ISO-8859-1, null ids and footers", async () => {
  const it = office({ "salesforce-sales": 'from: salesforce\npeople: { "005ANN": ann, "": bob }\n' });
  const files = [fixture("salesforce-opportunity.csv"), fixture("salesforce-history.csv")];
  const { counts, items } = await imported(it, "salesforce", ...files, "--write");
  expect(counts).toMatchObject({ new: 2, "left out": 2 });
  const text = textOf(deals(it), "cafe-line");
  expect(text).toContain("title: Café line\n");
  expect(text).toContain("history:\n  - stage: lead\n    entered: 2026-08-01\n  - stage: offer\n    entered: 2026-09-02\n");
  expect(items.filter(({ outcome }) => outcome === "left out").map(({ place }) => place)).toEqual(["row 4", "history row 5"]);
});

test("pipedrive: won and lost are a status, not a stage", async () => {
  const it = office();
  const { counts } = await imported(it, "pipedrive", fixture("pipedrive-deals.csv"), "--write");
  expect(counts).toMatchObject({ new: 3 });
  const texts = deals(it);
  expect(textOf(texts, "pilot")).toContain("- stage: offer\n    entered: 2026-02-05\n  - stage: won\n    entered: 2026-03-05\n");
  expect(textOf(texts, "trial")).toMatch(/stage: lost\nstage_entered: 2026-04-05\n[\s\S]*lost_reason: price\n/);
});

test("monday: groups, repeated headings, subitems, sums, links and a status that contradicts the stage", async () => {
  const it = office({ "monday-sales": "from: monday\ncurrency: EUR\n" });
  const { items } = await imported(it, "monday", fixture("monday-board.csv"), "--write");
  expect(items.map(({ outcome, title }) => `${outcome}: ${title}`)).toEqual([
    "new: Line monitoring",
    "new: Site",
    "left out: Odd one",
    "new: Cold one",
    "left out: Call Jane",
    "left out: Send offer",
  ]);
});
