import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { callMain } from "../cli/rep.ts";
import { contentFiles, dealText, interest } from "./content-files.ts";
import { TemporaryRepository, temporaryFolder, today } from "./temporary-repository.ts";

const acme = "content/deals/2026/acme.md";
const lead = dealText({ more: [interest] });
const offer = dealText({ stage: "offer", entered: "2026-10-05", more: [interest] });
const jump = dealText({ stage: "contract", entered: "2026-10-05" });

/** A repository with a remote, and a clone of it with the hooks. */
function start(): TemporaryRepository {
  const work = new TemporaryRepository();
  work.commit({ ...contentFiles(), [acme]: lead });
  const bare = join(temporaryFolder(), "server.git");
  work.git("init", "--quiet", "--bare", "--initial-branch=main", bare);
  work.git("remote", "add", "origin", bare);
  work.git("push", "--quiet", "origin", "main");
  work.git("config", "user.name", "Rep");
  work.git("config", "user.email", "rep@example.com");
  return work;
}

const dealbook = (folder: string, args: readonly string[]) => callMain(folder, args, {});

function run(folder: string, ...args: string[]) {
  const env = { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_SYSTEM: "/dev/null", DEALBOOK_TODAY: today };
  const { status, stderr } = spawnSync("git", args, { cwd: folder, encoding: "utf8", env });
  return { status, stderr };
}

test("a jump is refused before the commit, and before the push; --no-verify is let go until then", async () => {
  const work = start();
  expect((await dealbook(work.folder, ["hooks", "status"])).code).toBe(1);
  expect(await dealbook(work.folder, ["hooks", "install"])).toMatchObject({ code: 0, err: "" });
  expect((await dealbook(work.folder, ["hooks", "status"])).code).toBe(0);
  work.git("switch", "--quiet", "--create", "side");
  work.write({ [acme]: jump });
  work.git("add", "--all");
  // What is staged counts, not what stands in the working tree.
  work.write({ [acme]: lead });
  const refused = run(work.folder, "commit", "--message=Jump");
  expect(refused).toMatchObject({ status: 1 });
  expect(refused.stderr).toContain(`${acme}:6:8  error  stage/jump`);
  expect(run(work.folder, "commit", "--quiet", "--no-verify", "--message=Jump").status).toBe(0);
  const push = run(work.folder, "push", "origin", "side");
  expect(push.status).not.toBe(0);
  expect(push.stderr).toContain("stage/jump");
});

test("a move is let through, from a linked working tree, too; hooks are taken away again", async () => {
  const work = start();
  await dealbook(work.folder, ["hooks", "install"]);
  const tree = join(temporaryFolder(), "tree");
  work.git("worktree", "add", "--quiet", "-b", "side", tree);
  const linked = new TemporaryRepository(tree);
  linked.write({ [acme]: jump });
  expect(run(tree, "commit", "--all", "--message=Jump").stderr).toContain("stage/jump");
  linked.write({ [acme]: offer });
  expect(run(tree, "commit", "--all", "--quiet", "--message=Move")).toEqual({ status: 0, stderr: "" });
  expect(run(tree, "push", "--quiet", "origin", "side")).toEqual({ status: 0, stderr: "" });
  expect((await dealbook(work.folder, ["hooks", "uninstall"])).code).toBe(0);
  expect(existsSync(join(work.folder, ".git/hooks/pre-commit"))).toBe(false);
});

test("hooks of somebody else's stay as they are, in the folder that core.hooksPath names", async () => {
  const work = start();
  work.write({ "team/pre-commit": "#!/bin/sh\nexit 0\n" });
  work.git("config", "core.hooksPath", "team");
  const { code, err } = await dealbook(work.folder, ["hooks", "install"]);
  expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining("dealbook hooks run pre-commit") });
  expect(readFileSync(join(work.folder, "team/pre-commit"), "utf8")).toBe("#!/bin/sh\nexit 0\n");
  expect(existsSync(join(work.folder, "team/pre-push"))).toBe(true);
  await dealbook(work.folder, ["hooks", "uninstall"]);
  expect(existsSync(join(work.folder, "team/pre-commit"))).toBe(true);
});

test("a hooks folder that other repositories use is left alone", async () => {
  const work = start();
  work.git("config", "core.hooksPath", temporaryFolder());
  expect(await dealbook(work.folder, ["hooks", "install"])).toMatchObject({ code: 2 });
});
