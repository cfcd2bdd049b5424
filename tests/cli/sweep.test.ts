import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { type Rep, rep } from "./rep.ts";

const pipeline = `
name: Sales
summary: A pipeline with time rules.
born_in: [lead]
lost_reasons: [{ id: silence, name: Silence }]
time_rules:
  - { id: silent, in: [lead], days: 14, clock: last_reply, to: waiting, say: No reply in 2 weeks. }
  - { id: slow, in: [offer], days: 14, clock: stage_entry, to: lead, say: An offer is answered in two weeks. }
  - { id: hold, in: [waiting], days: 60, clock: stage_entry, to: lost, reason: silence, say: Two months are enough. }
  - { id: signed, in: [contract], days: 1, clock: stage_entry, to: won, say: A contract is signed in a day. }
stages:
  - { id: lead, name: Lead, kind: open, probability: 15, goal: Find. }
  - { id: offer, name: Offer, kind: open, probability: 33, goal: Offer. }
  - id: contract
    name: Contract
    kind: open
    probability: 80
    goal: Sign.
    exit: [{ field: amount.value, say: The price is known. }]
  - { id: waiting, name: Unresponsive, kind: parked, probability: 5, goal: Wait. }
  - { id: won, name: Won, kind: won, probability: 100, goal: Win. }
  - { id: lost, name: Lost, kind: lost, probability: 0, goal: Learn. }
`;

const deal = (company: string, stage: string, more = ""): string =>
  `---\ntitle: Platform\ncompany: ${company}   # as they write it\npipeline: sales\nstage: ${stage}\nstage_entered: 2026-10-30\nowner: ann\n${more}---\nNotes.\n`;

const acme = "content/deals/2026/acme.md";

const files = {
  "content/dealbook.yaml": "name: Test\ncurrency: EUR\nlocale: en-GB\ntime_zone: UTC\n",
  "content/people.yaml": "roles: { ae: { name: AE } }\npeople:\n  ann: { name: Ann, role: ae }\n",
  "content/pipelines/sales.yaml": pipeline,
  [acme]: deal("Acme", "lead"),
  "content/deals/2026/beta.md": deal("Beta", "offer"),
  "content/deals/2026/gamma.md": deal("Gamma", "contract"),
  "content/deals/2026/quiet.md": deal("Quiet", "lead", "snooze: { until: 2026-11-22, reason: On leave. }\n"),
  "content/deals/2026/won.md": deal("Won", "won", "amount: { value: 5, currency: EUR }\n"),
  "content/deals/2026/young.md": deal("Young", "lead", "activities:\n  - { date: 2026-11-20, kind: call, by: ann, reply: true }\n"),
};

const parked = "sweep/acme-waiting";

const branches = ({ git }: Rep): string[] => git("branch", "--format=%(refname:short)").trim().split("\n");

const changedLines = ({ git }: Rep, branch: string): string[] =>
  git("diff", "--unified=0", "main", branch)
    .split("\n")
    .filter((line) => /^[+-][^+-]/.test(line));

async function statuses({ dealbook }: Rep, ...args: string[]): Promise<Record<string, string>> {
  const data = JSON.parse((await dealbook("sweep", "--json", ...args)).out);
  return Object.fromEntries(data.proposals.map(({ slug, status }: { slug: string; status: string }) => [slug, status]));
}

