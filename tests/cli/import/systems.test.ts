import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { deals, fixture, fixtureText, imported, office } from "./office.ts";

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
    "new: Cold one (ask [address left out])",
    "left out: Call Jane",
    "left out: Send offer",
  ]);
});

test("monday: an item with nothing but its name ends no group, and is told", async () => {
  const it = office({ "monday-sales": "from: monday\ncurrency: EUR\n" });
  const rows = [
    "Board,,,",
    "Hot,,,",
    "Name,Stage,Owner,Amount",
    "Kiln,Lead,Bob Baker,1",
    "New item,,,",
    "Pilot,Lead,Bob Baker,2",
    ",,,3",
    "Cold,,,",
    "Name,Stage,Owner,Amount",
    "Last one,,,",
  ];
  writeFileSync(join(it.folder, "board.csv"), `${rows.join("\n")}\n`);
  const { items } = await imported(it, "monday", "board.csv");
  expect(items.map(({ outcome, place, title }) => `${outcome} ${place}: ${title}`)).toEqual([
    "new row 4: Kiln",
    "left out row 5: New item",
    "new row 6: Pilot",
    "left out row 10: Last one",
  ]);
});

const hubspotStages = `from: hubspot
stages:
  Appointment Scheduled: lead
  Qualified To Buy: lead
  Presentation Scheduled: offer
  Decision Maker Bought-In: offer
  Contract Sent: contract
`;

test("hubspot: its own stages, of which each has its latest entry only, and blank is never", async () => {
  const it = office({ "hubspot-sales": hubspotStages });
  const { items } = await imported(it, "hubspot", fixture("hubspot-stages.csv"), "--write");
  expect(items.map(({ outcome }) => outcome)).toEqual(Array(8).fill("new"));
  const texts = deals(it);
  const historyOf = (name: string) =>
    [...textOf(texts, name).matchAll(/- stage: (.*)\n {4}entered: (.*)\n/g)].map(([, ...entry]) => entry.join(" "));
  expect(historyOf("closed-won")).toEqual(["lead 2026-01-05", "offer 2026-04-05", "contract 2026-05-05", "won 2026-06-05"]);
  expect(historyOf("closed-lost")).toEqual(["lead 2026-01-05", "offer 2026-03-05", "lost 2026-07-05"]);
  expect(historyOf("went-back")).toEqual(["lead 2026-02-05"]);
});

test("hubspot: a later export adds what has happened since, to the deal that it was", async () => {
  const it = office({ "hubspot-sales": hubspotStages });
  await imported(it, "hubspot", fixture("hubspot-stages.csv"), "--write");
  const rows = fixtureText("hubspot-stages.csv").split("\n");
  const later = rows.map((row) =>
    row.includes("Deal in Contract Sent")
      ? row.replace('"Contract Sent"', '"Closed Won"').replace('"2026-05-05 09:30",""', '"2026-05-05 09:30","2026-11-02 09:30"')
      : row,
  );
  writeFileSync(join(it.folder, "later.csv"), later.join("\n"));
  const { counts } = await imported(it, "hubspot", "later.csv", "--write");
  expect(counts).toMatchObject({ new: 0, changed: 1, unchanged: 7, refused: 0 });
  const text = textOf(deals(it), "contract-sent");
  expect(text).toContain("stage: won\nstage_entered: 2026-11-02\n");
  expect(text).toContain("- stage: contract\n    entered: 2026-05-05\n  - { stage: won, entered: 2026-11-02 }\n");
  expect((await imported(it, "hubspot", "later.csv")).counts).toMatchObject({ changed: 0, unchanged: 8 });
});

test("hubspot: a stage that a later export tells without its day is entered on that of the import, in a file with Windows' ends of lines, too", async () => {
  const it = office({ "hubspot-sales": hubspotStages });
  await imported(it, "hubspot", fixture("hubspot-stages.csv"), "--write");
  const [path = ""] = [...deals(it).keys()].filter((each) => each.includes("appointment"));
  it.edit(path, (text) => text.replaceAll("\n", "\r\n"));
  it.git("commit", "--quiet", "--all", "--message", "Ends of lines");
  it.git("branch", "--force", "main");
  it.git("switch", "--quiet", "main");
  const later = fixtureText("hubspot-stages.csv").replace('"Appointment Scheduled"', '"Presentation Scheduled"');
  writeFileSync(join(it.folder, "later.csv"), later);
  const { out } = await it.dealbook("import", "hubspot", "later.csv", "--pipeline", "sales", "--write");
  expect(out).toContain("1 changed, 7 unchanged");
  expect(out).not.toContain("other notes");
  expect(it.read(path)).toContain("stage: offer\r\nstage_entered: 2026-11-21\r\n");
  expect(it.read(path)).toContain("  - { stage: offer, entered: 2026-11-21 }\r\n");
  expect(it.read(path).replaceAll("\r\n", "")).not.toContain("\n");
});

