import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { callMain } from "../cli/rep.ts";
import { contentFiles, dealText } from "./content-files.ts";
import { dealbook as dealbookProcess } from "./dealbook-process.ts";
import { TemporaryRepository, temporaryFolder } from "./temporary-repository.ts";

const acme = "content/deals/2026/acme.md";

function start(): TemporaryRepository {
  const repository = new TemporaryRepository();
  repository.commit({ ...contentFiles(), [acme]: dealText() });
  return repository;
}

function branched(): TemporaryRepository {
  const repository = start();
  repository.git("switch", "--quiet", "--create", "work");
  repository.commit({ [acme]: dealText({ stage: "contract" }) });
  return repository;
}

const jump = ["check", "--base", "main"];

const dealbook = (folder: string, args: readonly string[]) => callMain(folder, args, {});

describe("a change", () => {
  test("the sample, as a process: prospecting to proposal is one stage/jump on the stage line", async () => {
    const repository = new TemporaryRepository();
    cpSync(fileURLToPath(new URL("../../content", import.meta.url)), join(repository.folder, "content"), { recursive: true });
    repository.commit();
    const folder = join(repository.folder, "content/deals");
    const name = readdirSync(folder, { recursive: true, encoding: "utf8" }).find(
      (file) => file.endsWith(".md") && /^stage: prospecting$/m.test(readFileSync(join(folder, file), "utf8")),
    );
    const path = `content/deals/${name}`;
    const text = readFileSync(join(repository.folder, path), "utf8");
    repository.git("switch", "--quiet", "--create", "work");
    repository.write({ [path]: text.replace(/^stage: prospecting$/m, "stage: proposal") });
    const ended = dealbookProcess(repository.folder, [...jump, "--format", "json"]);
    const { schemaVersion, findings } = JSON.parse(ended.out);
    expect({ code: ended.code, schemaVersion, count: findings.length }).toEqual({ code: 1, schemaVersion: 1, count: 1 });
    expect(findings[0]).toMatchObject({ code: "stage/jump", file: path, line: text.split("\n").indexOf("stage: prospecting") + 1 });
    expect(findings[0].message).toContain('"qualification"');
  });

  test("paths are those of the repository, wherever the command is called", async () => {
    const { folder } = branched();
    mkdirSync(join(folder, "elsewhere"));
    const ended = await dealbook(join(folder, "elsewhere"), ["check", "--content", "../content", "--base", "main", "--format", "json"]);
    expect(JSON.parse(ended.out).findings).toMatchObject([{ code: "stage/jump", file: acme, line: 6 }]);
  });

  test("the content may lie in another repository than the current folder", async () => {
    const other = start();
    const ended = await dealbook(other.folder, [
      "check",
      "--content",
      join(branched().folder, "content"),
      "--base",
      "main",
      "--format",
      "json",
    ]);
    expect({ code: ended.code, file: JSON.parse(ended.out).findings[0].file }).toEqual({ code: 1, file: acme });
  });

  test("the same change prints the same bytes", async () => {
    const { folder } = branched();
    const run = async () => (await dealbook(folder, [...jump, "--head", "work", "--format", "json"])).out;
    expect(await run()).toBe(await run());
  });

  test("no base: the whole content, 0 when clean", async () => {
    expect(await dealbook(start().folder, ["check", "--format", "json"])).toMatchObject({ code: 0, err: "" });
  });
});

describe("could not run: exit 2, and what to do", () => {
  // Whatever is no refusal would be thrown here.
  const refuses = dealbook;

  /** What depends on the environment of git is called as a process. */
  const refusesAsProcess = (folder: string, args: readonly string[], env: Readonly<Record<string, string>>) => {
    const { code, err } = dealbookProcess(folder, args, env);
    expect(err).not.toMatch(/\n\s+at /);
    return { code, err };
  };

  test("a shallow clone", async () => {
    const clone = temporaryFolder();
    const repository = branched();
    repository.git("clone", "--quiet", "--depth", "1", "--no-single-branch", `file://${repository.folder}`, clone);
    const { code, err } = await refuses(clone, ["check", "--base", "origin/main"]);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining("git fetch --unshallow") });
    expect((await dealbook(clone, ["check"])).code).toBe(1);
  });

  test("an unknown base, an unknown head", async () => {
    const { folder } = branched();
    expect(await refuses(folder, ["check", "--base", "nowhere"])).toMatchObject({
      code: 2,
      err: expect.stringMatching(/no commit "nowhere"[\s\S]*git fetch/),
    });
    expect(await refuses(folder, [...jump, "--head", "nowhere"])).toMatchObject({ code: 2, err: expect.stringContaining('"nowhere"') });
  });

  test.each(["--output=stolen", "-x", "--help", "", "main:content", "a..b"])("a ref that is none: %j", async (ref) => {
    const { folder } = branched();
    expect((await refuses(folder, [`--content=content`, "check", `--base=${ref}`])).code).toBe(2);
    expect((await refuses(folder, ["check", "--base=main", `--head=${ref}`])).code).toBe(2);
    expect(readdirSync(folder)).not.toContain("stolen");
  });

  test("a branch whose name is an option is a branch", async () => {
    const repository = branched();
    repository.git("update-ref", "refs/heads/--output=stolen", "work");
    expect((await dealbook(repository.folder, ["check", "--base", "main", "--head=--output=stolen"])).code).toBe(1);
    expect(readdirSync(repository.folder)).not.toContain("stolen");
  });

  test("no git repository", async () => {
    const { folder } = start();
    rmSync(join(folder, ".git"), { recursive: true });
    expect(await refuses(folder, jump)).toMatchObject({ code: 2, err: expect.stringContaining("no git repository") });
    expect((await dealbook(folder, ["check"])).code).toBe(0);
  });

  test("no git repository, said in another language", async () => {
    const { folder } = start();
    rmSync(join(folder, ".git"), { recursive: true });
    expect(refusesAsProcess(folder, jump, { LANGUAGE: "de", LC_ALL: "de_DE.UTF-8" })).toMatchObject({
      code: 2,
      err: expect.stringContaining("no git repository"),
    });
  });

  test("a repository without commits", async () => {
    const repository = new TemporaryRepository();
    repository.write({ ...contentFiles(), [acme]: dealText() });
    expect(await refuses(repository.folder, jump)).toMatchObject({ code: 2, err: expect.stringContaining("no commits yet") });
    expect((await dealbook(repository.folder, ["check"])).code).toBe(0);
  });

  test("histories that have nothing in common", async () => {
    const repository = start();
    repository.git("switch", "--quiet", "--orphan", "island");
    repository.commit({ ...contentFiles(), [acme]: dealText() });
    expect(await refuses(repository.folder, jump)).toMatchObject({ code: 2, err: expect.stringContaining("no commit in common") });
  });

  test("git is not installed", async () => {
    expect(refusesAsProcess(branched().folder, jump, { PATH: "/nowhere" })).toMatchObject({
      code: 2,
      err: expect.stringContaining("git is not installed"),
    });
  });

  test("no content", async () => {
    expect(await refuses(temporaryFolder(), ["check"])).toMatchObject({ code: 2, err: expect.stringContaining("--content") });
  });

  test("--head without --base", async () => {
    expect(await refuses(branched().folder, ["check", "--head", "work"])).toMatchObject({
      code: 2,
      err: expect.stringContaining("--base"),
    });
  });
});