describe("sweep", () => {
  test("lists what is proposed with the evidence, and what cannot be, and changes nothing", async () => {
    const it = rep({ files });
    const { code, out } = await it.dealbook("sweep");
    expect(code).toBe(0);
    const reason = 'To be in Won: The price is known. The field "amount.value" is not filled in.';
    expect(out).toContain(
      `The time rules propose 2 moves on 2026-11-21, as main has them. The check holds up 1 move:\n  1 deal: ${reason}\n\nAcme | Platform`,
    );
    expect(out).toContain("Acme | Platform (acme), Lead → Unresponsive");
    expect(out).toContain("mark Unresponsive: no reply yet, in Lead since 2026-10-30 (22 days); rule: No reply in 2 weeks.");
    expect(out).toMatch(/Gamma .*\n.*\n {2}✗ Cannot be proposed:\n {4}content\/deals\/2026\/gamma\.md:\d+ {2}gate\/field/);
    expect(out).not.toMatch(/Quiet|Won \||Young/);
    expect(branches(it)).toEqual(["main"]);
    expect(it.git("status", "--porcelain")).toBe("");
  });

  test("gives the same for a fixed day, as data", async () => {
    const { dealbook } = rep({ files });
    const { out } = await dealbook("sweep", "--json", "--today", "2026-11-14");
    const data = JSON.parse(out);
    expect(data).toMatchObject({ schemaVersion: 1, today: "2026-11-14", record: "main" });
    expect(data.proposals.map(({ slug }: { slug: string }) => slug)).toEqual(["acme", "beta", "gamma"]);
    expect(data.proposals[0]).toMatchObject({
      slug: "acme",
      file: acme,
      rule: { id: "silent", say: "No reply in 2 weeks." },
      from: "lead",
      to: "waiting",
      clock: "last_reply",
      since: "2026-10-30",
      days: 15,
      limit: 14,
      status: "new",
      branch: parked,
      commit: null,
      findings: [],
    });
    expect(JSON.parse((await dealbook("sweep", "--json", "--today", "2026-11-13")).out).proposals).toHaveLength(1);
    expect((await dealbook("sweep", "--today", "2026-10-31")).out).toBe(
      "No time rule has anything to propose on 2026-10-31, as main has them.\n",
    );
  });

  test("--write commits each move on a branch from main, and the check accepts it", async () => {
    const it = rep({ files });
    const { code, out } = await it.dealbook("sweep", "--write");
    expect(code).toBe(0);
    expect(out).toContain(`✓ Committed on the branch ${parked}.`);
    expect(out).toContain(`Next: git push origin ${parked} sweep/beta-lead, and open a pull request for each.`);
    expect(branches(it)).toEqual(["main", parked, "sweep/beta-lead"]);
    expect(it.git("log", "--format=%B", `main..${parked}`).trim().split("\n")).toEqual([
      "Mark Acme | Platform as Unresponsive: no reply yet, in Lead since 2026-10-30 (22 days)",
      "",
      "From Lead to Unresponsive; more than 14 days are too long.",
      "Rule: No reply in 2 weeks.",
    ]);
    expect(changedLines(it, parked)).toEqual([
      "-stage: lead",
      "-stage_entered: 2026-10-30",
      "+stage: waiting",
      "+stage_entered: 2026-11-21",
      "+parked_from: lead",
    ]);
    expect(changedLines(it, "sweep/beta-lead").at(-1)).toBe(
      '+stage_reason: "An offer is answered in two weeks. Here: in Offer since 2026-10-30 (22 days)."',
    );
    for (const branch of [parked, "sweep/beta-lead"]) expect((await it.dealbook("check", "--base", "main", "--head", branch)).code).toBe(0);
  });

  test("--write leaves what is checked out, edited and staged as it was", async () => {
    const it = rep({ files });
    it.git("switch", "--quiet", "--create", "work");
    it.edit("content/people.yaml", (text) => `${text}# committed elsewhere\n`);
    it.git("commit", "--quiet", "--all", "--message", "Other work");
    it.edit(acme, (text) => `${text}\nNot committed.\n`);
    it.edit("content/dealbook.yaml", (text) => `${text}# staged\n`);
    it.git("add", "content/dealbook.yaml");
    const before = it.git("status", "--porcelain", "--branch");
    await it.dealbook("sweep", "--write");
    expect(it.git("status", "--porcelain", "--branch")).toBe(before);
    expect(it.read(acme)).toContain("Not committed.");
    expect(it.git("diff", "--name-only", "main", parked).trim()).toBe(acme);
    expect(it.git("show", `${parked}:${acme}`)).not.toContain("Not committed.");
  });

  test("proposes nothing twice", async () => {
    const it = rep({ files });
    expect(await statuses(it, "--write")).toEqual({ acme: "new", beta: "new", gamma: "refused" });
    const commit = it.git("rev-parse", parked);
    expect(await statuses(it, "--write", "--today", "2026-11-24")).toEqual({
      acme: "proposed-already",
      beta: "proposed-already",
      gamma: "refused",
      quiet: "new",
    });
    expect(it.git("rev-parse", parked)).toBe(commit);
    expect((await it.dealbook("sweep")).out).toContain(`Proposed already, on the branch ${parked}.`);
  });

  test("knows a proposal that is at origin only", async () => {
    const it = rep({ files });
    it.git("update-ref", `refs/remotes/origin/${parked}`, it.git("commit-tree", "main^{tree}", "-p", "main", "-m", "Proposed").trim());
    expect(await statuses(it, "--write")).toMatchObject({ acme: "proposed-already", beta: "new" });
    expect(branches(it)).not.toContain(parked);
  });

  test("proposes anew what was merged, came back and waits again", async () => {
    const it = rep({ files });
    await it.dealbook("sweep", "--write");
    it.git("merge", "--quiet", "--ff-only", parked);
    it.edit(acme, (text) => text.replace("stage: waiting", "stage: lead").replace("2026-11-21", "2026-12-01"));
    it.git("commit", "--quiet", "--all", "--message", "They are back");
    expect(await statuses(it, "--write", "--today", "2026-12-20")).toMatchObject({ acme: "renewed" });
    expect(it.git("rev-list", "--count", `main..${parked}`).trim()).toBe("1");
    expect(it.git("show", `${parked}:${acme}`)).toContain("stage_entered: 2026-12-20");
  });

  test("leaves a branch alone that somebody has worked on", async () => {
    const it = rep({ files });
    await it.dealbook("sweep", "--write");
    it.git("switch", "--quiet", parked);
    it.edit(acme, (text) => `${text}\nA word on why.\n`);
    it.git("commit", "--quiet", "--all", "--message", "Why");
    it.git("switch", "--quiet", "main");
    it.edit(acme, (text) => text.replace("owner: ann", "owner: ann\nsource: event"));
    it.git("commit", "--quiet", "--all", "--message", "Source");
    expect(await statuses(it, "--write")).toMatchObject({ acme: "proposed-already" });
    expect(it.git("show", `${parked}:${acme}`)).toContain("A word on why.");
  });

  test("loses a parked deal with the rule's reason", async () => {
    const it = rep({ files: { ...files, [acme]: deal("Acme", "waiting", "parked_from: lead\n") } });
    await it.dealbook("sweep", "--write", "--today", "2026-12-31");
    expect(changedLines(it, "sweep/acme-lost")).toContain("+lost_reason: silence");
    expect((await it.dealbook("check", "--base", "main", "--head", "sweep/acme-lost", "--today", "2026-12-31")).code).toBe(0);
  });

  test("keeps line ends and marks of the file, outside what it sets", async () => {
    const text = `\ufeff${deal("Acme", "lead").replaceAll("\n", "\r\n")}`;
    const it = rep({ files: { ...files, [acme]: text } });
    await it.dealbook("sweep", "--write");
    const expected = text
      .replace("stage: lead", "stage: waiting")
      .replace("stage_entered: 2026-10-30\r\n", "stage_entered: 2026-11-21\r\nparked_from: lead\r\n");
    expect(it.git("show", `${parked}:${acme}`)).toBe(expected);
  });

  test("looks at plain files where there is no repository, and writes nothing there", async () => {
    const { dealbook } = rep({ withGit: false, files });
    expect((await dealbook("sweep")).out).toContain("The time rules propose 2 moves on 2026-11-21. The check holds up 1 move:");
    const { code, err } = await dealbook("sweep", "--write");
    expect(code).toBe(2);
    expect(err).toContain("no branch main");
  });
});

