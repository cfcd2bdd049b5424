import { describe, expect, test } from "vitest";
import { rep } from "./rep.ts";

const pipeline = `
name: Sales
summary: From a first contact to a signature.
born_in: [lead]
lost_reasons: [{ id: price, name: Price }]
stages:
  - { id: lead, name: Lead, kind: open, probability: 10, goal: Find. }
  - { id: offer, name: Offer, kind: open, probability: 50, goal: Offer. }
  - { id: contract, name: Contract, kind: open, probability: 80, goal: Sign. }
  - { id: waiting, name: Waiting, kind: parked, probability: 5, goal: Wait. }
  - { id: won, name: Won, kind: won, probability: 100, goal: Win. }
  - { id: lost, name: Lost, kind: lost, probability: 0, goal: Learn. }
`;

const deal = (fields: string): string =>
  `---\ntitle: Platform\ncompany: Acme\npipeline: sales\nstage_entered: 2026-11-02\nowner: ann\n${fields}\n---\nNotes.\n`;

const files = {
  "content/dealbook.yaml": "name: Test\ncurrency: EUR\nlocale: en-GB\ntime_zone: UTC\n",
  "content/people.yaml":
    "roles: { ae: { name: AE } }\npeople:\n  ann: { name: Ann Lee, role: ae, email: REP@example.com }\n  bob: { name: Bob, role: ae }\n",
  "content/pipelines/sales.yaml": pipeline,
  "content/deals/2026/one.md": deal("stage: contract\namount: { value: 1000, currency: EUR }\nexpected_close: 2026-12-15"),
  "content/deals/2026/two.md": deal("stage: offer\namount: { value: 500, currency: EUR }\nexpected_close: 2026-12-01").replace(
    "ann",
    "bob",
  ),
  "content/deals/2026/late.md": deal("stage: offer\namount: { value: 50, currency: EUR }\nexpected_close: 2026-11-20"),
  "content/deals/2026/won.md": deal("stage: won\namount: { value: 200, currency: EUR }"),
  "content/deals/2026/older.md": deal("stage: won\namount: { value: 300, currency: EUR }").replace("2026-11-02", "2026-10-02"),
  "content/deals/2026/parked.md": deal("stage: waiting\namount: { value: 200, currency: EUR }\nexpected_close: 2026-12-15"),
  "content/forecasts/2026-10/ann-2026-09-29.yaml": "commit: { value: 400, currency: EUR }\n",
};

describe("forecast", () => {
  test("prints the months with their categories, what may come of it, and how well people forecast", async () => {
    const { dealbook } = rep({ files });
    const { code, out, err } = await dealbook("forecast");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out.split("\n").slice(0, 8)).toEqual([
      "Sales on 2026-11-21",
      "",
      "                 Closed      Commit  Best case  Pipeline  Weighted",
      "November 2026  €200 (1)           –          –         –      €200",
      "December 2026         –  €1,000 (1)   €500 (1)         –    €1,050",
      "January 2027          –           –          –         –        €0",
      "Overdue               –           –    €50 (1)         –       €25",
      "Together       €200 (1)  €1,000 (1)   €550 (2)         –    €1,275",
    ]);
    expect(out).toContain("1 deal is not counted: parked, or omitted from forecasts.");
    expect(out).toContain('drawn 10,000 times from how past deals went (seed "2026-11-21 sales")');
    expect(out).toContain("Offer 50 % (none has ended; too few, stated 50 %)");
    expect(out).toContain("When is not known of 1 deal, which counts in the last line only.");
    expect(out).toContain("Nobody has submitted a forecast of this month or a later one: dealbook forecast submit");
    expect(out).toMatch(/ann {2,}1 {2,}33 % \(n 1\) {2,}\+33 % {2,}2026-10: €400, won €300/);
    expect((await dealbook("forecast")).out).toBe(out);
  });

  test("gives data, and that of one person", async () => {
    const { dealbook } = rep({ files });
    const data = JSON.parse((await dealbook("forecast", "--json")).out);
    expect(data).toMatchObject({ schemaVersion: 1, today: "2026-11-21", submitted: [] });
    expect(data.forecasts[0].months[1]).toMatchObject({
      month: "2026-12",
      commit: { amount: { value: "1000.00", currency: "EUR" }, deals: ["one"] },
      total: { weighted: { value: "1050.00", currency: "EUR" } },
    });
    expect(data.forecasts[0].simulation.months[0].low).toEqual({ value: "200.00", currency: "EUR" });
    expect(data.accuracy[0]).toMatchObject({ person: "ann", sharesOf: 1, months: [{ error: { value: "100.00" }, date: "2026-09-29" }] });
    const [bob] = JSON.parse((await dealbook("forecast", "--owner", "bob", "--json")).out).forecasts;
    expect(bob.total.total.amount.value).toBe("500.00");
  });

  test("says so where there is nothing, and refuses what it does not know", async () => {
    const { "content/deals/2026/one.md": _, ...rest } = files;
    const none = Object.fromEntries(Object.entries(rest).filter(([path]) => !path.includes("/deals/") && !path.includes("/forecasts/")));
    const { dealbook } = rep({ files: none });
    expect((await dealbook("forecast")).out).toContain("Sales: nothing to forecast on 2026-11-21, no deal is open or was won this month.");
    expect(await dealbook("forecast", "--owner", "an")).toMatchObject({ code: 2, err: expect.stringContaining('Did you mean "ann"?') });
    expect(await dealbook("forecast", "--pipeline", "sale")).toMatchObject({
      code: 2,
      err: expect.stringContaining('Did you mean "sales"?'),
    });
  });
});

