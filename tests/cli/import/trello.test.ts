import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Rep } from "../rep.ts";
import { deals, fixture, fixtureText, imported, office } from "./office.ts";

const mapping = `from: trello
columns: { amount: Value, source: Source }
stages:
  Ideas: skip
  "Offer (5f00000000000000000000a2)": offer
  "Offer (5f00000000000000000000a3)": contract
people: { "": ann, "Robert (Bob) Baker": bob }
lost_reasons: { "": silence }
currency: EUR
`;

const board = fixture("trello-board.json");

const acme = "content/deals/2026/acme-robotics-line-monitoring.md";

const clone = (): Rep => office({ "trello-sales": mapping });

interface Board {
  lists: { id: string; name: string; closed?: boolean }[];
  cards: { id?: string; idList?: string; name?: string; pos?: number }[];
  actions: { date: string; type: string; data: object }[];
}

/** A later export of the board. */
function laterBoard({ folder }: Rep, change: (board: Board) => void): string {
  const later = JSON.parse(fixtureText("trello-board.json")) as Board;
  change(later);
  const path = join(folder, "later.json");
  writeFileSync(path, JSON.stringify(later));
  return path;
}

const won = {
  type: "updateCard",
  date: "2026-11-20T10:00:00.000Z",
  data: {
    card: { id: "65f0a00000000000000000e1" },
    listBefore: { id: "5f00000000000000000000a2", name: "Offer" },
    listAfter: { id: "5f00000000000000000000a4", name: "Won" },
  },
};

/** The first card has been won, and only the newest action is left. */
const isWon = (later: Board): void => {
  later.actions = [won];
  if (later.cards[0]) later.cards[0].idList = "5f00000000000000000000a4";
};