const hostileName = 'Lead: "x" # {days} $&, [y]\n---\nstage: won';

const settingPipeline = `
name: Sales
summary: Its time rules set fields.
born_in: [lead]
lost_reasons: [{ id: silence, name: Silence }]
fields:
  - { id: why, name: Why, type: choice, options: [silent, timing] }
  - { id: until, name: Until, type: date }
  - { id: memo, name: Memo, type: text }
time_rules:
  - id: silent
    in: [lead]
    days: 14
    clock: stage_entry
    to: waiting
    set: { fields.why: silent, fields.until: 30, fields.memo: "{evidence}; {days}, {since}", next_step.action: Ask again, next_step.due: 30 }
    say: No reply in 2 weeks.
  - { id: over, in: [waiting], days: 14, clock: stage_entry, to: lost, reason: silence, say: 'Two weeks: "enough" # {x}' }
stages:
  - { id: lead, name: ${JSON.stringify(hostileName)}, kind: open, probability: 15, goal: Find. }
  - id: waiting
    name: Waiting
    kind: parked
    probability: 5
    goal: Wait.
    enter:
      - { field: fields.why, one_of: [silent, timing], say: It is known why. }
      - { field: fields.until, after: today, say: It is known until when. }
      - { field: next_step.due, after: today, say: Somebody asks again. }
  - { id: won, name: Won, kind: won, probability: 100, goal: Win. }
  - { id: lost, name: Lost, kind: lost, probability: 0, goal: Learn., enter: [{ field: lost_note, say: What we learned is written down. }] }
`;