test("hubspot: of several companies and contacts the first, the others in the notes, and said so", async () => {
  const it = office({ "hubspot-sales": hubspotStages });
  const { items } = await imported(it, "hubspot", fixture("hubspot-stages.csv"), "--write");
  expect(items.map(({ reasons }) => reasons.length)).toEqual([1, 0, 0, 0, 0, 0, 0, 0]);
  expect(items[0]?.reasons).toEqual(["Of several companies or contacts the first is taken; the others are in the notes."]);
  const text = textOf(deals(it), "appointment");
  expect(text).toContain("company: Acme\n");
  expect(text).toContain("contact:\n  name: Jane Roe\n");
  expect(text).toContain("\n\nFurther companies: Beta; Gamma\n\nFurther contacts: Bo ([address left out])\n");
});

test("hubspot: headings in another language are asked for, and a heading that stands there twice is told apart", async () => {
  const it = office();
  const german = fixtureText("hubspot-deals.csv").replace('"Deal Name","Deal Stage"', '"Deal-Name","Deal-Phase"');
  writeFileSync(join(it.folder, "deals.csv"), german);
  const run = ["import", "hubspot", "deals.csv", "--pipeline", "sales"] as const;
  const { err } = await it.dealbook(...run);
  expect(err).toContain('"title": …  # Record ID | Deal-Name | Deal-Phase');
  expect(err).toContain("Tags | Tags (2) |");
  const { code, out } = await it.atTerminal(["Deal-Name", "Deal-Phase", "import", "skip"], ...run);
  expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining("1 new, 1 left out.") });
});

test("salesforce: a report has labels, American dates and footers", async () => {
  const it = office({ "salesforce-sales": "from: salesforce\nfirst_stage: lead\n" });
  const { items } = await imported(it, "salesforce", fixture("salesforce-report.csv"), "--write");
  expect(items.map(({ outcome, place, title }) => `${outcome} ${place}: ${title}`)).toEqual([
    "new row 2: Line monitoring",
    "new row 3: Pilot <[address left out]>",
    "new row 4: Moved on, then idle",
    "left out row 6: Confidential Information - Do Not Distribute",
    "left out row 7: Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved.",
    "left out row 8: Test",
    "left out row 9: Generated By: Ann Archer 11/20/2026 10:12 AM",
  ]);
  const text = textOf(deals(it), "line-monitoring");
  expect(text).toContain(
    "expected_close: 2026-12-15\nhistory:\n  - stage: lead\n    entered: 2026-08-01\n  - stage: offer\n    entered: 2026-09-01\n",
  );
  expect(text).toContain("amount: { value: 48000.50, currency: USD }");
});

test("salesforce: a deal of 29 history rows, of which most change no stage; rows may be in any order", async () => {
  const it = office({ "salesforce-sales": 'from: salesforce\npeople: { "005ANN": ann, "": bob }\n' });
  const days = Array.from({ length: 29 }, (_, index) => `2026-08-${String(index + 1).padStart(2, "0")}`);
  const rows = days.map((day, index) => `006A1,${day}T10:00:00.000+0000,${index < 20 ? "Lead" : "Offer"},${index},2026-12-15,40`).reverse();
  writeFileSync(join(it.folder, "history.csv"), `OpportunityId,CreatedDate,StageName,Amount,CloseDate,Probability\n${rows.join("\n")}\n`);
  await imported(it, "salesforce", fixture("salesforce-opportunity.csv"), "history.csv", "--write");
  expect(textOf(deals(it), "cafe-line")).toContain(
    "history:\n  - stage: lead\n    entered: 2026-08-01\n  - stage: offer\n    entered: 2026-08-21\nimported:",
  );
});

