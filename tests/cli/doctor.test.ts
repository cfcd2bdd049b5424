import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { examineNode } from "../../src/app/examine-setup.ts";
import { callMain, type Rep, rep } from "./rep.ts";

interface Report {
  readonly isWell: boolean;
  readonly diagnoses: readonly { what: string; state: string; message: string; remedy?: string }[];
}

const stateOf = (out: string, what: string) => (JSON.parse(out) as Report).diagnoses.find((each) => each.what === what);

describe("doctor", () => {
  test("finds a clone in order, with notes on what is not needed", async () => {
    const { dealbook, edit } = rep({ env: { GITHUB_TOKEN: "x" } });
    edit("content/dealbook.yaml", (text) => text.replace("$schema=../schema/", "$schema=https://example.com/"));
    edit("content/people.yaml", (text) => text.replace("mei: { name: Mei Tanaka,", "mei: { name: Mei Tanaka, email: rep@example.com,"));
    const { code, out } = await dealbook("doctor", "--json");
    expect(code).toBe(0);
    expect((JSON.parse(out) as Report).diagnoses.map(({ what, state }) => `${what} ${state}`)).toEqual([
      "Content good",
      "Settings good",
      "Schemas good",
      "Default branch good",
      "History good",
      "Remote note",
      "Your name good",
      "Edits note",
      "Hooks note",
      "Token good",
    ]);
    expect((await dealbook("doctor")).out).toContain("Ready to work.");
  });

  test("says what is wrong and how to mend it", async () => {
    const { dealbook, edit, git } = rep();
    edit("content/dealbook.yaml", (text) => text.replace("default_branch: main", "default_branch: trunk"));
    edit("content/pipelines/sales.yaml", (text) => text.replace("born_in:", "born_inn:"));
    const { code, out } = await dealbook("doctor", "--json");
    expect(code).toBe(1);
    expect(stateOf(out, "Default branch")).toMatchObject({ state: "problem", remedy: expect.stringContaining("git branch trunk") });
    expect(stateOf(out, "Settings")).toMatchObject({ state: "problem", remedy: "See what: dealbook check" });
    expect(stateOf(out, "Schemas")).toMatchObject({ state: "problem" });
    expect(stateOf(out, "Your name")).toMatchObject({ state: "note", message: expect.stringContaining("rep@example.com") });
    git("config", "core.hooksPath", "hooks");
    expect((await dealbook("doctor")).out).toContain("✗ Default branch: ");
  });

  test("a shallow clone, a folder without git, and one without content", async () => {
    const { folder, edit, git } = rep();
    edit("content/people.yaml", (text) => `${text}# a remark\n`);
    git("commit", "--quiet", "--all", "--message", "Second");
    const clone = mkdtempSync(join(tmpdir(), "dealbook-shallow-"));
    onTestFinished(() => rmSync(clone, { recursive: true, force: true }));
    execFileSync("git", ["clone", "--quiet", "--depth", "1", `file://${folder}`, clone]);
    expect(stateOf((await callMain(clone, ["doctor", "--json"], {})).out, "History")).toMatchObject({
      state: "problem",
      remedy: expect.stringContaining("--unshallow"),
    });
    const plain = await rep({ withGit: false }).dealbook("doctor", "--json");
    expect(stateOf(plain.out, "Repository")).toMatchObject({ state: "problem", remedy: expect.stringContaining("git init") });
    const nothing = await rep({ files: {}, withGit: false }).dealbook("doctor", "--json");
    expect({ code: nothing.code, content: stateOf(nothing.out, "Content") }).toMatchObject({ code: 1, content: { state: "problem" } });
  });

  /** What doctor says of one thing, before and after the first command of its remedy. */
  async function mended({ folder, dealbook }: Rep, what: string): Promise<[string | undefined, string | undefined]> {
    const state = async () => stateOf((await dealbook("doctor", "--json")).out, what);
    const before = await state();
    const remedy =
      before?.remedy
        ?.replace(/^[A-Z][^:]*: /, "")
        .replace(/ \(or .*| In a workflow.*/, "")
        .replace(/\.$/, "") ?? "";
    const [program, ...args] = remedy.split(" ");
    const identity = { GIT_AUTHOR_NAME: "Rep", GIT_AUTHOR_EMAIL: "r@e.com", GIT_COMMITTER_NAME: "Rep", GIT_COMMITTER_EMAIL: "r@e.com" };
    if (program === "dealbook") await dealbook(...args);
    else execFileSync("sh", ["-c", remedy], { cwd: folder, stdio: "ignore", env: { ...process.env, ...identity } });
    return [before?.state, (await state())?.state];
  }

  /** A clone of a rep's repository, as `git clone` makes it with these options. */
  function cloned({ folder }: Rep, ...options: string[]): Rep {
    const clone = rep({ files: {}, withGit: false });
    execFileSync("git", ["clone", "--quiet", ...options, `file://${folder}`, clone.folder]);
    return clone;
  }

  test("what it says to do mends it", async () => {
    const plain = rep({ withGit: false });
    expect(await mended(plain, "Repository")).toEqual(["problem", undefined]);
    expect(await mended(plain, "Hooks")).toEqual(["note", "good"]);
    expect(stateOf((await plain.dealbook("doctor", "--json")).out, "Default branch")?.state).toBe("good");

    const origin = rep();
    origin.git("commit", "--quiet", "--allow-empty", "--message", "Second");
    origin.git("switch", "--quiet", "--create", "side");
    expect(await mended(cloned(origin, "--depth", "1"), "History")).toEqual(["problem", "good"]);
    expect(await mended(cloned(origin, "--single-branch", "--branch", "side"), "Default branch")).toEqual(["problem", "good"]);

    origin.git("branch", "--quiet", "-D", "main");
    expect(await mended(origin, "Default branch")).toEqual(["problem", "good"]);
    origin.git("config", "core.hooksPath", rep({ files: {}, withGit: false }).folder);
    expect(await mended(origin, "Hooks")).toEqual(["note", "note"]);
    expect(await mended(origin, "Hooks")).toEqual(["note", "good"]);
  });

  test("Node is new enough or not", () => {
    expect(examineNode("24.1.0").state).toBe("good");
    expect(examineNode("22.9.0").state).toBe("problem");
  });
});