describe("a rule that sets fields", () => {
  const waiting =
    "parked_from: lead\nfields:\n  why: timing   # they said so\n  until: 2027-03-01\nnext_step: { action: Call, due: 2027-03-01 }\n";
  const setting = {
    ...files,
    "content/pipelines/sales.yaml": settingPipeline,
    [acme]: deal("Acme", "lead"),
    "content/deals/2026/beta.md": deal(
      "Beta",
      "lead",
      "fields:\n  memo: Ours   # keep\n\n# of Jane\nnext_step: { action: Call Jane }  # soon\n",
    ),
    "content/deals/2026/gamma.md": deal("Gamma", "waiting", waiting),
  };
  const memo = `in ${hostileName} since 2026-10-30 (22 days); 22, 2026-10-30`;

  test("proposes moves that the check accepts, and nothing twice", async () => {
    const it = rep({ files: setting });
    expect((await it.dealbook("check")).code).toBe(0);
    expect(await statuses(it, "--write")).toEqual({ acme: "new", beta: "new", gamma: "new", young: "new" });
    for (const branch of [parked, "sweep/beta-waiting", "sweep/gamma-lost"]) {
      const { code, out } = await it.dealbook("check", "--base", "main", "--head", branch);
      expect({ branch, code, out }).toMatchObject({ branch, code: 0 });
    }
    expect(await statuses(it, "--write")).toMatchObject({ acme: "proposed-already", beta: "proposed-already", gamma: "proposed-already" });
  });

  test("writes what is missing, and leaves what is there, to the byte", async () => {
    const it = rep({ files: setting });
    await it.dealbook("sweep", "--write");
    expect(changedLines(it, parked).slice(2)).toEqual([
      "+stage: waiting",
      "+stage_entered: 2026-11-21",
      "+parked_from: lead",
      `+fields: { why: silent, until: 2026-12-21, memo: ${JSON.stringify(memo)} }`,
      "+next_step: { action: Ask again, due: 2026-12-21 }",
    ]);
    expect(changedLines(it, "sweep/beta-waiting").slice(2)).toEqual([
      "+stage: waiting",
      "+stage_entered: 2026-11-21",
      "+parked_from: lead",
      "+  why: silent",
      "+  until: 2026-12-21",
      "-next_step: { action: Call Jane }  # soon",
      "+next_step: { action: Call Jane, due: 2026-12-21 }  # soon",
    ]);
  });

  test("loses a deal with a note on why, where one is asked for", async () => {
    const it = rep({ files: setting });
    await it.dealbook("sweep", "--write");
    expect(changedLines(it, "sweep/gamma-lost").slice(2)).toEqual([
      "+stage: lost",
      "+stage_entered: 2026-11-21",
      "+lost_reason: silence",
      `+lost_note: 'Two weeks: "enough" # {x} Here: in Waiting since 2026-10-30 (22 days).'`,
      "-parked_from: lead",
    ]);
  });
});

describe("snooze", () => {
  const args = ["snooze", "acme", "--until", "2026-12-05", "--reason", "Jane is back on the 4th, she says: wait."];

  test("writes one line on a branch of its own, and the sweep is silent until that day", async () => {
    const it = rep({ files });
    const { code, out } = await it.dealbook(...args);
    expect(code).toBe(0);
    expect(out).toContain("no time rule acts before 2026-12-05");
    const branch = "deal/acme-snooze-2026-12-05";
    expect(changedLines(it, branch)).toEqual(['+snooze: { until: 2026-12-05, reason: "Jane is back on the 4th, she says: wait." }']);
    expect((await it.dealbook("check", "--base", "main")).code).toBe(0);
    it.git("branch", "--force", "main", branch);
    expect(await statuses(it)).not.toHaveProperty("acme");
    expect(await statuses(it, "--today", "2026-12-04")).not.toHaveProperty("acme");
    expect(await statuses(it, "--today", "2026-12-05")).toHaveProperty("acme", "new");
  });

  test("takes the place of an earlier one, in whatever form it stands", async () => {
    const old = "snooze:\n  until: 2026-11-01\n  reason: Old.\n";
    const it = rep({ files: { ...files, [acme]: deal("Acme", "lead", old) } });
    expect((await it.dealbook(...args)).code).toBe(0);
    expect(it.read(acme)).not.toContain("Old.");
    expect((await it.dealbook("check", "--base", "main")).code).toBe(0);
    expect(JSON.parse((await it.dealbook("show", "acme", "--json")).out).deal.snooze.until).toBe("2026-12-05");
  });

  test("refuses what would do nothing, and says what it needs", async () => {
    const { dealbook, git } = rep({ files });
    expect((await dealbook("snooze", "won", "--until", "2026-12-05", "--reason", "x")).err).toContain("The deal is closed, in Won");
    expect((await dealbook("snooze", "acme", "--until", "2026-11-21", "--reason", "x")).err).toContain("is not after today");
    expect((await dealbook("snooze", "acme", "--until", "soon", "--reason", "x")).err).toContain("YYYY-MM-DD");
    expect((await dealbook("snooze", "acme", "--until", "2026-12-05", "--reason", " ")).err).toContain("needs a reason");
    expect((await dealbook("snooze", "acme", "--until", "2026-12-05")).err).toContain("--reason");
    expect((await dealbook("snooze", "acme")).err).toContain("--until");
    expect(git("status", "--porcelain")).toBe("");
  });
});

