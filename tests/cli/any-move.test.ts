import { describe, expect, test } from "vitest";
import { rep } from "./rep.ts";

const membership = { preset: "service-membership" };
const acme = "acme-robotics-line-monitoring";
const acmeFile = `content/deals/2026/${acme}.md`;
const prospect = "heliophysics-data-union";
const parked = "highland-botany-trust";
const fileOf = (slug: string, year = 2026) => `content/deals/${year}/${slug}.md`;

/** The lines that a branch changes. */
const changes = (diff: string): string[] => diff.split("\n").filter((line) => /^[+-][^+-]/.test(line));

describe("move gives one of four answers", () => {
  test("allowed", async () => {
    const { dealbook, git } = rep();
    const { code, out } = await dealbook("move", acme, "--to", "qualification");
    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining("Prospecting → Qualification") });
    expect(git("log", "-1", "--format=%s").trim()).toBe("Advance Acme Robotics | Line monitoring: Prospecting to Qualification");
  });

  test("something is missing", async () => {
    const { dealbook, edit, git } = rep();
    edit(acmeFile, (text) => text.replace(/^source: .*\n/m, ""));
    git("commit", "--quiet", "--all", "--message", "Source");
    const { code, out, err } = await dealbook("move", acme, "--to", "qualification");
    expect({ code, out }).toMatchObject({ code: 1, out: expect.stringContaining("✗ Something is missing: Acme Robotics") });
    expect(out).toContain("gate/field");
    expect(err).toContain("Nothing was written.");
    expect(JSON.parse((await dealbook("move", acme, "--to", "qualification", "--json")).out)).toMatchObject({ answer: "missing" });
    expect((await dealbook("move", acme, "--to", "qualification", "--set", "source=event")).code).toBe(0);
    expect(changes(git("diff", "--unified=0", "main", "HEAD"))).toContain("+source: event");
  });

  test("somebody has to approve it", async () => {
    const { dealbook, edit, git } = rep(membership);
    edit("content/deals/2026/red-sismica-austral/service-agreement.md", (text) => text.replace("status: draft", "status: sent"));
    git("commit", "--quiet", "--all", "--message", "Sent");
    const set = ["--set", "confirmed.agreement-final=2026-11-20"];
    const { code, out } = await dealbook("move", "red-sismica-austral", "--to", "ordering", ...set);
    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining("To be approved: ") });
    expect(out).toContain("fiscal-sponsor");
  });

  test("not allowed: a jump, a forbidden move, another pipeline that nothing leads to", async () => {
    const { dealbook, git } = rep(membership);
    for (const [slug, to, code] of [
      ["lakeside-astronomy-school", "invoicing", "stage/forbidden"],
      [prospect, "invoicing", "stage/jump"],
      [prospect, "delivery/provisioning", "stage/pipeline"],
    ] as const) {
      const answer = await dealbook("move", slug, "--to", to);
      expect(answer).toMatchObject({ code: 1, out: expect.stringContaining("✗ Not allowed: ") });
      expect(answer.out).toContain(code);
    }
    expect(git("status", "--porcelain", "--branch").trim()).toBe("## main");
  });

  test("a stage that is none, and the one that it is in, are refused", async () => {
    const { dealbook } = rep();
    expect(await dealbook("move", acme, "--to", "qualificaton")).toMatchObject({
      code: 2,
      err: expect.stringContaining('Did you mean "qualification"?'),
    });
    expect(await dealbook("move", acme, "--to", "prospecting")).toMatchObject({
      code: 2,
      err: expect.stringContaining("in Prospecting already"),
    });
    expect(await dealbook("move", acme)).toMatchObject({ code: 2, err: expect.stringContaining("Add --to with one of: qualification") });
    expect(await dealbook("move", acme, "--to", "qualification", "--set", "stage=proposal")).toMatchObject({ code: 2 });
  });

  test("back needs its reason, and goes with one", async () => {
    const { dealbook, git } = rep();
    const [deal] = JSON.parse((await dealbook("list", "--stage", "discovery", "--json")).out).deals as { slug: string }[];
    const slug = deal?.slug ?? "";
    expect(await dealbook("move", slug, "--to", "qualification")).toMatchObject({
      code: 1,
      out: expect.stringContaining("stage/backward"),
    });
    expect(await dealbook("move", slug, "--to", "qualification", "--reason", "The budget is open again.")).toMatchObject({ code: 0 });
    expect(changes(git("diff", "--unified=0", "main", "HEAD"))).toContain("+stage_reason: The budget is open again.");
  });

  test("a handover into another pipeline", async () => {
    const { dealbook } = rep(membership);
    const { code, out } = await dealbook("move", "lakeside-astronomy-school", "--to", "orders/open");
    expect({ code, out }).toMatchObject({ code: 1, out: expect.stringContaining("Something is missing") });
    expect(out).toContain("Ordering → Orders board: Open");
  });
});

