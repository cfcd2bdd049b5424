import { describe, expect, test } from "vitest";
import { rep } from "./rep.ts";

const other = "castellan-chemicals-tank-farm";
const slug = "acme-robotics-line-monitoring";
const file = `content/deals/2026/${slug}.md`;

describe("advance", () => {
  test("changes the stage line and its date line, on a branch of its own", async () => {
    const { dealbook, git } = rep();
    const { code, out } = await dealbook("advance", slug);
    expect(code).toBe(0);
    expect(out).toContain("Prospecting → Qualification");
    expect(git("branch", "--show-current").trim()).toBe(`deal/${slug}-qualification`);
    const changed = git("diff", "--unified=0", "main", "HEAD")
      .split("\n")
      .filter((line) => /^[+-][^+-]/.test(line));
    expect(changed).toEqual(["-stage: prospecting", "-stage_entered: 2026-11-03", "+stage: qualification", "+stage_entered: 2026-11-21"]);
    expect(git("status", "--porcelain")).toBe("");
    expect((await dealbook("check", "--base", "main")).code).toBe(0);
  });

  test("refuses with CI's findings, and writes nothing", async () => {
    const { dealbook, edit, git, read } = rep();
    edit(file, (text) => text.replace(/^source: .*\n/m, ""));
    const before = read(file);
    const { code, out, err } = await dealbook("advance", slug);
    expect(code).toBe(1);
    expect(out).toContain("gate/field");
    expect(out).toContain('The field "source" is not filled in.');
    expect(err).toContain("Nothing was written.");
    expect(read(file)).toBe(before);
    expect(git("branch", "--show-current").trim()).toBe("main");
  });

  test("does not make two moves in one pull request", async () => {
    const { dealbook } = rep();
    await dealbook("advance", slug);
    const { code, out, err } = await dealbook("advance", slug);
    expect(code).toBe(1);
    expect(out).toContain("stage/jump");
    expect(err).toContain('On main this deal is still in "prospecting"');
  });

  test("starts from main again for another deal, and brings nothing along", async () => {
    const { dealbook, git } = rep();
    await dealbook("advance", slug);
    const { code, out } = await dealbook("lose", other, "--reason", "price");
    expect(code).toBe(0);
    expect(out).toContain("started from main");
    expect(git("diff", "--name-only", "main", "HEAD").trim()).toBe(`content/deals/2026/${other}.md`);
    await dealbook("undo");
    expect(git("branch", "--show-current").trim()).toBe(`deal/${slug}-qualification`);
  });

  test("goes on from commits of the same deal", async () => {
    const { dealbook, edit, git } = rep();
    git("switch", "--quiet", "--create", "answers");
    edit(file, (text) => `${text}\nOne more line.\n`);
    git("commit", "--quiet", "--all", "--message", "Notes");
    expect((await dealbook("advance", slug)).code).toBe(0);
    expect(git("rev-list", "--count", "main..HEAD").trim()).toBe("2");
  });

  test("refuses to start from commits of several deals, and writes nothing", async () => {
    const { dealbook, edit, git, read } = rep();
    git("switch", "--quiet", "--create", "mixed");
    edit(file, (text) => `${text}\nOne more line.\n`);
    edit("content/people.yaml", (text) => `${text}# a remark\n`);
    git("commit", "--quiet", "--all", "--message", "Two things");
    const { code, err } = await dealbook("advance", slug);
    expect(code).toBe(2);
    expect(err).toContain("git switch main");
    expect(git("branch", "--show-current").trim()).toBe("mixed");
    expect(read(file)).toContain("stage: prospecting\n");
  });

  test("does not advance a deal that main does not have yet", async () => {
    const { dealbook, edit, git } = rep();
    await dealbook("new", "--company", "Zeta", "--title", "Pilot", "--owner", "amara", "--source", "event", "--contact", "Zoé");
    const zeta = "content/deals/2026/zeta-pilot.md";
    edit(zeta, (text) => text.replace("stage: prospecting", "stage: qualification"));
    const { code, out } = await dealbook("advance", "zeta-pilot");
    expect({ code, branch: git("branch", "--show-current").trim() }).toEqual({ code: 1, branch: "deal/zeta-pilot-prospecting" });
    expect(out).toContain("stage/entry");
  });

  test("takes what was waiting in the deal and its documents along, and nothing else", async () => {
    const { dealbook, edit, git } = rep();
    edit(file, (text) => `${text}\nOne more line.\n`);
    edit("content/people.yaml", (text) => `${text}# a remark\n`);
    expect((await dealbook("advance", slug)).code).toBe(0);
    expect(git("show", "--name-only", "--format=").trim()).toBe(file);
    expect(git("status", "--porcelain").trim()).toBe("M content/people.yaml");
  });

  test("writes the file only, where there is no repository or --no-commit is given", async () => {
    const plain = rep({ withGit: false });
    expect((await plain.dealbook("advance", slug)).code).toBe(0);
    expect(plain.read(file)).toContain("stage: qualification\n");
    const withGit = rep();
    expect((await withGit.dealbook("advance", slug, "--no-commit")).code).toBe(0);
    expect(withGit.git("branch", "--show-current").trim()).toBe("main");
    expect(withGit.git("status", "--porcelain").trim()).toBe(`M ${file}`);
  });

  test("says which deal was meant, and that a closed deal stays closed", async () => {
    const { dealbook } = rep();
    const misspelt = await dealbook("advance", "acme-robotics-line-monitorin");
    expect(misspelt).toMatchObject({ code: 2, out: "" });
    expect(misspelt.err).toContain(`Did you mean "${slug}"?`);
    const steps = { "closed-lost": "dealbook lose", prospecting: "dealbook move" };
    const [discovery] = JSON.parse((await dealbook("list", "--stage", "discovery", "--json")).out).deals as { slug: string }[];
    for (const [to, words] of Object.entries(steps)) {
      const elsewhere = await dealbook("advance", discovery?.slug ?? "", "--to", to);
      expect(elsewhere).toMatchObject({ code: 2, err: expect.stringContaining(words) });
    }
    const won = JSON.parse((await dealbook("list", "--stage", "closed-won", "--json")).out).deals[0].slug;
    const closed = await dealbook("advance", won);
    expect(closed.code).toBe(2);
    expect(closed.err).toContain("The deal is closed, in Closed Won");
  });

  test("does not overwrite a branch that exists", async () => {
    const { dealbook, edit, git, read } = rep();
    git("switch", "--quiet", "--create", `deal/${slug}-qualification`);
    edit(file, (text) => `${text}\nNot merged yet.\n`);
    git("commit", "--quiet", "--all", "--message", "By hand");
    git("switch", "--quiet", "main");
    const { code, err } = await dealbook("advance", slug);
    expect(code).toBe(2);
    expect(err).toContain("already");
    expect(read(file)).toContain("stage: prospecting\n");
  });

  test("prints data with --json", async () => {
    const { dealbook } = rep();
    const data = JSON.parse((await dealbook("advance", slug, "--json")).out);
    expect(data).toMatchObject({
      schemaVersion: 1,
      slug,
      from: "prospecting",
      to: "qualification",
      file,
      branch: `deal/${slug}-qualification`,
      findings: [],
    });
  });
});

