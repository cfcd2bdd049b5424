import { describe, expect, test } from "vitest";
import { TemporaryRepository } from "../git/temporary-repository.ts";
import { callMain, rep } from "./rep.ts";

const pipeline = (offer: number): string => `
name: Sales
summary: From a first contact to a signature.
born_in: [lead]
lost_reasons: [{ id: price, name: Too expensive }]
stages:
  - { id: lead, name: Lead, kind: open, probability: 10, goal: Find., rotting: { days: 5, clock: stage_entry } }
  - { id: offer, name: Offer, kind: open, probability: ${offer}, goal: Offer. }
  - { id: won, name: Won, kind: won, probability: 100, goal: Win. }
  - { id: lost, name: Lost, kind: lost, probability: 0, goal: Learn. }
`;

const deal = (company: string, stage: string, fields = "amount: { value: 1000, currency: EUR }"): string =>
  `---\ntitle: Platform\ncompany: ${company}\npipeline: sales\nstage: ${stage}\nstage_entered: 2026-10-02\nowner: ann\n${fields}\n---\nNotes.\n`;

const at = (slug: string) => `content/deals/2026/${slug}.md`;

/** A record of a few days: the first commit is of 2 October, each one is a day later. */
function history() {
  const repository = new TemporaryRepository();
  repository.commit({
    "content/dealbook.yaml": "name: Test\ncurrency: EUR\nlocale: en-GB\ntime_zone: UTC\n",
    "content/people.yaml": "roles: { ae: { name: AE } }\npeople:\n  ann: { name: Ann, role: ae }\n",
    "content/rates.yaml": "rates:\n  - { from: 2026-01-01, USD: 0.9 }\n  - { from: 2026-10-05, USD: 0.8 }\n",
    "content/pipelines/sales.yaml": pipeline(50),
    [at("acme")]: deal("Acme *One*", "lead"),
    [at("beta")]: deal("Beta", "offer"),
    [at("usd")]: deal("Dollar", "offer", "amount: { value: 1000, currency: USD }"),
  });
  repository.commit({ [at("acme")]: deal("Acme *One*", "offer") }, "zoe");
  repository.commit({ [at("beta")]: deal("Beta", "lost", "lost_reason: price\namount: { value: 1000, currency: EUR }") });
  repository.commit({ "content/pipelines/sales.yaml": pipeline(50).replace("Find.", "Find them.") });
  repository.commit({ [at("gone")]: deal("Gone", "lead") });
  repository.commit({ [at("gone")]: null });
  return {
    folder: repository.folder,
    git: (...args: string[]) => repository.git(...args),
    dealbook: (...args: string[]) => callMain(repository.folder, [...args, "--today", "2026-10-09"], {}),
  };
}