/** A `gh` that writes down what it is asked, one argument a line, and knows the pull requests it has made. */
const fakeGh = `#!/bin/sh
printf '%s\\n' "$@" >> "$GH_LOG"; echo "--" >> "$GH_LOG"
case "$1 $2" in
  "pr list") grep -cx -- "$4 $6" "$GH_KNOWN" || true ;;
  "pr create") echo "$6 open" >> "$GH_KNOWN"; echo "$6 all" >> "$GH_KNOWN" ;;
esac
`;

const workflow = parse(readFileSync(new URL("../../.github/workflows/sweep.yml", import.meta.url), "utf8"));
const lastScript: string = workflow.jobs.sweep.steps.at(-1).run;

describe("the sweep's workflow", () => {
  /** Runs the step that opens pull requests; returns what `gh pr create` was called with. */
  async function openRequests({ folder, dealbook, git }: Rep): Promise<string[]> {
    const at = (name: string) => join(folder, ".git/test", name);
    if (!existsSync(at("bin"))) {
      mkdirSync(at("bin"), { recursive: true });
      writeFileSync(at("bin/gh"), fakeGh);
      chmodSync(at("bin/gh"), 0o755);
      writeFileSync(at("known"), "");
      execFileSync("git", ["init", "--quiet", "--bare", at("origin.git")]);
      git("remote", "add", "origin", at("origin.git"));
    }
    writeFileSync(at("log"), "");
    writeFileSync(at("sweep.json"), (await dealbook("sweep", "--write", "--json")).out);
    const env = {
      ...process.env,
      PATH: `${at("bin")}${delimiter}${process.env.PATH}`,
      RUNNER_TEMP: at("."),
      GH_LOG: at("log"),
      GH_KNOWN: at("known"),
    };
    execFileSync("bash", ["-e", "-c", lastScript], { cwd: folder, env, stdio: ["ignore", "ignore", "pipe"] });
    const calls = readFileSync(at("log"), "utf8").split("--\n");
    return calls.filter((call) => call.startsWith("pr\ncreate\n"));
  }

  test("pushes the branches and opens each pull request once, whatever the deal is called", async () => {
    const hostile = deal('"Acme $(touch hacked) `touch hacked` \\" && touch hacked"', "lead");
    const it = rep({ files: { ...files, [acme]: hostile } });
    const [first = "", second = ""] = await openRequests(it);
    expect(first).toContain(
      `--base\nmain\n--head\n${parked}\n--title\nMark Acme $(touch hacked) \`touch hacked\` " && touch hacked | Platform as`,
    );
    expect(second).toContain("sweep/beta-lead");
    expect(it.git("ls-remote", "--heads", "origin")).toContain(`refs/heads/${parked}`);
    expect(existsSync(join(it.folder, "hacked"))).toBe(false);
    expect(await openRequests(it)).toEqual([]);
  });

  test("opens what an earlier run has pushed only, and pushes anew what has changed", async () => {
    const it = rep({ files });
    await openRequests(it);
    writeFileSync(join(it.folder, ".git/test/known"), "");
    expect(await openRequests(it)).toHaveLength(2);
    it.edit(acme, (text) => text.replace("owner: ann", "owner: ann\nsource: event"));
    it.git("commit", "--quiet", "--all", "--message", "Source");
    expect(await openRequests(it)).toEqual([]);
    expect(it.git("ls-remote", "--heads", "origin", parked).slice(0, 40)).toBe(it.git("rev-parse", parked).trim());
    expect(it.git("show", `${parked}:${acme}`)).toContain("source: event");
  });
});