describe("a parked deal", () => {
  test("goes on where it came from, and nothing of being parked is left in its file", async () => {
    const { dealbook, git, read } = rep();
    expect((await dealbook("init", "--preset", "consulting-two-boards", "parked")).code).toBe(0);
    git("add", "--all");
    git("commit", "--quiet", "--message", "Preset");
    const parked = "banco-arousa-document-triage";
    const { code, out } = await dealbook("--content", "parked", "advance", parked);
    expect({ code, moved: out.split("\n")[0]?.includes("StandBy → Offer sent") }).toEqual({ code: 0, moved: true });
    expect(read(`parked/deals/2026/${parked}.md`)).not.toMatch(/^(parked_from|snooze):/m);
  });
});

describe("lose", () => {
  test("leaves a lost deal as it was lost", async () => {
    const { dealbook, git } = rep();
    const [lost] = JSON.parse((await dealbook("list", "--stage", "closed-lost", "--json")).out).deals as { slug: string }[];
    const { code, err } = await dealbook("lose", lost?.slug ?? "", "--reason", "price");
    expect({ code, status: git("status", "--porcelain") }).toEqual({ code: 2, status: "" });
    expect(err).toContain("is lost already");
  });

  test("records the reason and the note behind the stage's date", async () => {
    const { dealbook, git } = rep();
    const { code } = await dealbook("lose", slug, "--reason", "price", "--note", 'They said: "too much".');
    expect(code).toBe(0);
    const added = git("diff", "--unified=0", "main", "HEAD")
      .split("\n")
      .filter((line) => /^\+[^+]/.test(line));
    expect(added).toEqual([
      "+stage: closed-lost",
      "+stage_entered: 2026-11-21",
      "+lost_reason: price",
      "+lost_note: 'They said: \"too much\".'",
    ]);
    expect((await dealbook("check", "--base", "main")).code).toBe(0);
  });

  test("needs a reason from the list", async () => {
    const { dealbook } = rep();
    const without = await dealbook("lose", slug);
    expect(without.code).toBe(2);
    expect(without.err).toContain("Add --reason with one of: price, competitor");
    const wrong = await dealbook("lose", slug, "--reason", "prize");
    expect(wrong.code).toBe(2);
    expect(wrong.err).toContain('Did you mean "price"?');
  });
});