describe("at a terminal", () => {
  test("move asks where to, and for what is missing", async () => {
    const { atTerminal, edit, git, read } = rep();
    edit(acmeFile, (text) => text.replace(/^source: .*\n/m, "").replace(/^ {2}initial-interest: .*\n/m, ""));
    git("commit", "--quiet", "--all", "--message", "Less");
    const { code } = await atTerminal(["qualification", "event", true], "move", acme);
    expect(code).toBe(0);
    expect(read(acmeFile)).toContain("source: event\n");
    expect(read(acmeFile)).toContain("  initial-interest: 2026-11-21\n");
    expect(git("status", "--porcelain")).toBe("");
  });

  test("what is still missing after the answers is refused", async () => {
    const { atTerminal, edit } = rep();
    edit(acmeFile, (text) => text.replace(/^source: .*\n/m, "").replace(/^ {2}initial-interest: .*\n/m, ""));
    expect(await atTerminal(["event", false], "advance", acme)).toMatchObject({ code: 1, out: expect.stringContaining("gate/confirm") });
  });

  test("a step back asks why", async () => {
    const { atTerminal, dealbook, read } = rep();
    const [deal] = JSON.parse((await dealbook("list", "--stage", "discovery", "--json")).out).deals as { slug: string; file: string }[];
    expect((await atTerminal(["The budget is open again."], "move", deal?.slug ?? "", "--to", "qualification")).code).toBe(0);
    expect(read(deal?.file ?? "")).toContain("stage_reason: The budget is open again.\n");
  });
});

describe("park, resume, reopen", () => {
  test("park says where the deal goes on, and until when it waits", async () => {
    const { dealbook, git, read } = rep(membership);
    const day = ["--until", "2027-01-11", "--reason", "Their budget is decided in January."];
    const set = ["--set", "next_step.action=Ask about the budget", "--set", "next_step.due=2027-01-11"];
    const { code, out } = await dealbook("park", prospect, ...day, ...set);
    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining("→ On hold") });
    expect(read(fileOf(prospect))).toContain("parked_from: prospecting\n");
    expect(read(fileOf(prospect))).toContain("snooze: { until: 2027-01-11, reason: Their budget is decided in January. }\n");
    expect(git("branch", "--show-current").trim()).toBe(`deal/${prospect}-on-hold`);
    expect(out).toContain("Undo: dealbook undo");
    expect(await dealbook("park", prospect, "--until", "2027-01-11")).toMatchObject({ code: 2 });
  });

  test("resume goes on where the deal was, and forgets that it was parked", async () => {
    const { dealbook, read } = rep(membership);
    const { code, out } = await dealbook("resume", parked);
    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining("On hold → Prospecting") });
    expect(read(fileOf(parked))).not.toContain("parked_from");
    expect(await dealbook("resume", prospect)).toMatchObject({ code: 2, err: expect.stringContaining("not parked") });
  });

  test("reopen wants a reason, and what the process asks for", async () => {
    const { dealbook, edit, git, read } = rep(membership);
    const slug = "quarry-materials-centre";
    const file = fileOf(slug, 2025);
    const missing = await dealbook("reopen", slug);
    expect(missing).toMatchObject({ code: 1, out: expect.stringContaining("stage/reopen") });
    expect(missing.out).toContain("gate/activity");
    edit(file, (text) => text.replace(/^activities:\n/m, "activities:\n  - { date: 2026-11-19, kind: email, by: ines, reply: true }\n"));
    const by = /by: ([a-z]+)/.exec(read(file).split("activities:")[1]?.split("\n")[2] ?? "")?.[1] ?? "";
    edit(file, (text) => text.replace("by: ines", `by: ${by}`));
    git("commit", "--quiet", "--all", "--message", "E-mail");
    const { code, out } = await dealbook("reopen", slug, "--reason", "They have a new grant.");
    expect({ code, out }).toMatchObject({ code: 0 });
    expect(read(file)).not.toMatch(/^(lost_reason|lost_note|archived):/m);
    expect(await dealbook("reopen", prospect, "--reason", "x")).toMatchObject({ code: 2, err: expect.stringContaining("not closed") });
  });

  test("a pipeline without such stages or moves says so", async () => {
    const { dealbook } = rep();
    expect(await dealbook("park", acme)).toMatchObject({ code: 2, err: expect.stringContaining("dealbook snooze") });
    const [lost] = JSON.parse((await dealbook("list", "--stage", "closed-lost", "--json")).out).deals as { slug: string }[];
    expect(await dealbook("reopen", lost?.slug ?? "", "--reason", "x")).toMatchObject({
      code: 2,
      err: expect.stringContaining("dealbook new"),
    });
  });

  test.each(["move", "park", "resume", "reopen"])("%s has help with examples", async (command) => {
    expect(await rep({ withGit: false }).dealbook(command, "--help")).toMatchObject({ code: 0, out: expect.stringContaining("Example") });
  });
});