describe("import trello", () => {
  test("asks for what the board does not tell, by naming what to write into the mapping file", async () => {
    const { dealbook, git } = office();
    const { code, err } = await dealbook("import", "trello", board, "--pipeline", "sales");
    expect(code).toBe(2);
    expect(err).toMatch(/Which stage of Sales is "Ideas"\?\n.*Who owns the deals that have no owner\?/);
    expect(err).toContain(
      'from: trello\n    stages:\n      "Ideas": …  # lead | offer | contract | waiting | won | lost | skip\n    people:\n',
    );
    expect(git("status", "--porcelain")).toBe("");
  });

  test("refuses a mapping that names a custom field which the board does not have", async () => {
    const it = office({ "trello-sales": mapping.replace("amount: Value", "amount: Wert") });
    const { code, err } = await it.dealbook("import", "trello", board, "--pipeline", "sales");
    expect({ code, err }).toMatchObject({ code: 2, err: expect.stringContaining('has no custom field "Wert"') });
    expect(err).toContain("Others that the board has: Value");
  });

  test("takes the cards of an archived list as archived, and asks what the list was where its name does not tell", async () => {
    const it = clone();
    const path = laterBoard(it, ({ lists, cards }) => {
      lists.push(
        { id: "5f00000000000000000000b1", name: "Lead", closed: true },
        { id: "5f00000000000000000000b2", name: "Old", closed: true },
      );
      cards.push({ id: "65f0a40000000000000000f1", idList: "5f00000000000000000000b1", name: "Forgotten" });
      cards.push({ id: "65f0a40000000000000000f2", idList: "5f00000000000000000000b2", name: "Signed long ago" });
    });
    const { err } = await it.dealbook("import", "trello", path, "--pipeline", "sales");
    expect(err).toContain('Which stage of Sales is "Old"?');
    it.edit("content/imports/trello-sales.yaml", (text) => text.replace("  Ideas: skip\n", "  Ideas: skip\n  Old: won\n"));
    const { items } = await imported(it, "trello", path);
    expect(items.slice(-2).map(({ outcome, reasons }) => [outcome, ...reasons])).toEqual([
      ["left out", 'It is archived in an open stage; "archived: import" in the mapping takes such cards in.'],
      ["new"],
    ]);
  });

  test("shows what it would do, and writes nothing", async () => {
    const it = clone();
    const { code, out } = await it.dealbook("import", "trello", board, "--pipeline", "sales");
    expect(code).toBe(0);
    expect(out).toMatch(/^outcome +where +title +why\nnew +card 65f0a00000000000000000e1 +Line monitoring +1 missing for its stage\n/);
    expect(out).toMatch(/left out +card 65f0a40000000000000000e5 +Put away +It is archived in an open stage/);
    expect(out).toContain("4 new, 5 left out.\nDeals have no place for 2 labels, 1 checklist, 1 attachment, 1 comment.\n");
    expect(out).toMatch(/owner: mallory +Of its 2 members the first is the owner\./);
    expect(it.git("status", "--porcelain")).toBe("");
  });

  test("writes history in one commit, without secrets, addresses and bounces; the check lets it in", async () => {
    const it = clone();
    expect((await it.dealbook("import", "trello", board, "--pipeline", "sales", "--write")).code).toBe(0);
    expect(it.git("log", "--format=%s", "main..").trim()).toBe("Import 4 deals from trello");
    const texts = [...deals(it).values()].join("\n");
    expect(texts).not.toMatch(/secret|@|\u202e/);
    expect(it.read(acme)).toContain("history:\n  - stage: lead\n    entered: 2026-10-01\n  - stage: offer\n    entered: 2026-10-11\n");
    expect(it.read(acme)).toContain("amount: { value: 48000.50, currency: EUR }\n---\n\nMet at the fair. Write to [address left out]");
    expect(it.read("content/deals/2024/beta-pilot.md")).toContain(
      "archived: 2026-10-20\nhistory:\n  - stage: contract\n    entered: 2024-03-12\n",
    );
    const hostile = [...deals(it)].find(([path]) => path.includes("mallory"))?.[1];
    expect(hostile).toContain("owner: bob\n");
    expect(hostile).toContain("history:\n  - stage: lead\n    entered: 2024-03-12\nimported:");
    const check = await it.dealbook("check", "--base", "main");
    expect(check.out).toContain("warning  gate/field");
    // It came in won: no move of its would ever ask for what is missing.
    expect(check.out).not.toContain("beta-pilot");
    expect(check.code).toBe(0);
    expect((await it.dealbook("check")).code).toBe(0);
  });

  test("does nothing with the same file twice, whatever has been edited meanwhile", async () => {
    const it = clone();
    await imported(it, "trello", board, "--write");
    const before = deals(it);
    expect((await imported(it, "trello", board, "--write")).counts).toMatchObject({ new: 0, changed: 0, unchanged: 4 });
    expect(deals(it)).toEqual(before);
    it.edit(acme, (text) => text.replace("48000.50", "50000"));
    expect((await imported(it, "trello", board, "--write")).counts).toMatchObject({ new: 0, changed: 0, unchanged: 4 });
  });

  test("commits what an import wrote before that was interrupted", async () => {
    const it = clone();
    expect((await it.dealbook("import", "trello", board, "--pipeline", "sales", "--write", "--no-commit")).out).toContain(
      "nothing is committed",
    );
    const { out } = await it.dealbook("import", "trello", board, "--pipeline", "sales", "--write");
    expect(out).toContain("4 unchanged, 5 left out.");
    expect(out).toContain("✓ Committed on the branch import/trello-sales-2026-11-21.");
    expect(it.git("log", "--format=%s", "main..").trim()).toBe("Import 4 deals from trello");
    expect(it.git("status", "--porcelain")).toBe("");
  });

  test("adds what a later export tells, although it has lost the older moves; the check lets it in", async () => {
    const it = clone();
    await imported(it, "trello", board, "--write");
    it.git("switch", "--quiet", "main");
    it.git("merge", "--quiet", "import/trello-sales-2026-11-21");
    it.edit(acme, (text) => `${text}\nA note of ours.\n`);
    it.git("commit", "--quiet", "--all", "--message", "Note");
    const later = laterBoard(it, isWon);
    const { items, counts } = await imported(it, "trello", later, "--write", "--today", "2026-11-22");
    expect(counts).toMatchObject({ new: 0, changed: 1, unchanged: 3, refused: 0 });
    expect(items[0]).toMatchObject({ outcome: "changed", file: acme });
    expect(it.read(acme)).toContain("stage: won\nstage_entered: 2026-11-20\n");
    expect(it.read(acme)).toContain("    entered: 2026-10-11\n  - { stage: won, entered: 2026-11-20 }\nimported:\n");
    expect(it.read(acme)).toContain("\nA note of ours.\n");
    expect((await it.dealbook("check", "--base", "main", "--today", "2026-11-22")).code).toBe(0);
    expect((await imported(it, "trello", later, "--today", "2026-11-22")).counts).toMatchObject({ changed: 0, unchanged: 4 });
  });

  test("is not kept from that by what has been filled in here that a board has no place for", async () => {
    const it = clone();
    await imported(it, "trello", board, "--write");
    it.git("branch", "--force", "main");
    it.git("switch", "--quiet", "main");
    const filled = "contact: { name: Jane Roe, role: Head }\npriority: 3\n";
    it.edit(acme, (text) => text.replace(/^priority: .*\n/m, filled));
    it.git("commit", "--quiet", "--all", "--message", "Filled in, and put first");
    const { counts, items } = await imported(it, "trello", laterBoard(it, isWon), "--write");
    expect({ counts, items }).toMatchObject({ counts: { changed: 1, refused: 0 } });
    expect(it.read(acme)).toContain(filled);
    expect(it.read(acme)).toContain("stage: won\n");
    expect((await it.dealbook("check", "--base", "main")).code).toBe(0);
  });

  test("leaves a deal alone that has changed here and there", async () => {
    const it = clone();
    await imported(it, "trello", board, "--write");
    it.edit(acme, (text) => text.replace("owner: ann", "owner: bob"));
    it.git("commit", "--quiet", "--all", "--message", "Bob takes over");
    const { code, items } = await imported(it, "trello", laterBoard(it, isWon));
    expect(code).toBe(1);
    expect(items[0]).toMatchObject({ outcome: "refused", file: acme });
    expect(items[0]?.reasons[0]).toContain("They differ in stage, stage_entered, owner;");
  });

  test("metrics show the history", async () => {
    const it = clone();
    await imported(it, "trello", board, "--write");
    it.git("branch", "--force", "main");
    it.git("switch", "--quiet", "main");
    // Begun in March 2024, won in October 2026.
    expect((await it.dealbook("metrics")).out).toMatch(/Sales cycle length \(all time\)\n {2}median of won deals +952 days +n = 1/);
  });
});