describe("forecast submit", () => {
  const path = "content/forecasts/2026-12/ann-2026-11-21.yaml";

  test("writes one file on a branch with a commit, which the check accepts and the forecast shows", async () => {
    const { dealbook, git, read } = rep({ files });
    const { code, out } = await dealbook(
      ...["forecast", "submit", "--month", "2026-12", "--commit", "120000", "--best", "160000.50"],
      "--note",
      "Two deals: wait.",
    );
    expect({ code, out }).toEqual({ code: 0, out: expect.stringContaining("✓ Forecast of Ann Lee for December 2026: €120,000\n") });
    expect(out).toContain("Committed on the branch forecast/2026-12-ann-2026-11-21.");
    expect(read(path)).toBe(
      'commit: { value: 120000, currency: EUR }\nbest_case: { value: 160000.50, currency: EUR }\nnote: "Two deals: wait."\n',
    );
    expect(git("log", "-1", "--format=%s")).toBe("Forecast of Ann Lee for 2026-12\n");
    expect(git("diff", "--name-only", "main", "HEAD")).toBe(`${path}\n`);
    expect((await dealbook("check", "--base", "main")).code).toBe(0);
    expect((await dealbook("forecast")).out).toMatch(/December 2026 {2}ann {2}2026-11-21 {2}€120,000 {2}€160,000\.50 {10}€0/);
  });

  test("a second one on the same day takes its place; the same again changes nothing", async () => {
    const { dealbook, git, read } = rep({ files });
    const submit = (commit: string) => dealbook("forecast", "submit", "--month", "2026-12", "--commit", commit);
    await submit("100");
    expect(await submit("100")).toMatchObject({ code: 2, err: expect.stringContaining("says just this already") });
    expect((await submit("200")).code).toBe(0);
    expect(read(path)).toBe("commit: { value: 200, currency: EUR }\n");
    expect(git("rev-list", "--count", "main..HEAD")).toBe("2\n");
  });

  test("one that was submitted elsewhere on the same day is told, and can be taken in; the step can be undone", async () => {
    const { dealbook, git } = rep({ files });
    const submit = (commit: string) => dealbook("forecast", "submit", "--month", "2026-12", "--commit", commit, "--note", "One.");
    await submit("100");
    git("update-ref", "refs/remotes/origin/main", "HEAD");
    git("switch", "--quiet", "main");
    git("branch", "--quiet", "-D", "forecast/2026-12-ann-2026-11-21");
    const { code, err } = await submit("200");
    expect(code).toBe(2);
    expect(err).toContain("Forecast of Ann Lee for 2026-12 was written on origin/main by Rep since you began:\n  commit.value: new: 100");
    expect(err).toContain("git merge origin/main");
    git("merge", "--quiet", "origin/main");
    expect((await submit("200")).code).toBe(0);
    expect(await dealbook("undo")).toMatchObject({ code: 0, out: expect.stringContaining("Undone: Forecast of Ann Lee for 2026-12") });
    expect(git("status", "--porcelain", "--branch").trim()).toBe("## main");
  });

  test("can write the file only, for somebody else, in another currency, for this month", async () => {
    const { dealbook, git, read } = rep({ files });
    const options = ["--commit", "5", "--person", "bob", "--currency", "USD", "--no-branch", "--json"];
    const data = JSON.parse((await dealbook("forecast", "submit", ...options)).out);
    const file = "content/forecasts/2026-11/bob-2026-11-21.yaml";
    expect(data).toMatchObject({ schemaVersion: 1, person: "bob", month: "2026-11", file, branch: null, commit: null });
    expect(read(file)).toBe("commit: { value: 5, currency: USD }\n");
    expect(git("branch", "--show-current")).toBe("main\n");
  });

  test("refuses what is no forecast, and writes nothing", async () => {
    const { dealbook, git } = rep({ files });
    const refusal = async (...options: string[]) => {
      const { code, out, err } = await dealbook("forecast", "submit", ...options);
      expect(code).toBeGreaterThan(0);
      return out + err;
    };
    expect(await refusal()).toContain("--commit 120000");
    expect(await refusal("--commit", "120,000")).toContain("Give --commit as 120000");
    expect(await refusal("--commit", "1", "--month", "december")).toContain("2026-12");
    expect(await refusal("--commit", "1", "--month", "2026-10")).toContain("2026-10 is over");
    expect(await refusal("--commit", "1", "--person", "bobb")).toContain('Did you mean "bob"?');
    expect(await refusal("--commit", "2", "--best", "1")).toContain("forecast/invalid-field");
    git("config", "user.email", "else@example.com");
    expect(await refusal("--commit", "1")).toContain("people.yaml knows nobody with your address else@example.com");
    expect(git("status", "--porcelain")).toBe("");
  });
});