describe("new", () => {
  const args = ["new", "--company", "Été & Söhne: Maß", "--title", "Kühlhaus #1", "--owner", "amara"];

  test("creates a deal that the check accepts, on a branch", async () => {
    const { dealbook, git, read } = rep();
    const { code, out } = await dealbook(...args, "--amount", "48000.50", "--contact", "Zoé", "--source", "event");
    expect(code).toBe(0);
    expect(out).toContain("content/deals/2026/ete-sohne-ma-kuhlhaus-1.md");
    expect(git("branch", "--show-current").trim()).toBe("deal/ete-sohne-ma-kuhlhaus-1-prospecting");
    expect(read("content/deals/2026/ete-sohne-ma-kuhlhaus-1.md")).toContain("amount: { value: 48000.50, currency: EUR }");
    expect((await dealbook("check", "--base", "main")).code).toBe(0);
  });

  test("fills in any other field, as what it looks like", async () => {
    const { dealbook, read } = rep();
    const more = ["--set", "next_step.action=Call: them #1", "--set", "priority=3", "--email", "zoe@example.com", "--contact", "Zoé"];
    expect((await dealbook(...args, ...more, "--no-commit")).code).toBe(0);
    const text = read("content/deals/2026/ete-sohne-ma-kuhlhaus-1.md");
    expect(text).toContain("contact:\n  name: Zoé\n  email: zoe@example.com\n");
    expect(text).toContain('next_step:\n  action: "Call: them #1"\npriority: 3\n');
    expect((await dealbook(...args, "--slug", "other", "--set", "__proto__.x=1")).err).toContain("sets no field");
    expect((await dealbook(...args, "--slug", "other", "--set", "colour=red")).out).toContain("deal/unknown-field");
  });

  test("refuses what the check would refuse, before anything is written", async () => {
    const { dealbook, git } = rep();
    const { code, out } = await dealbook(...args.slice(0, -1), "amaro");
    expect(code).toBe(1);
    expect(out).toContain('Did you mean "amara"?');
    expect((await dealbook(...args, "--stage", "negotiation")).out).toContain("stage/entry");
    expect((await dealbook(...args, "--amount", "a lot")).err).toContain("not a plain number");
    expect(git("status", "--porcelain")).toBe("");
  });

  test("does not take a name twice, and says what is needed", async () => {
    const { dealbook } = rep();
    expect((await dealbook(...args, "--slug", slug)).err).toContain(`There is a deal "${slug}" already`);
    expect((await dealbook(...args, "--slug", "../../../outside")).err).toContain("cannot be a deal's name");
    expect((await dealbook("new", "--title", "x")).err).toContain("A new deal needs --company.");
    expect((await dealbook("new", "--company", "東京", "--title", "計測", "--owner", "amara")).err).toContain("--slug");
  });
});
