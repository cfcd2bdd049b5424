import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { rep } from "./rep.ts";

const acme = "acme-robotics-line-monitoring";
const file = `content/deals/2026/${acme}.md`;
const log = `deal/${acme}-log-2026-11-21`;

const branches = (git: (...args: string[]) => string): string[] => git("branch", "--format=%(refname:short)").trim().split("\n");

describe("a clone in which git does not know who commits", () => {
  test.each([
    ["log", acme, "call"],
    ["archive", "--all-closed-before", "2026-11-01"],
    ["import", "csv", "deals.csv", "--pipeline", "sales", "--write"],
  ])("%s %s writes nothing, and says how to mend it", async (...args) => {
    const { dealbook, git, folder } = rep();
    writeFileSync(join(folder, "deals.csv"), "Title,Company,Stage,Owner\nKiln,Acme,Prospecting,Amara Okafor\n");
    // Whatever the machine that runs this test says.
    git("config", "user.name", "");
    const before = git("status", "--porcelain", "--branch");
    const { code, err } = await dealbook(...args);
    expect({ code, err }).toMatchObject({ code: 2, err: expect.stringContaining("git does not know who you are") });
    expect(err).toContain("git config --global user.name");
    expect(git("status", "--porcelain", "--branch")).toBe(before);
  });
});

describe("a branch of the same name", () => {
  test("that is merged, by a squash or not, leaves the next change a name of its own", async () => {
    const { dealbook, git } = rep();
    await dealbook("log", acme, "call");
    git("switch", "--quiet", "main");
    git("merge", "--quiet", "--squash", log);
    git("commit", "--quiet", "--message", "Squashed");
    expect(await dealbook("log", acme, "email")).toMatchObject({ code: 0, out: expect.stringContaining(`on the branch ${log}-2.`) });
    expect(await dealbook("log", acme, "demo")).toMatchObject({ code: 0, out: expect.stringContaining(`on the branch ${log}-2.`) });
    git("switch", "--quiet", "main");
    git("merge", "--quiet", `${log}-2`);
    expect(await dealbook("log", acme, "call")).toMatchObject({ code: 0, out: expect.stringContaining(`on the branch ${log}-3.`) });
  });

  test("that is not merged is to be gone on with", async () => {
    const { dealbook, git } = rep();
    await dealbook("log", acme, "call");
    git("switch", "--quiet", "main");
    expect(await dealbook("log", acme, "email")).toMatchObject({ code: 2, err: expect.stringContaining(`git switch ${log}`) });
  });

  test("that a colleague has pushed is left to them", async () => {
    const { dealbook, git } = rep();
    git("update-ref", `refs/remotes/origin/${log}`, "HEAD");
    expect(await dealbook("log", acme, "call")).toMatchObject({ code: 0, out: expect.stringContaining(`on the branch ${log}-2.`) });
  });
});

describe("nothing is left behind", () => {
  test("by a change that changes nothing", async () => {
    const { dealbook, git } = rep();
    const { code, out } = await dealbook("order", acme, "--first");
    expect({ code, out }).toMatchObject({
      code: 0,
      out: expect.stringContaining(`${file} is as it was committed before; nothing is to be done.`),
    });
    expect(branches(git)).toEqual(["main"]);
  });

  test("by a file that cannot be written", async () => {
    const { dealbook, git, folder } = rep();
    mkdirSync(join(folder, "content/deals/2026/acme-pilot.md"));
    const { code, err } = await dealbook("new", "--company", "Acme", "--title", "Pilot", "--owner", "amara", "--source", "event");
    expect({ code, err }).toMatchObject({ code: 2, err: expect.stringContaining("a folder of that name stands there (EISDIR).") });
    expect(branches(git)).toEqual(["main"]);
    expect(git("status", "--porcelain")).toBe("");
    expect(readdirSync(join(folder, "content/deals/2026")).filter((name) => name.startsWith("."))).toEqual([]);
  });
});

test("a file keeps its mode", async () => {
  const { dealbook, git } = rep();
  git("update-index", "--chmod=+x", file);
  git("commit", "--quiet", "--message", "Mode");
  git("checkout", "--quiet", "--", file);
  await dealbook("log", acme, "call");
  expect(git("diff", "--summary", "main", "HEAD")).toBe("");
});

test("what comes next is a push where there is somewhere to push to", async () => {
  const { dealbook, git } = rep();
  const next = async () => (await dealbook("log", acme, "call")).out.split("\n").find((line) => line.includes("Next: "));
  expect(await next()).toContain(`Next: git switch main && git merge ${log} (`);
  git("remote", "add", "origin", "/nowhere");
  expect(await next()).toContain(`Next: git push --set-upstream origin ${log}, and open a pull request.`);
});
