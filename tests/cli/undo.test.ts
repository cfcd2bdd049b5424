import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { rep } from "./rep.ts";

const acme = "acme-robotics-line-monitoring";
const file = `content/deals/2026/${acme}.md`;

describe("undo", () => {
  test.each([
    ["an edit that was waiting", true],
    ["nothing else", false],
  ])("takes back a step with %s, and the branch that was started for it", async (_, isWaiting) => {
    const { dealbook, edit, git, read } = rep();
    if (isWaiting) edit(file, (text) => `${text}\nOne more line.\n`);
    edit("content/people.yaml", (text) => `${text}# a remark\n`);
    const before = read(file);
    await dealbook("advance", acme);
    const { code, out } = await dealbook("undo");
    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining("Undone: Advance Acme Robotics") });
    expect(read(file)).toBe(before);
    expect(git("branch", "--list", "--format=%(refname:short)").trim()).toBe("main");
    expect(git("status", "--porcelain").trim().split("\n")).toHaveLength(isWaiting ? 2 : 1);
    expect(git("config", "--list")).not.toContain("dealbookstep");
    expect(await dealbook("undo")).toMatchObject({ code: 2, err: expect.stringContaining("no step on the branch main") });
  });

  test("takes back one step at a time", async () => {
    const { dealbook, git } = rep();
    await dealbook("log", acme, "call");
    await dealbook("log", acme, "email");
    expect(await dealbook("undo")).toMatchObject({ code: 0 });
    expect(git("rev-list", "--count", "main..HEAD").trim()).toBe("1");
    expect(await dealbook("undo", "--json")).toMatchObject({ code: 0, out: expect.stringContaining('"now":"main"') });
  });

  test("leaves commits alone that were made by hand", async () => {
    const { dealbook, edit, git } = rep();
    await dealbook("advance", acme);
    edit(file, (text) => `${text}\nOne more line.\n`);
    git("commit", "--quiet", "--all", "--message", "By hand");
    expect(await dealbook("undo")).toMatchObject({ code: 2, err: expect.stringContaining("was not made by dealbook") });
  });

  test.each(["--ff-only", "--squash"])("leaves alone what was merged with %s", async (how) => {
    const { dealbook, git } = rep();
    await dealbook("advance", acme);
    const branch = git("branch", "--show-current").trim();
    git("switch", "--quiet", "main");
    git("merge", "--quiet", how, branch);
    if (how === "--squash") git("commit", "--quiet", "--message", "Squashed");
    git("switch", "--quiet", branch);
    expect(await dealbook("undo")).toMatchObject({ code: 2, err: expect.stringContaining("on main already") });
  });

  test("takes the step back where the branch before it is gone, and stays", async () => {
    const { dealbook, git } = rep();
    git("switch", "--quiet", "--create", "before");
    await dealbook("log", acme, "call");
    git("branch", "--quiet", "-D", "before");
    expect(await dealbook("undo")).toMatchObject({ code: 0, err: "", out: expect.stringContaining("Undone: Log call") });
    expect(git("rev-list", "--count", "main..HEAD").trim()).toBe("0");
  });

  test("says how to take back what was pushed, by a command that works", async () => {
    const { dealbook, folder, git } = rep();
    git("init", "--quiet", "--bare", join(folder, "origin.git"));
    git("remote", "add", "origin", join(folder, "origin.git"));
    await dealbook("log", acme, "call");
    const branch = git("branch", "--show-current").trim();
    git("push", "--quiet", "--set-upstream", "origin", branch);
    expect((await dealbook("undo")).out).toContain(`or git push origin --delete ${branch}.`);
    git("push", "--quiet", "origin", "--delete", branch);
    expect(git("ls-remote", "origin")).toBe("");
  });

  test("does not lose edits that were made since", async () => {
    const { dealbook, edit, read } = rep();
    await dealbook("advance", acme);
    edit(file, (text) => `${text}\nOne more line.\n`);
    expect(await dealbook("undo")).toMatchObject({ code: 2, err: expect.stringContaining("Commit or stash") });
    expect(read(file)).toContain("One more line.");
  });
});
