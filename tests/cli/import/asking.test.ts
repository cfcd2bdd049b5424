import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { deals, fixture, imported, office } from "./office.ts";

const board = fixture("trello-board.json");

const trello = ["import", "trello", board, "--pipeline", "sales"] as const;

const mapping = "content/imports/trello-sales.yaml";

describe("at a terminal", () => {
  test("stages, people and reasons are asked for once, and the answers kept", async () => {
    const it = office();
    const answers = ["skip", "ann", "bob", "silence"];
    const { code, out, err } = await it.atTerminal(answers, ...trello);
    expect(code).toBe(0);
    expect(err).toBe(
      `The export does not tell everything. Add whoever is missing to people.yaml first. Ctrl-C ends without a change.\nThe answers are kept in ${mapping}\n`,
    );
    expect(out).toContain("4 new, 5 left out.");
    expect(it.read(mapping)).toBe(
      [
        "# yaml-language-server: $schema=../../schema/import.schema.json",
        "from: trello",
        "stages:",
        "  Ideas: skip",
        "people:",
        '  "": ann',
        "  Robert (Bob) Baker: bob",
        "lost_reasons:",
        '  "": silence',
        "",
      ].join("\n"),
    );
    expect(await it.atTerminal([], ...trello)).toMatchObject({ code: 0, err: "", out });
  });

  test("what was answered before stays, with its comments; only what is new is asked", async () => {
    const it = office({
      "trello-sales": 'from: trello\n# Agreed with Ann.\nstages: { Ideas: skip }\npeople: { "": ann }\n',
    });
    expect((await it.atTerminal(["bob", "silence"], ...trello)).code).toBe(0);
    expect(it.read(mapping)).toContain("# Agreed with Ann.\nstages: { Ideas: skip");
    expect(it.git("status", "--porcelain").trim()).toBe(`M ${mapping}`);
  });

  test("columns come first, then the order of dates and the mark of decimals", async () => {
    const it = office();
    const path = join(it.folder, "odd.csv");
    writeFileSync(path, "What,Where,Stage since,Owner,Amount\nPilot,Lead,03/04/2026,Bob Baker,1.234\n");
    const asked = ["What", "Where", "dmy", "comma", "EUR"];
    const { code } = await it.atTerminal(asked, "import", "csv", path, "--pipeline", "sales", "--write");
    expect(code).toBe(0);
    expect(it.read("content/imports/csv-sales.yaml")).toContain(
      "columns:\n  title: What\n  stage: Where\ndates: dmy\ndecimals: comma\ncurrency: EUR\n",
    );
    const [text] = deals(it).values();
    expect(text).toContain("amount: { value: 1234, currency: EUR }");
  });

  test("with --json nobody is asked: a program reads along", async () => {
    const it = office();
    expect(await it.atTerminal([], ...trello, "--json")).toMatchObject({ code: 2, err: expect.stringContaining("Put the answers into") });
    await expect(imported(it, "trello", board)).rejects.toThrow("The export does not tell everything");
  });

  test("undoing the import keeps the answers", async () => {
    const it = office();
    expect((await it.atTerminal(["skip", "ann", "bob", "silence"], ...trello, "--write")).code).toBe(0);
    expect(it.git("log", "--format=%s", "main..").trim()).toBe("Import 4 deals from trello\nAnswers for the import");
    expect((await it.dealbook("undo")).code).toBe(0);
    expect(it.git("branch", "--show-current").trim()).toBe("main");
    expect(it.git("status", "--porcelain", "--untracked-files=all").trim()).toBe(`?? ${mapping}`);
    expect(await it.atTerminal([], ...trello)).toMatchObject({ code: 0, err: "" });
  });
});