test("both commands have help with examples", async () => {
  const { dealbook } = rep({ files });
  for (const args of [["forecast"], ["forecast", "submit"], ["review"]]) {
    const { code, out } = await dealbook(...args, "--help");
    expect(code).toBe(0);
    expect(out).toContain("Examples:");
  }
});

describe("a deal that is handed over once it is won", () => {
  const stage = (id: string, kind: string, probability: number): string =>
    `  - { id: ${id}, name: ${id}, kind: ${kind}, probability: ${probability}, goal: Do it. }`;
  const stages = (...lines: string[]): string =>
    `summary: One of two.\nlost_reasons: [{ id: price, name: Price }]\nstages:\n${[...lines, stage("lost", "lost", 0)].join("\n")}\n`;
  const deal = (pipeline: string, at: string, [day, owner]: readonly [string, string]): string =>
    `---\ntitle: Pumps\ncompany: Acme\npipeline: ${pipeline}\nstage: ${at}\nstage_entered: ${day}\nowner: ${owner}\namount: { value: 1000, currency: EUR }\n---\n`;
  const path = "content/deals/2026/acme.md";
  const files = {
    "content/dealbook.yaml": "name: Co\ncurrency: EUR\nlocale: en-GB\ntime_zone: UTC\n",
    "content/people.yaml":
      "roles: { ae: { name: AE, quota: { amount: { value: 1000, currency: EUR }, per: month } } }\npeople: { ann: { name: Ann, role: ae }, bob: { name: Bob, role: ae } }\n",
    "content/pipelines/sales.yaml": `name: Sales\nborn_in: [talk]\n${stages(stage("talk", "open", 40), stage("won", "won", 100))}moves: [{ from: [won], to: delivery/kick-off, say: It is delivered. }]\n`,
    "content/pipelines/delivery.yaml": `name: Delivery\nborn_in: [kick-off]\n${stages(stage("kick-off", "open", 100), stage("done", "won", 100))}`,
    "content/forecasts/2026-11/ann-2026-11-01.yaml": "commit: { value: 900, currency: EUR }\n",
    "content/forecasts/2026-11/bob-2026-11-01.yaml": "commit: { value: 900, currency: SEK }\n",
    [path]: deal("sales", "talk", ["2026-10-01", "ann"]),
  };

  /** Won by Ann, and then delivered by Bob. */
  function handedOver() {
    const seller = rep({ files });
    const steps = [
      deal("sales", "won", ["2026-11-05", "ann"]),
      deal("delivery", "kick-off", ["2026-11-08", "bob"]),
      deal("delivery", "done", ["2026-11-20", "bob"]),
    ];
    for (const text of steps) {
      seller.edit(path, () => text);
      seller.git("commit", "--quiet", "--all", "--message", "Step");
    }
    return seller;
  }

  test("is closed in the forecast of the pipeline that won it", async () => {
    const { forecasts } = JSON.parse((await handedOver().dealbook("forecast", "--pipeline", "sales", "--json")).out);
    expect(forecasts[0].months[0].closed).toEqual({
      amount: { value: "1000.00", currency: "EUR" },
      weighted: { value: "1000.00", currency: "EUR" },
      deals: ["acme"],
    });
    expect(forecasts[0].simulation.months[0].closed).toEqual({ value: "1000.00", currency: "EUR" });
  });

  test("counts once, for who won it", async () => {
    const { submitted } = JSON.parse((await handedOver().dealbook("forecast", "--json")).out);
    expect(submitted.map(({ person, won }: { person: string; won: { value: string } }) => [person, won.value])).toEqual([
      ["ann", "1000.00"],
      ["bob", "0.00"],
    ]);
  });

  test("is no pipeline to forecast while it is delivered, and adds nothing to the weighted pipeline", async () => {
    const seller = rep({ files });
    seller.edit(path, () => deal("delivery", "kick-off", ["2026-11-08", "bob"]));
    seller.git("commit", "--quiet", "--all", "--message", "Step");
    const { forecasts } = JSON.parse((await seller.dealbook("forecast", "--json")).out);
    expect(forecasts.map(({ pipeline: id }: { pipeline: string }) => id)).toEqual(["sales"]);
    const asked = JSON.parse((await seller.dealbook("forecast", "--pipeline", "delivery", "--json")).out);
    expect(asked.forecasts[0].total.total.amount.value).toBe("1000.00");
    const { weighted } = JSON.parse((await seller.dealbook("review", "--since", "2026-01-01", "--json")).out);
    expect(weighted.after.value).toBe("0.00");
  });

  test("a forecast in a currency without a rate is shown in its own", async () => {
    expect((await handedOver().dealbook("forecast")).out).toMatch(/bob +2026-11-01 +SEK\s900, no rate/);
  });
});
