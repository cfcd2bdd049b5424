import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { contentFiles, dealText } from "./content-files.ts";
import { dealbook } from "./dealbook-process.ts";
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

describe("a change, as a process", () => {
  test("the sample: prospecting to proposal is one stage/jump on the stage line", () => {
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
    const ended = dealbook(repository.folder, [...jump, "--format", "json"]);
    const { schemaVersion, findings } = JSON.parse(ended.out);
    expect({ code: ended.code, schemaVersion, count: findings.length }).toEqual({ code: 1, schemaVersion: 1, count: 1 });
    expect(findings[0]).toMatchObject({ code: "stage/jump", file: path, line: text.split("\n").indexOf("stage: prospecting") + 1 });
    expect(findings[0].message).toContain('"qualification"');
  });

  test("paths are those of the repository, wherever the command is called", () => {
    const { folder } = branched();
    mkdirSync(join(folder, "elsewhere"));
    const ended = dealbook(join(folder, "elsewhere"), ["check", "--content", "../content", "--base", "main", "--format", "json"]);
    expect(JSON.parse(ended.out).findings).toMatchObject([{ code: "stage/jump", file: acme, line: 6 }]);
  });

  test("the content may lie in another repository than the current folder", () => {
    const other = start();
    const ended = dealbook(other.folder, ["check", "--content", join(branched().folder, "content"), "--base", "main", "--format", "json"]);
    expect({ code: ended.code, file: JSON.parse(ended.out).findings[0].file }).toEqual({ code: 1, file: acme });
  });

  test("the same change prints the same bytes", () => {
    const { folder } = branched();
    const run = () => dealbook(folder, [...jump, "--head", "work", "--format", "json"]).out;
    expect(run()).toBe(run());
  });

  test("no base: the whole content, 0 when clean", () => {
    expect(dealbook(start().folder, ["check", "--format", "json"])).toMatchObject({ code: 0, err: "" });
  });
});

describe("could not run: exit 2, and what to do", () => {
  const refuses = (folder: string, args: readonly string[], env?: Readonly<Record<string, string>>) => {
    const { code, out, err } = dealbook(folder, args, env);
    expect(err).not.toMatch(/\n\s+at /);
    return { code, out, err };
  };

  test("a shallow clone", () => {
    const clone = temporaryFolder();
    const repository = branched();
    repository.git("clone", "--quiet", "--depth", "1", "--no-single-branch", `file://${repository.folder}`, clone);
    const { code, err } = refuses(clone, ["check", "--base", "origin/main"]);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining("git fetch --unshallow") });
    expect(dealbook(clone, ["check"]).code).toBe(1);
  });

  test("an unknown base, an unknown head", () => {
    const { folder } = branched();
    expect(refuses(folder, ["check", "--base", "nowhere"])).toMatchObject({
      code: 2,
      err: expect.stringMatching(/no commit "nowhere"[\s\S]*git fetch/),
    });
    expect(refuses(folder, [...jump, "--head", "nowhere"])).toMatchObject({ code: 2, err: expect.stringContaining('"nowhere"') });
  });

  test.each(["--output=stolen", "-x", "--help", "", "main:content", "a..b"])("a ref that is none: %j", (ref) => {
    const { folder } = branched();
    expect(refuses(folder, [`--content=content`, "check", `--base=${ref}`]).code).toBe(2);
    expect(refuses(folder, ["check", "--base=main", `--head=${ref}`]).code).toBe(2);
    expect(readdirSync(folder)).not.toContain("stolen");
  });

  test("a branch whose name is an option is a branch", () => {
    const repository = branched();
    repository.git("update-ref", "refs/heads/--output=stolen", "work");
    expect(dealbook(repository.folder, ["check", "--base", "main", "--head=--output=stolen"]).code).toBe(1);
    expect(readdirSync(repository.folder)).not.toContain("stolen");
  });

  test("no git repository", () => {
    const { folder } = start();
    rmSync(join(folder, ".git"), { recursive: true });
    expect(refuses(folder, jump)).toMatchObject({ code: 2, err: expect.stringContaining("no git repository") });
    expect(dealbook(folder, ["check"]).code).toBe(0);
  });

  test("no git repository, said in another language", () => {
    const { folder } = start();
    rmSync(join(folder, ".git"), { recursive: true });
    expect(refuses(folder, jump, { LANGUAGE: "de", LC_ALL: "de_DE.UTF-8" })).toMatchObject({
      code: 2,
      err: expect.stringContaining("no git repository"),
    });
  });

  test("a repository without commits", () => {
    const repository = new TemporaryRepository();
    repository.write({ ...contentFiles(), [acme]: dealText() });
    expect(refuses(repository.folder, jump)).toMatchObject({ code: 2, err: expect.stringContaining("no commits yet") });
    expect(dealbook(repository.folder, ["check"]).code).toBe(0);
  });

  test("histories that have nothing in common", () => {
    const repository = start();
    repository.git("switch", "--quiet", "--orphan", "island");
    repository.commit({ ...contentFiles(), [acme]: dealText() });
    expect(refuses(repository.folder, jump)).toMatchObject({ code: 2, err: expect.stringContaining("no commit in common") });
  });

  test("git is not installed", () => {
    expect(refuses(branched().folder, jump, { PATH: "/nowhere" })).toMatchObject({
      code: 2,
      err: expect.stringContaining("git is not installed"),
    });
  });

  test("no content", () => {
    expect(refuses(temporaryFolder(), ["check"])).toMatchObject({ code: 2, err: expect.stringContaining("--content") });
  });

  test("--head without --base", () => {
    expect(refuses(branched().folder, ["check", "--head", "work"])).toMatchObject({ code: 2, err: expect.stringContaining("--base") });
  });
});
