import { describe, expect, test } from "vitest";
import { rep } from "./rep.ts";

const acme = "acme-robotics-line-monitoring";
const file = `content/deals/2026/${acme}.md`;
const changes = (diff: string): string[] => diff.split("\n").filter((line) => /^[+-][^+-]/.test(line));

describe("log", () => {
  test("adds one line, by the person whose address the commits have", async () => {
    const { dealbook, edit, git } = rep();
    edit("content/people.yaml", (text) => text.replace("mei: { name: Mei Tanaka,", "mei: { name: Mei Tanaka, email: rep@example.com,"));
    git("commit", "--quiet", "--all", "--message", "Address");
    const { code, out } = await dealbook("log", acme, "call", "--note", "She agreed to a pilot", "--reply", "--recorded", "with-consent");
    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining("call on 2026-11-21 by mei") });
    expect(changes(git("diff", "--unified=0", "main", "HEAD"))).toEqual([
      "+  - { date: 2026-11-21, kind: call, by: mei, note: She agreed to a pilot, reply: true, recorded: with-consent }",
    ]);
    expect((await dealbook("check", "--base", "main")).code).toBe(0);
    expect((await dealbook("log", acme, "email", "--date", "2026-11-20")).code).toBe(0);
    expect(git("rev-list", "--count", "main..HEAD").trim()).toBe("2");
  });

  test("is refused for an unknown kind, person or a day ahead", async () => {
    const { dealbook, git } = rep();
    expect(await dealbook("log", acme, "lunch")).toMatchObject({ code: 2 });
    expect(await dealbook("log", acme)).toMatchObject({ code: 2, err: expect.stringContaining("meeting") });
    expect(await dealbook("log", acme, "call", "--date", "2026-11-22")).toMatchObject({
      code: 2,
      err: expect.stringContaining("next step"),
    });
    expect(await dealbook("log", acme, "call", "--by", "amaraa")).toMatchObject({ code: 1, out: expect.stringContaining("amara") });
    expect(git("status", "--porcelain", "--branch").trim()).toBe("## main");
  });

  test("asks on a terminal; the owner did it where nobody is known", async () => {
    const { atTerminal, read } = rep();
    expect(await atTerminal(["meeting", "Saw line 3"], "log", acme)).toMatchObject({ code: 0 });
    expect(read(file)).toContain("  - { date: 2026-11-21, kind: meeting, by: diego, note: Saw line 3 }\n");
  });
});

describe("set", () => {
  test("changes what is named and no other line, in one commit that tells it in sales words", async () => {
    const { dealbook, git } = rep();
    const { code, out } = await dealbook(
      "set",
      acme,
      "amount=52000.50",
      "next_step.due=2026-12-08",
      "links.recording=https://calls.example/1",
    );
    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining("Acme Robotics | Line monitoring: ") });
    expect(out).toMatch(/value €[\d,.]+ → €52,000\.50/);
    const diff = changes(git("diff", "--unified=0", "main", "HEAD"));
    expect(diff.filter((line) => line.startsWith("+")).sort()).toEqual([
      "+amount: { value: 52000.5, currency: EUR }",
      "+links: { recording: https://calls.example/1 }",
      "+next_step: { action: Hold the initial discovery call with Jane, due: 2026-12-08 }",
    ]);
    expect(git("log", "-1", "--format=%s")).toContain("value €");
    expect((await dealbook("check", "--base", "main")).code).toBe(0);
    expect((await dealbook("undo")).code).toBe(0);
    expect(git("diff", "main").trim()).toBe("");
  });

  test("adds several links at once", async () => {
    const { dealbook, read, git } = rep();
    expect(await dealbook("set", acme, "links.recording=https://calls.example/1", "links.deck=https://deck.example")).toMatchObject({
      code: 0,
    });
    expect(read(file)).toMatch(/recording: https:\/\/calls\.example\/1/);
    expect(read(file)).toMatch(/deck: https:\/\/deck\.example/);
    expect(git("branch", "--show-current").trim()).toBe(`deal/${acme}-update-links-recording-links-deck`);
  });

  test("empties a field, and tells programs what it did", async () => {
    const { dealbook, read } = rep();
    const { out } = await dealbook("set", acme, "source=", "--json");
    expect(JSON.parse(out)).toMatchObject({ slug: acme, changes: [{ field: "source", from: expect.any(String), to: null }] });
    expect(read(file)).not.toContain("\nsource:");
  });

  test.each([
    { args: ["amount=a lot"], code: 2, told: "in digits" },
    { args: ["title="], code: 2, told: "cannot be without" },
    { args: ["stage=closed-won"], code: 2, told: "is no field that can be set" },
    { args: ["expected_close"], code: 2, told: "name=value" },
    { args: ["links=https://x.example"], code: 2, told: "is no field that can be set" },
    { args: [], code: 2, told: "name=value" },
    { args: ["company=Acme Robotics"], code: 2, told: "says so already" },
    { args: ["owner=nobody"], code: 1, told: "nobody" },
  ])("is refused for $args, and writes nothing", async ({ args, code, told }) => {
    const { dealbook, git } = rep();
    const outcome = await dealbook("set", acme, ...args);
    expect({ code: outcome.code, text: outcome.out + outcome.err }).toEqual({ code, text: expect.stringContaining(told) });
    expect(git("status", "--porcelain", "--branch").trim()).toBe("## main");
  });

  test("asks on a terminal", async () => {
    const { atTerminal, read } = rep();
    expect(await atTerminal(["forecast", "commit"], "set", acme)).toMatchObject({ code: 0 });
    expect(read(file)).toContain("\nforecast: commit\n");
  });
});

