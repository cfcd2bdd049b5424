import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { describe, expect, test } from "vitest";
import type { Rep } from "../rep.ts";
import { deals, fixture, fixtureText, type Item, imported, office } from "./office.ts";

const mapping = `from: csv
columns:
  title: Deal
  company: Organisation
  stage: Phase
  entered: Since
  created: Begun
  owner: Rep
  amount: Value
  currency: Currency
  expected_close: Closes
  lost_reason: Why lost
first_stage: lead
people: { "": ann, Bob: bob }
lost_reasons: { Too expensive: price }
`;

const clone = (more = ""): Rep => office({ "csv-sales": mapping + more });

function put({ folder }: Rep, name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

describe("import csv", () => {
  test("one table in three orders of dates makes the same deals, byte for byte", async () => {
    const made = [];
    for (const name of ["iso", "dmy", "mdy"]) {
      const it = clone();
      const { code, counts } = await imported(it, "csv", fixture(`deals-${name}.csv`), "--write");
      expect({ code, counts }).toEqual({ code: 1, counts: { new: 4, changed: 0, unchanged: 0, refused: 2, "left out": 3 } });
      made.push(deals(it));
    }
    expect(made[1]).toEqual(made[0]);
    expect(made[2]).toEqual(made[0]);
    expect(made[0]?.get("content/deals/2026/acme-robotics-line-monitoring.md")).toBe(fixtureText("acme-from-csv.txt"));
  });

  test("the same table makes the same deals with any separator, end of line, byte order mark, or a title before the headings", async () => {
    const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
    const rows = parse(fixtureText("deals-iso.csv"), { delimiter: ";", relax_column_count: true }) as string[][];
    const text = (separator: string, end = "\n") => rows.map((row) => row.map(quoted).join(separator) + end).join("");
    const plain = clone();
    await imported(plain, "csv", fixture("deals-iso.csv"), "--write");
    for (const other of [text(","), text(";"), text("\t"), text(",", "\r\n"), `\uFEFF${text(",")}`, `Deals, as of today\n\n${text(";")}`]) {
      const it = clone();
      await imported(it, "csv", put(it, "other.csv", other), "--write");
      expect(deals(it)).toEqual(deals(plain));
    }
  });

  test.each([
    ["Windows-1252", Buffer.from("Deal,Phase,Rep\nCaf\xe9 \x93Kiln\x94 \x80,Lead,Bob\n", "latin1")],
    ["Unicode text of Excel", Buffer.from("\uFEFFDeal\tPhase\tRep\r\nCafé “Kiln” €\tLead\tBob\r\n", "utf16le")],
    ["UTF-16, the higher byte first", Buffer.from("\uFEFFDeal\tPhase\tRep\r\nCafé “Kiln” €\tLead\tBob\r\n", "utf16le").swap16()],
    ["UTF-16 without a byte order mark", Buffer.from("Deal\tPhase\tRep\nCafé “Kiln” €\tLead\tBob\n", "utf16le")],
    ["UTF-8 after 64 KiB of ASCII", Buffer.from(`Deal,Phase,Rep,Notes\nCafé “Kiln” €,Lead,Bob,${"x".repeat(70_000)}é\n`)],
  ])("reads %s", async (_, bytes) => {
    const it = office({ "csv-sales": "from: csv\ncolumns: { title: Deal, stage: Phase, owner: Rep }\npeople: { Bob: bob }\n" });
    writeFileSync(join(it.folder, "deals.csv"), bytes);
    await imported(it, "csv", "deals.csv", "--write");
    expect([...deals(it).values()].join()).toContain("title: Café “Kiln” €\n");
  });

  test.each([
    ["a picture", Buffer.from(Array.from({ length: 512 }, (_, index) => (index * 7) % 256)), "is neither text nor a workbook"],
    ["a board of Trello", Buffer.from(fixtureText("trello-board.json")), "is JSON; the board of Trello is read by: dealbook import trello"],
    ["a page where somebody has to log in", Buffer.from("\n<!doctype html>\n<p>Deal, Phase, Rep\n"), "is a web page"],
  ])("refuses %s", async (_, bytes, why) => {
    const it = clone();
    writeFileSync(join(it.folder, "deals.csv"), bytes);
    const { code, err } = await it.dealbook("import", "csv", "deals.csv", "--pipeline", "sales");
    expect({ code, err }).toMatchObject({ code: 2, err: expect.stringContaining(`deals.csv ${why}`) });
    expect(err).toContain("Export it as CSV or XLSX");
    expect(err).not.toContain("boards.trello.com");
  });

  test.each([
    ["in quotation marks", '"Called, wrote, met, waited, and called"'],
    ["without them", "Called, wrote, met, waited, and called"],
  ])("is not misled by the commas of a text %s, or of decimals", async (_, notes) => {
    const it = office({ "csv-sales": "from: csv\ncurrency: EUR\n" });
    const table = `Deal;Stage;Owner;Amount;Notes\nKiln;Lead;Bob Baker;1.234,50;${notes}\nPilot;Lead;Bob Baker;99,5;\n`;
    expect((await imported(it, "csv", put(it, "deals.csv", table), "--write")).counts).toMatchObject({ new: 2 });
    expect([...deals(it).values()].join()).toMatch(/value: 1234.50,[\s\S]*Called, wrote, met, waited, and called\n/);
  });

  test("takes company and title from a title that is made like a card, whatever the card's pattern repeats", async () => {
    const made = [];
    for (const card of ["{title} for {company}", "{company}: {title} ({company})", "{title}"]) {
      const it = office({ "csv-sales": `from: csv\ncard: "${card}"\n` });
      writeFileSync(join(it.folder, "deals.csv"), "Deal,Stage,Owner\nKiln for Acme,Lead,Bob Baker\nBosk: Pilot (Bosk),Lead,Bob Baker\n");
      const { items } = await imported(it, "csv", "deals.csv");
      made.push(items.map(({ title }) => title));
    }
    expect(made).toEqual([
      ["Kiln", "Bosk: Pilot (Bosk)"],
      ["Kiln for Acme", "Pilot"],
      ["Kiln for Acme", "Bosk: Pilot (Bosk)"],
    ]);
  });

  const columns = "Deal,Organisation,Phase,Since,Begun,Rep,Value,Currency,Closes,Why lost";

  /** Deals that entered their stage on these days. */
  const table = (...days: string[]): string => `${columns}\n${days.map((day, index) => `D${index},Co,Lead,${day},,Bob,,,,\n`).join("")}`;

  test.each([
    ["10/20/2016", "2016-10-20"],
    ["20/10/2016", "2016-10-20"],
    ["2016-10-20", "2016-10-20"],
    ["20.10.2016", "2016-10-20"],
    ["20-10-16", undefined],
    ["04/05/2016", undefined],
  ])("%s is %s; undefined: that is asked", async (written, day) => {
    const it = clone();
    const { code, out, err } = await it.dealbook("import", "csv", put(it, "one.csv", table(written)), "--pipeline", "sales", "--write");
    if (day === undefined) expect({ code, err }).toMatchObject({ code: 2, err: expect.stringContaining(`dates such as ${written}?`) });
    else expect({ out, text: [...deals(it).values()].join() }).toMatchObject({ text: expect.stringContaining(`stage_entered: ${day}\n`) });
  });

  test("one date tells the order of all; dates of two orders in one file are asked about, not guessed row by row", async () => {
    const it = clone();
    await imported(it, "csv", put(it, "one.csv", table("04/05/2016", "10/20/2016")), "--write");
    expect([...deals(it).values()].join()).toMatch(/stage_entered: 2016-04-05\n[\s\S]*stage_entered: 2016-10-20\n/);
    const mixed = clone();
    const { code, err } = await mixed.dealbook(
      "import",
      "csv",
      put(mixed, "two.csv", table("20/10/2016", "10/20/2016")),
      "--pipeline",
      "sales",
    );
    expect({ code, err }).toMatchObject({ code: 2, err: expect.stringContaining("The dates are in no one order; one file has one.") });
  });

  test("makes a history of columns that say when a deal entered a stage", async () => {
    const dates = "stage_dates: { Begun: lead, Quoted on: offer, Signed: won }\n";
    const it = office({ "csv-sales": `from: csv\n${dates}` });
    const rows = ["A,Won,Bob Baker,02/01/2026,03/02/2026,28/02/2026", "B,Offer,Bob Baker,05/01/2026,06/02/2026,"];
    const path = put(it, "deals.csv", `Deal,Stage,Owner,Begun,Quoted on,Signed\n${rows.join("\n")}\n`);
    expect((await imported(it, "csv", path, "--write")).counts).toMatchObject({ new: 2 });
    const [a, b] = [...deals(it).values()].map((text) =>
      [...text.matchAll(/- stage: (.*)\n {4}entered: (.*)\n/g)].map(([, ...each]) => each.join(" ")),
    );
    expect(a).toEqual(["lead 2026-01-02", "offer 2026-02-03", "won 2026-02-28"]);
    expect(b).toEqual(["lead 2026-01-05", "offer 2026-02-06"]);
    it.edit("content/imports/csv-sales.yaml", (text) => text.replace("Signed", "Singed"));
    expect((await it.dealbook("import", "csv", path, "--pipeline", "sales")).err).toContain('has no column "Singed"');
  });

  test("names that differ by a space are the same name", async () => {
    const it = clone();
    const rows = `${columns}\nA, Acme  Robotics ,Lead,2026-01-02,, Ann  Archer,,,,\nB,Acme Robotics, lead ,2026-01-02,,Ann Archer ,,,,\n`;
    await imported(it, "csv", put(it, "names.csv", rows), "--write");
    const texts = [...deals(it).values()];
    expect(texts.map((text) => /company: .*/.exec(text)?.[0])).toEqual(["company: Acme Robotics", "company: Acme Robotics"]);
    expect(texts.map((text) => /owner: .*/.exec(text)?.[0])).toEqual(["owner: ann", "owner: ann"]);
  });

  test("nothing in a file acts on the terminal", async () => {
    const it = clone();
    const paths = [
      put(it, "headings.csv", "De\u001b[31mal,Pha\u202ese,Rep\nA,Lead,Bob\n"),
      put(it, "cells.csv", `${columns}\nA\u001b[31m,B,Lead,\u001b]0;x\u0007,,Bob,\u001b[2J,,,\n`),
    ];
    for (const path of paths) {
      const { out, err } = await it.dealbook("import", "csv", path, "--pipeline", "sales");
      expect(out + err).toMatch(/\S/);
      expect(out + err).not.toMatch(/[\u001b\u202e\u0007]/);
    }
    const { err } = await it.dealbook("import", "trello", put(it, "board.json", "\u001b[31m{"), "--pipeline", "sales");
    expect(err).toContain("is no JSON.");
    expect((await it.dealbook("import", "csv", it.folder, "--pipeline", "sales")).err).toContain("is a folder.");
    expect((await it.dealbook("import", "csv", "nowhere.csv", "--pipeline", "sales")).err).toContain("There is no file nowhere.csv.");
  });

  test("a quote that nobody closed does not swallow the file", async () => {
    const it = clone();
    const { code, err } = await it.dealbook(
      "import",
      "csv",
      put(it, "bad.csv", `${columns}\n"A${",x\n".repeat(400_000)}`),
      "--pipeline",
      "sales",
    );
    expect({ code, err }).toMatchObject({ code: 2, err: expect.stringContaining("cannot be read") });
  });

  test("names every row that is not imported, and every column that is not read", async () => {
    const it = clone();
    const { out } = await it.dealbook("import", "csv", fixture("deals-iso.csv"), "--pipeline", "sales");
    expect(out).toMatch(/left out +row 4 +Pilot +It is the same as row 3\./);
    expect(out).toMatch(/refused +row 7 +Old one +"2026-13-40" is not a date\./);
    expect(out).toMatch(/refused +row 8 +Debt +The amount -5 is negative\./);
    expect(out).toMatch(/left out +row 9 +Nobody +It has no title\./);
    expect(out).toMatch(/left out +row 10 +Total 8 rows +It is no deal, but a line of text\./);
    expect(out).toContain(
      'Not taken over: Hint\n  To take one, say in content/imports/csv-sales.yaml what it is, such as columns: { source: "Hint" }\n',
    );
    expect(out).not.toContain("lies in the repository");
    const inside = put(it, "deals.csv", fixtureText("deals-iso.csv"));
    expect((await it.dealbook("import", "csv", inside, "--pipeline", "sales")).out).toContain("deals.csv lies in the repository.");
  });

  test("asks for the order of dates and the mark of decimals where the file leaves them open, and never guesses", async () => {
    const it = clone();
    const path = put(
      it,
      "open.csv",
      "Deal,Organisation,Phase,Since,Begun,Rep,Value,Currency,Closes,Why lost\nA,B,Lead,03/04/2026,03/04/2026,Bob,1.234,EUR,,\n",
    );
    const { code, err } = await it.dealbook("import", "csv", path, "--pipeline", "sales");
    expect(code).toBe(2);
    expect(err).toContain("In which order are dates such as 03/04/2026?");
    expect(err).toContain("    dates: …  # dmy | mdy\n    decimals: …  # point | comma\n");
    it.edit("content/imports/csv-sales.yaml", (text) => `${text}dates: mdy\ndecimals: comma\n`);
    await imported(it, "csv", path, "--write");
    const [text] = deals(it).values();
    expect(text).toContain("stage_entered: 2026-03-04\n");
    expect(text).toContain("value: 1234,");
  });

  test("says what is wrong with a mapping file, and with one that names a column that is not there", async () => {
    const wrong = office({ "csv-sales": "from: csv\ndates: american\n" });
    const run = ({ dealbook }: Rep) => dealbook("import", "csv", fixture("deals-iso.csv"), "--pipeline", "sales");
    expect((await run(wrong)).err).toMatch(/csv-sales\.yaml:2: .*american/);
    expect((await wrong.dealbook("check")).out).toContain("import/invalid-field");
    expect((await run(office({ "csv-sales": mapping.replace("Phase", "Fase") }))).err).toContain('has no column "Fase"');
    expect((await run(clone("stages: { Angebot: offr }\n"))).err).toMatch(
      /csv-sales\.yaml:16: There is no stage "offr" in the pipeline "sales"\.\n.*Did you mean "offer"\?/,
    );
    expect((await run(office())).err).toContain('"stage": …  # Deal | Organisation | Phase');
  });

  const undated = (...rows: string[]) => `id,Deal,Company,Stage,Owner,Created,Amount,Next step\n${rows.join("\n")}\n`;

  /** A clone in which one deal has been imported and merged, from a table that does not say when it entered its stage. */
  async function merged(): Promise<Rep> {
    const it = office({ "csv-sales": "from: csv\ncurrency: EUR\npeople: { '': bob }\n" });
    await imported(it, "csv", put(it, "one.csv", undated("7,Kiln,Acme,Lead,Ann Archer,2026-10-01,100,Call")), "--write");
    it.git("branch", "--force", "main");
    it.git("switch", "--quiet", "main");
    return it;
  }

  const kiln = "content/deals/2026/acme-kiln.md";
  const added = (diff: string): string[] => diff.split("\n").filter((line) => /^[+-][^+-]/.test(line));

  test("a stage that a later table tells without its day is entered on the day of the import; only lines that change are touched", async () => {
    const it = await merged();
    const later = put(it, "later.csv", undated("7,Kiln,Acme,Offer,Ann Archer,2026-10-01,250.5,Call"));
    const shown = await it.dealbook("import", "csv", later, "--pipeline", "sales");
    expect(shown.out).toMatch(/changed +row 2 +Kiln +stage, stage_entered, amount.value/);
    await imported(it, "csv", later, "--write");
    const changes = added(it.git("diff", "--unified=0", "main", "HEAD"));
    expect(changes.filter((line) => !line.includes("digest:"))).toEqual([
      "-stage: lead",
      "-stage_entered: 2026-10-01",
      "+stage: offer",
      "+stage_entered: 2026-11-21",
      "+  - { stage: offer, entered: 2026-11-21 }",
      "-amount: { value: 100, currency: EUR }",
      "+amount: { value: 250.5, currency: EUR }",
    ]);
    expect((await it.dealbook("check", "--base", "main")).code).toBe(0);
    expect((await imported(it, "csv", later, "--today", "2026-11-25")).counts).toMatchObject({ changed: 0, unchanged: 1 });
  });

  test("a later table without some columns takes nothing away", async () => {
    const it = await merged();
    const before = it.read(kiln);
    const later = put(it, "later.csv", "id,Deal,Firm,Stage,Vendor,Created,Betrag\n7,Kiln,Acme,Lead,Ann Archer,2026-10-01,100\n");
    expect((await imported(it, "csv", later, "--write")).counts).toMatchObject({ changed: 0, unchanged: 1 });
    expect(it.read(kiln)).toBe(before);
    const emptied = put(it, "emptied.csv", undated("7,Kiln,Acme,Lead,Ann Archer,2026-10-01,100,"));
    expect((await imported(it, "csv", emptied, "--write")).counts).toMatchObject({ changed: 1 });
    expect(it.read(kiln)).not.toContain("next_step");
  });

  test("a later table whose ids have another heading brings nothing in twice", async () => {
    const it = await merged();
    const later = put(it, "later.csv", undated("7,Kiln,Acme,Lead,Ann Archer,2026-10-01,100,Call").replace("id,", "Key,"));
    const { code, items } = await imported(it, "csv", later);
    expect({ code, reasons: items[0]?.reasons.join() }).toMatchObject({ code: 1, reasons: expect.stringContaining("columns: { id: … }") });
  });

  test("rows of several tables are told apart", async () => {
    const it = office({ "csv-sales": "from: csv\n" });
    const table = (title: string) => `id,Deal,Stage,Owner\n1,${title},Lead,Bob Baker\n`;
    const { items } = await imported(it, "csv", put(it, "one.csv", table("Kiln")), put(it, "two.csv", table("Pilot")));
    expect(items.map(({ place }) => place.replace(/.*\//, ""))).toEqual(["one.csv row 2", "two.csv row 2"]);
    expect(items[1]?.reasons.join()).toContain('one.csv row 2 has the same id, "1"');
  });

  test("boards of two pipelines may have deals of the same names; a deal with an id comes into one of them", async () => {
    const it = await merged();
    writeFileSync(
      join(it.folder, "content/pipelines/service.yaml"),
      it.read("content/pipelines/sales.yaml").replace("name: Sales", "name: Service"),
    );
    it.git("add", "content");
    it.git("commit", "--quiet", "--message", "Service");
    writeFileSync(join(it.folder, "content/imports/csv-service.yaml"), "from: csv\ncurrency: EUR\n");
    const run = async (table: string) => {
      const { out } = await it.dealbook("import", "csv", put(it, "service.csv", table), "--pipeline", "service", "--json");
      return (JSON.parse(out) as { items: Item[] }).items.map(({ outcome, reasons }) => [outcome, ...reasons].join(": "));
    };
    expect(await run("Deal,Company,Stage,Owner\nKiln,Acme,Offer,Ann Archer\n")).toEqual(["new"]);
    expect(await run("id,Deal,Company,Stage,Owner\n7,Kiln,Acme,Offer,Ann Archer\n")).toEqual([
      'refused: It came from csv before, and is in the pipeline "sales" as acme-kiln.',
    ]);
    it.edit(kiln, (text) =>
      text.replace("pipeline: sales\nstage: lead\nstage_entered: 2026-10-01", "pipeline: service\nstage: offer\nstage_entered: 2026-11-20"),
    );
    // Handed over, it is still the one that the table tells of.
    expect((await imported(it, "csv", "one.csv")).counts).toMatchObject({ unchanged: 1 });
  });

  test("tells that notes have changed, which are taken over once", async () => {
    const it = office({ "csv-sales": "from: csv\n" });
    const table = (notes: string) => put(it, "deals.csv", `id,Deal,Stage,Owner,Notes\n1,Kiln,Lead,Bob Baker,${notes}\n`);
    await imported(it, "csv", table("Call"), "--write");
    it.edit("content/deals/2026/kiln.md", (text) => `${text}\nOurs.\n`);
    const run = async (notes: string) => (await it.dealbook("import", "csv", table(notes), "--pipeline", "sales")).out;
    expect(await run("Call")).not.toContain("notes");
    expect(await run("Write")).toContain("1 unchanged.\n1 with other notes there than here; notes are taken over once.\n");
  });

  test("a deal that was moved here and there alike is no conflict", async () => {
    const it = await merged();
    it.edit(kiln, (text) => text.replace("stage: lead\nstage_entered: 2026-10-01", "stage: offer\nstage_entered: 2026-11-21"));
    it.git("commit", "--quiet", "--all", "--message", "Move");
    const later = put(it, "later.csv", undated("7,Kiln,Acme,Offer,Ann Archer,2026-10-01,100,Call"));
    expect((await imported(it, "csv", later)).counts).toMatchObject({ unchanged: 1, refused: 0 });
  });

  test("a deal is named by its id where another one has its name, whatever the id looks like", async () => {
    const it = office({ "csv-sales": "from: csv\n" });
    const table = (id: string) => `id,Deal,Company,Stage,Owner\n${id},Kiln,Acme,Lead,Bob Baker\n`;
    await imported(it, "csv", put(it, "one.csv", table("1")), "--write");
    const second = put(it, "two.csv", table("ab-thing12"));
    expect((await imported(it, "csv", second, "--write")).counts).toMatchObject({ new: 1, refused: 0 });
  });

  test("takes ten thousand rows in one commit, with progress; the check lets them in, and metrics show their history", async () => {
    const it = clone();
    const rows = Array.from(
      { length: 10_000 },
      (_, index) => `Deal ${index},Company ${index % 900},Offer,2026-0${1 + (index % 9)}-17,2025-12-01,Bob,${index},EUR,,`,
    );
    const path = put(it, "many.csv", `Deal,Organisation,Phase,Since,Begun,Rep,Value,Currency,Closes,Why lost\n${rows.join("\n")}\n`);
    const { code, out, err } = await it.atTerminal([], "import", "csv", path, "--pipeline", "sales", "--write");
    expect({ code, isTold: out.includes("10000 new.") }).toEqual({ code: 0, isTold: true });
    expect(err).toMatch(/10000 rows read …[\s\S]*10000 deals written …/);
    expect(it.git("rev-list", "--count", "main..").trim()).toBe("1");
    expect(it.git("ls-files", "content/deals").trim().split("\n")).toHaveLength(10_000);
    const check = await it.dealbook("check", "--base", "main", "--json");
    const { findings } = JSON.parse(check.out) as { findings: { code: string; severity: string; file: string }[] };
    expect(check.code).toBe(0);
    expect(new Set(findings.map(({ code: each, severity }) => `${severity} ${each}`))).toEqual(new Set(["warning gate/field"]));
    expect(new Set(findings.map(({ file }) => file)).size).toBe(10_000);
    it.git("branch", "--force", "main");
    it.git("switch", "--quiet", "main");
    const metrics = await it.dealbook("metrics");
    expect(metrics.out).toMatch(/Time in stage \(all time\)\n {2}Lead +\d+ days +n = 10000/);
  }, 300_000);

  test("tells a program nothing of its progress", async () => {
    const it = clone();
    const rows = Array.from({ length: 1001 }, (_, index) => `Deal ${index},Co,Lead,2026-01-17,2026-01-17,Bob,1,EUR,,`);
    const path = put(it, "some.csv", `Deal,Organisation,Phase,Since,Begun,Rep,Value,Currency,Closes,Why lost\n${rows.join("\n")}\n`);
    expect((await it.dealbook("import", "csv", path, "--pipeline", "sales")).err).toBe("");
  });
});