describe("nobody skips gates by importing", () => {
  test("whoever may not is told so at once, and who may", async () => {
    const it = clone();
    expect((await it.dealbook("import", "trello", board, "--pipeline", "sales")).out).not.toContain("may not import");
    it.git("config", "user.email", "ann@example.com");
    expect((await it.dealbook("import", "trello", board, "--pipeline", "sales")).out).toContain(
      "Commits of ann@example.com may not import. The check lets the deals in if one of these makes or approves the pull request: Olga.",
    );
    it.edit("content/people.yaml", (text) => text.replace(", imports: true", ""));
    expect((await it.dealbook("import", "trello", board, "--pipeline", "sales")).out).toContain(
      'give a role in people.yaml "imports: true"',
    );
  });

  const check = async (email: string) => {
    const it = clone();
    it.git("config", "user.email", email);
    await imported(it, "trello", board, "--write");
    return it.dealbook("check", "--base", "main");
  };

  test("a rep's import is refused, and says who may", async () => {
    const { code, out } = await check("ann@example.com");
    expect(code).toBe(1);
    expect(out).toContain("ann@example.com brought it in, who may not import.");
    expect(out).toContain("stage/entry");
  });

  test("an imported deal answers for all its gates when it moves on", async () => {
    const it = clone();
    await imported(it, "trello", board, "--write");
    it.git("branch", "--force", "main");
    it.git("switch", "--quiet", "main");
    const { code, out } = await it.dealbook("advance", "acme-robotics-line-monitoring");
    expect(code).toBe(1);
    expect(out).toContain("The contact is known.");
  });
});