describe("--set", () => {
  test.each([
    { what: "log", args: ["log", acme, "call"] },
    { what: "lose", args: ["lose", acme, "--reason", "price"] },
    { what: "snooze", args: ["snooze", acme, "--until", "2026-12-08", "--reason", "Away."] },
  ])("fills in a field along with $what, in one commit", async ({ args }) => {
    const { dealbook, git } = rep();
    expect(await dealbook(...args, "--set", "next_step.due=2026-12-08", "--set", "source=referral")).toMatchObject({ code: 0 });
    expect(changes(git("diff", "--unified=0", "main", "HEAD"))).toEqual(
      expect.arrayContaining([expect.stringMatching(/^\+next_step: .*2026-12-08/), "+source: referral"]),
    );
    expect(git("rev-list", "--count", "main..HEAD").trim()).toBe("1");
    expect((await dealbook("check", "--base", "main")).code).toBe(0);
  });

  test.each([
    { field: "lost_reason", args: ["lose", acme, "--reason", "price", "--set", "lost_reason=timing"] },
    { field: "snooze.until", args: ["snooze", acme, "--until", "2026-12-08", "--reason", "Away.", "--set", "snooze.until=2027-01-01"] },
    { field: "stage", args: ["log", acme, "call", "--set", "stage=closed-won"] },
  ])("leaves $field to the command", async ({ field, args }) => {
    const { dealbook, git } = rep();
    expect(await dealbook(...args)).toMatchObject({ code: 2, err: expect.stringContaining(`"${field}" is `) });
    expect(git("status", "--porcelain", "--branch").trim()).toBe("## main");
  });
});

describe("order", () => {
  test("puts a card beside another of its column", async () => {
    const { dealbook, git } = rep();
    const { deals } = JSON.parse((await dealbook("list", "--stage", "discovery", "--json")).out) as {
      deals: { slug: string; priority?: number }[];
    };
    const [last, first] = deals.filter(({ priority }) => priority !== undefined).sort((a, b) => (b.priority ?? 0) - (a.priority ?? 0));
    const { code, out } = await dealbook("order", last?.slug ?? "", "--first", "--json");
    expect(code).toBe(0);
    expect(JSON.parse(out).priority).toBeLessThan(Math.min(...deals.flatMap(({ priority }) => priority ?? [])));
    expect(changes(git("diff", "--unified=0", "main", "HEAD")).every((line) => line.includes("priority"))).toBe(true);
    expect(await dealbook("order", first?.slug ?? "", "--before", acme)).toMatchObject({
      code: 2,
      err: expect.stringContaining("not beside it"),
    });
    expect(await dealbook("order", acme)).toMatchObject({ code: 2, err: expect.stringContaining("--after OTHER") });
  });
});

describe("archive", () => {
  test("puts a closed deal away, and no open one", async () => {
    const { dealbook, git } = rep();
    const [lost] = (
      JSON.parse((await dealbook("list", "--stage", "closed-lost", "--json")).out) as { deals: { slug: string; archived?: string }[] }
    ).deals.filter(({ archived }) => archived === undefined);
    expect(await dealbook("archive", acme)).toMatchObject({ code: 2, err: expect.stringContaining("is open") });
    expect(await dealbook("archive", lost?.slug ?? "")).toMatchObject({ code: 0 });
    expect(changes(git("diff", "--unified=0", "main", "HEAD"))).toEqual(["+archived: 2026-11-21"]);
    expect(await dealbook("archive", lost?.slug ?? "")).toMatchObject({ code: 2, err: expect.stringContaining("archived already") });
  });

  test("puts many away in one commit that the check lets in", async () => {
    const { dealbook, git } = rep();
    const { code, out } = await dealbook("archive", "--all-closed-before", "2026-11-01", "--json");
    const { archived } = JSON.parse(out) as { archived: string[] };
    expect(code).toBe(0);
    expect(archived.length).toBeGreaterThan(1);
    expect(git("diff", "--name-only", "main", "HEAD").trim().split("\n")).toHaveLength(archived.length);
    expect((await dealbook("check", "--base", "main")).code).toBe(0);
    expect(await dealbook("archive", "--all-closed-before", "2026-11-01")).toMatchObject({ code: 2 });
  });
});