test("salesforce: a history with American dates is put in order by day, not by letter", async () => {
  const it = office({ "salesforce-sales": 'from: salesforce\npeople: { "005ANN": ann, "": bob }\n' });
  const rows = [
    "10/1/2026 9:00 AM,Offer",
    "8/1/2026 10:00 AM,Lead",
    "9/13/2026 2:00 PM,Lead",
    "11/1/2026 8:00 AM,Lead",
    "11/9/2026 8:00 AM,Offer",
  ];
  const history = `OpportunityId,CreatedDate,StageName\n${rows.map((row) => `006A1,${row}\n`).join("")}`;
  writeFileSync(join(it.folder, "history.csv"), history);
  await imported(it, "salesforce", fixture("salesforce-opportunity.csv"), "history.csv", "--write");
  const found = [...textOf(deals(it), "cafe-line").matchAll(/- stage: (.*)\n {4}entered: (.*)\n/g)].map(([, ...entry]) => entry.join(" "));
  expect(found).toEqual(["lead 2026-08-01", "offer 2026-10-01", "lead 2026-11-01", "offer 2026-11-09"]);
});

test("pipedrive: headings in another language are named in the mapping", async () => {
  const columns = [
    ["id", "Negocio - ID"],
    ["title", "Negocio - Título"],
    ["company", "Negocio - Organización"],
    ["contact", "Negocio - Persona de contacto"],
    ["stage", "Negocio - Etapa"],
    ["status", "Negocio - Estado"],
    ["owner", "Negocio - Propietario"],
    ["amount", "Negocio - Valor"],
    ["currency", "Negocio - Moneda"],
    ["created", "Negocio - Negocio creado"],
    ["won", "Negocio - Fecha de ganado"],
  ];
  const it = office({ "pipedrive-sales": `from: pipedrive\ncolumns:\n${columns.map(([key, name]) => `  ${key}: ${name}\n`).join("")}` });
  const { counts } = await imported(it, "pipedrive", fixture("pipedrive-es.csv"), "--write");
  expect(counts).toMatchObject({ new: 2 });
  expect(textOf(deals(it), "pilot")).toContain("stage: won\nstage_entered: 2026-03-05\n");
  expect(textOf(deals(it), "pilot")).toContain("contact:\n  name: Jane Roe\n");
});

test("pipedrive: a status that is none of its own says nothing about where the deal is", async () => {
  const it = office();
  writeFileSync(
    join(it.folder, "deals.csv"),
    fixtureText("pipedrive-deals.csv").replace(",Won,", ",Ganado,").replace(",Open,", ",Deleted,"),
  );
  const { code, items } = await imported(it, "pipedrive", "deals.csv");
  expect({ code, outcomes: items.map(({ outcome }) => outcome).sort() }).toEqual({ code: 1, outcomes: ["new", "refused", "refused"] });
  expect(items.flatMap(({ reasons }) => reasons).join()).toContain('Its status is "Ganado", which is none of Open, Won and Lost.');
});

test("pipedrive: the currency may stand under its shorter name", async () => {
  const it = office();
  writeFileSync(join(it.folder, "deals.csv"), fixtureText("pipedrive-deals.csv").replace("Deal - Currency of Value", "Deal - Currency"));
  await imported(it, "pipedrive", "deals.csv", "--write");
  expect(textOf(deals(it), "trial")).toContain("amount: { value: 1300, currency: USD }");
});

test("trello: a board without custom fields and without actions", async () => {
  const it = office({
    "trello-sales":
      'from: trello\nstages: { Ideas: skip }\npeople: { "": ann, "Robert (Bob) Baker": bob }\nlost_reasons: { "": silence }\n',
  });
  const { customFields: _, actions: __, ...board } = JSON.parse(fixtureText("trello-board.json"));
  writeFileSync(join(it.folder, "board.json"), JSON.stringify(board));
  const { counts } = await imported(it, "trello", "board.json", "--write");
  expect(counts).toMatchObject({ new: 4, "left out": 5 });
  expect(textOf(deals(it), "line-monitoring")).toContain("stage_entered: 2024-03-12\n");
  expect(textOf(deals(it), "line-monitoring")).toContain("priority: 16384.5\n");
});