describe("review", () => {
  test("tells what happened, who and in which commit, and what it did to the weighted pipeline", async () => {
    const { dealbook, git } = history();
    const { code, out, err } = await dealbook("review", "--since", "2026-10-03");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const commits = git("log", "--format=%H", "--reverse")
      .split("\n")
      .map((id) => id.slice(0, 7));
    // 10 % and 50 % of 1,000, and 50 % of 900; then 500, and 50 % of 800.
    expect(out.split("\n").slice(0, 16)).toEqual([
      "Review of 2026-10-03 to 2026-10-09, as main has it",
      "",
      "Weighted pipeline before     €1,050",
      "  New                     1   +€100",
      "  Lost                    1   −€500",
      "  Advanced                1   +€400",
      "  Removed                 1   −€100",
      "  Exchange rates               −€50",
      "Weighted pipeline after        €900",
      "",
      "New: 1",
      "  Gone | Platform (gone)",
      `    in Lead  +€100  (rep, ${commits[4]})`,
      "",
      "Lost: 1",
      "  Beta | Platform (beta)",
    ]);
    expect(out).toContain(`    Offer → Lost: Too expensive  −€500  (rep, ${commits[2]})`);
    expect(out).toContain(`    Lead → Offer  +€400  (zoe, ${commits[1]})`);
    expect(out).toContain(`  Change (2026-10-05, rep, ${commits[3]}), sales, 3 days before and after`);
    expect(out).toContain("Win rate: 0 % (0 of 1; 0 % to 79 %) → no deals: too few to tell");
  });

  test("takes one line for a change of rules that no deal has met", async () => {
    const repository = new TemporaryRepository();
    repository.commit({
      "content/dealbook.yaml": "name: Test\ncurrency: EUR\nlocale: en-GB\ntime_zone: UTC\n",
      "content/pipelines/sales.yaml": pipeline(50),
    });
    repository.commit({ "content/pipelines/sales.yaml": pipeline(60) });
    const { out } = await callMain(repository.folder, ["review", "--since", "2026-10-01"], { DEALBOOK_TODAY: "2026-11-21" });
    expect(out.match(/^ {4}No deals before or after\.$/gm)).toHaveLength(2);
    expect(out).not.toContain("too few to tell");
  });

  test("adds up in the data, for any period", async () => {
    const { dealbook } = history();
    const cents = ({ value }: { value: string }) => Math.round(Number(value) * 100);
    for (const [since, until] of [
      ["2026-10-01", "2026-10-09"],
      ["2026-10-03", "2026-10-03"],
      ["2026-10-05", "2026-10-05"],
      ["2026-09-01", "2026-09-30"],
    ] as const) {
      const { weighted, groups } = JSON.parse((await dealbook("review", "--since", since, "--until", until, "--json")).out);
      const effects = groups.reduce((sum: number, { effect }: { effect: { value: string } }) => sum + cents(effect), 0);
      expect(cents(weighted.before) + cents(weighted.rates) + effects).toBe(cents(weighted.after));
    }
    const data = JSON.parse((await dealbook("review", "--since", "2026-10-03", "--json")).out);
    expect(data).toMatchObject({ schemaVersion: 1, record: "main", since: "2026-10-03", until: "2026-10-09", withoutRate: 0 });
    expect(data.groups.map(({ kind }: { kind: string }) => kind)).toEqual(["new", "lost", "advanced", "removed"]);
    expect(data.groups[1].changes[0]).toMatchObject({
      deal: { slug: "beta", owner: "ann" },
      from: { pipeline: "sales", id: "offer", name: "Offer" },
      reason: "Too expensive",
      effect: { value: "-500.00", currency: "EUR" },
      commit: expect.stringMatching(/^[0-9a-f]{40}$/),
    });
    expect(data.rules[0]).toMatchObject({ pipeline: "sales", day: "2026-10-05", change: { paths: ["pipelines/sales.yaml"] } });
  });

  test("is there as Markdown, in which nothing of a deal acts", async () => {
    const { dealbook } = history();
    const { out } = await dealbook("review", "--since", "2026-10-03", "--format", "markdown");
    expect(out).toContain("## Review of 2026-10-03 to 2026-10-09, as main has it");
    expect(out).toContain("| Lost | 1 | −€500 |");
    expect(out).toContain("- **Acme \\*One\\* \\| Platform**: Lead → Offer **\\+€400** (zoe, ");
    expect(out).toContain("### Changed rules");
  });

  test("names deals that have gone quiet", async () => {
    const { dealbook } = history();
    const { out } = await dealbook("review", "--since", "2026-10-02", "--until", "2026-10-09", "--format", "markdown");
    expect(out).not.toContain("Gone quiet");
    const quiet = new TemporaryRepository();
    quiet.commit({
      "content/dealbook.yaml": "name: Test\ncurrency: EUR\nlocale: en-GB\ntime_zone: UTC\n",
      "content/people.yaml": "roles: { ae: { name: AE } }\npeople:\n  ann: { name: Ann, role: ae }\n",
      "content/pipelines/sales.yaml": pipeline(50),
      [at("acme")]: deal("Acme", "lead"),
    });
    const { out: shown } = await callMain(quiet.folder, ["review", "--since", "2026-10-05", "--today", "2026-10-09"], {});
    expect(shown).toContain("  Gone quiet              1     –\n");
    expect(shown).toContain("    The entry into the stage was 7 days ago; 5 days are allowed.  (owner ann)");
  });

  test("takes the last seven days, and says so where nothing was recorded", async () => {
    const { out } = await callMain(history().folder, ["review", "--today", "2026-10-30"], {});
    expect(out).toContain("Review of 2026-10-24 to 2026-10-30, as main has it");
    expect(out).toContain("Nothing happened to any deal in this time, as far as it was recorded.");
  });

  test("refuses days that are none, that are to come or the wrong way round, and a place without a record", async () => {
    const { dealbook } = history();
    expect(await dealbook("review", "--since", "monday")).toMatchObject({ code: 2, err: expect.stringContaining("--since as YYYY-MM-DD") });
    expect(await dealbook("review", "--until", "2026-10-10")).toMatchObject({ code: 2, err: expect.stringContaining("still to come") });
    expect(await dealbook("review", "--since", "2026-10-05", "--until", "2026-10-04")).toMatchObject({
      code: 2,
      err: expect.stringContaining("end before"),
    });
    expect(await dealbook("review", "--pipeline", "sale")).toMatchObject({
      code: 2,
      err: expect.stringContaining('Did you mean "sales"?'),
    });
    expect(await rep({ withGit: false }).dealbook("review")).toMatchObject({
      code: 2,
      err: expect.stringContaining("Nothing is recorded yet"),
    });
  });
});