describe("a deal that somebody else changed meanwhile", () => {
  test("is not written over: what changed is told field by field", async () => {
    const { dealbook, edit, git, read } = rep();
    git("switch", "--quiet", "--create", "other");
    edit(file, (text) => `${text.replace("value: 48000", "value: 52000").replace("source: event\n", "")}\nMore.\n`);
    edit(file, (text) => text.replace("history:\n", "  - { date: 2026-11-20, kind: call, by: mei, note: Price }\nhistory:\n"));
    git("-c", "user.name=Mei", "commit", "--quiet", "--all", "--message", "Mei's");
    git("update-ref", "refs/remotes/origin/main", "HEAD");
    git("switch", "--quiet", "main");
    edit(file, (text) => text.replace("value: 48000", "value: 50000"));
    const before = read(file);
    for (const args of [
      ["advance", acme],
      ["log", acme, "call"],
      ["snooze", acme, "--until", "2026-12-24", "--reason", "x"],
      ["doc", acme, "proposal"],
    ]) {
      const { code, err } = await dealbook(...args);
      expect(code).toBe(2);
      expect(err).toContain("changed on origin/main by Mei since you began:");
      expect(err).toContain("amount.value: 48000 → 52000 (you have: 50000)");
      expect(err).toContain("source: removed: event");
      expect(err).toContain("activities: new: 2026-11-20, call, mei, Price");
      expect(err).toContain("notes: ");
      expect(err).toContain("git stash && git merge origin/main && git stash pop");
    }
    expect(read(file)).toBe(before);
    git("checkout", "--quiet", "--", file);
    git("merge", "--quiet", "origin/main");
    expect(await dealbook("advance", acme, "--set", "source=event")).toMatchObject({ code: 0 });
  });

  test("is not put away with many others", async () => {
    const { dealbook, edit, git } = rep();
    const many = ["archive", "--all-closed-before", "2026-11-01"];
    const slug = JSON.parse((await dealbook(...many, "--json", "--no-commit")).out).archived.at(-1);
    git("checkout", "--quiet", "--", ".");
    const path = git("ls-files", `content/deals/**/${slug}.md`).trim();
    edit(path, (text) => text.replace(/^owner: .*$/m, "owner: mei"));
    git("commit", "--quiet", "--all", "--message", "Handed over");
    git("update-ref", "refs/remotes/origin/main", "HEAD");
    git("reset", "--quiet", "--hard", "HEAD~1");
    const { code, err } = await dealbook(...many);
    expect({ code, err }).toMatchObject({ code: 2, err: expect.stringContaining(`${slug} was changed on origin/main by Rep`) });
    expect(git("status", "--porcelain", "--branch").trim()).toBe("## main");
  });

  test("cannot be made a second time under the same name", async () => {
    const { dealbook, git } = rep();
    const name = ["--company", "Acme Robotics", "--title", "Pilot", "--owner", "amara"];
    await dealbook("new", ...name, "--source", "event");
    git("update-ref", "refs/remotes/origin/main", "HEAD");
    git("switch", "--quiet", "main");
    const { code, err } = await dealbook("new", ...name, "--source", "referral");
    expect({ code, err }).toMatchObject({ code: 2, err: expect.stringContaining("acme-robotics-pilot was written on origin/main by Rep") });
    expect(err).toContain("source: new: event");
    expect(git("status", "--porcelain", "--branch").trim()).toBe("## main");
  });

  test("is no obstacle where the deal itself is as it was", async () => {
    const { dealbook, edit, git } = rep();
    git("switch", "--quiet", "--create", "other");
    edit("content/people.yaml", (text) => `${text}# a remark\n`);
    git("commit", "--quiet", "--all", "--message", "Remark");
    git("update-ref", "refs/remotes/origin/main", "HEAD");
    git("switch", "--quiet", "main");
    expect(await dealbook("advance", acme)).toMatchObject({ code: 0 });
  });
});
