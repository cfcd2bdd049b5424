import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openRepository } from "../../src/adapters/git/repository.ts";
import { loadVersions } from "../../src/app/load-versions.ts";
import { Refusal } from "../../src/app/refusal.ts";
import { contentFiles, dealText, interest } from "./content-files.ts";
import { TemporaryRepository, temporaryFolder } from "./temporary-repository.ts";

const path = "content/deals/2026/acme.md";
const at = (stage: string, day: string) => dealText({ stage, entered: day, more: [interest] });

async function versionsOf(folder: string) {
  const open = await openRepository(join(folder, "content"));
  return [...(await loadVersions(open?.repository ?? null, "main"))];
}

/** What each version of each deal says, without its commit. */
async function storyOf(folder: string): Promise<string[]> {
  return (await versionsOf(folder)).flatMap(([slug, versions]) =>
    versions.map(({ deal, author }) => `${slug} ${deal ? `${deal.stage} ${deal.stage_entered}` : "gone"} by ${author}`),
  );
}

const cacheFolder = (folder: string): string => join(folder, ".cache/dealbook");

function cacheFile(folder: string): string {
  const [name = ""] = readdirSync(cacheFolder(folder)).filter((each) => each.endsWith(".json"));
  return join(cacheFolder(folder), name);
}

async function withoutCache(folder: string) {
  rmSync(cacheFolder(folder), { recursive: true, force: true });
  return versionsOf(folder);
}

function start(): TemporaryRepository {
  const repository = new TemporaryRepository();
  repository.commit({ ...contentFiles(), [path]: at("lead", "2026-10-01") });
  repository.commit({ [path]: at("offer", "2026-10-03") }, "ann");
  return repository;
}

describe("the cache", () => {
  test("gives what git gives, and is never committed", async () => {
    const { folder } = start();
    const first = await versionsOf(folder);
    expect(await versionsOf(folder)).toEqual(first);
    expect(readFileSync(join(cacheFolder(folder), ".gitignore"), "utf8")).toBe("*\n");
  });

  test("takes new commits in", async () => {
    const repository = start();
    await versionsOf(repository.folder);
    repository.commit({ [path]: at("contract", "2026-10-04") });
    repository.commit({ "content/deals/2026/zeta.md": at("lead", "2026-10-05") });
    const warm = await versionsOf(repository.folder);
    expect(warm).toEqual(await withoutCache(repository.folder));
    expect(await storyOf(repository.folder)).toEqual([
      "acme lead 2026-10-01 by rep",
      "acme offer 2026-10-03 by ann",
      "acme contract 2026-10-04 by rep",
      "zeta lead 2026-10-05 by rep",
    ]);
  });

  test.each([
    ["emptied", () => ""],
    ["cut off", (text: string) => text.slice(0, -20)],
    ["changed", (text: string) => text.replace("2026-10-03", "2026-10-02")],
    ["of another version", (text: string) => text.replace(/history \d+/, "history 0")],
  ])("that was %s is not believed", async (_, spoil) => {
    const { folder } = start();
    const first = await versionsOf(folder);
    const file = cacheFile(folder);
    writeFileSync(file, spoil(readFileSync(file, "utf8")));
    expect(await versionsOf(folder)).toEqual(first);
  });

  test("forgets what a force-push took away", async () => {
    const repository = start();
    await versionsOf(repository.folder);
    repository.git("reset", "--quiet", "--hard", "HEAD~1");
    expect(await versionsOf(repository.folder)).toEqual(await withoutCache(repository.folder));
    await versionsOf(repository.folder);
    repository.git("commit", "--quiet", "--amend", "--message", "Another beginning");
    repository.commit({ [path]: at("lost", "2026-10-09") });
    const warm = await versionsOf(repository.folder);
    expect(warm).toEqual(await withoutCache(repository.folder));
    expect(await storyOf(repository.folder)).toEqual(["acme lead 2026-10-01 by rep", "acme lost 2026-10-09 by rep"]);
  });

  test("is not fooled by a tip that came in through a merge's other side", async () => {
    const repository = start();
    repository.git("switch", "--quiet", "--create", "side", "HEAD~1");
    repository.commit({ "content/deals/2026/side.md": at("lead", "2026-10-02") });
    repository.git("branch", "--force", "--quiet", "kept", "main");
    repository.git("branch", "--force", "--quiet", "main", "side");
    await versionsOf(repository.folder);
    repository.git("branch", "--force", "--quiet", "main", "kept");
    repository.git("switch", "--quiet", "main");
    repository.git("merge", "--quiet", "--no-ff", "--message", "Merge", "side");
    expect(await versionsOf(repository.folder)).toEqual(await withoutCache(repository.folder));
  });
});

describe("three kinds of merges", () => {
  const branch = (repository: TemporaryRepository): void => {
    repository.git("switch", "--quiet", "--create", "work");
    repository.commit({ "content/deals/2026/acme.md": at("contract", "2026-10-08") }, "ann");
    repository.git("switch", "--quiet", "main");
    repository.commit({ "content/handbook/index.md": "# Welcome\n" });
  };
  const merges = {
    squash: (repository: TemporaryRepository) => {
      repository.git("merge", "--quiet", "--squash", "work");
      repository.git("commit", "--quiet", "--message", "Advance", "--author=ann <ann@example.com>");
    },
    merge: (repository: TemporaryRepository) => repository.git("merge", "--quiet", "--no-ff", "--message", "Merge", "work"),
    rebase: (repository: TemporaryRepository) => {
      repository.git("rebase", "--quiet", "main", "work");
      repository.git("switch", "--quiet", "main");
      repository.git("merge", "--quiet", "--ff-only", "work");
    },
  };
  test.each(Object.entries(merges))("%s gives one recorded move", async (_, merge) => {
    const repository = start();
    branch(repository);
    merge(repository);
    const moves = (await storyOf(repository.folder)).map((line) => line.replace(/ by .*/, ""));
    expect(moves).toEqual(["acme lead 2026-10-01", "acme offer 2026-10-03", "acme contract 2026-10-08"]);
  });
});

describe("what a clone lacks", () => {
  test("a shallow clone is refused, with the fix", async () => {
    const { folder } = start();
    const clone = join(temporaryFolder(), "clone");
    new TemporaryRepository().git("clone", "--quiet", "--depth=1", `file://${folder}`, clone);
    await expect(versionsOf(clone)).rejects.toThrow(Refusal);
    await expect(versionsOf(clone)).rejects.toThrow("shallow clone");
  });

  test.each(["blob:none", "tree:0"])("a partial clone (%s) is refused, with the fix", async (filter) => {
    const repository = start();
    repository.git("config", "uploadpack.allowFilter", "true");
    const clone = join(temporaryFolder(), "clone");
    new TemporaryRepository().git("clone", "--quiet", `--filter=${filter}`, `file://${repository.folder}`, clone);
    await expect(versionsOf(clone)).rejects.toThrow("partial clone");
  });
});

test("a deal keeps its history from folder to folder, and an old version with a field that nobody knows any more counts", async () => {
  const repository = start();
  repository.commit({
    [path]: null,
    "content/deals/2027/acme.md": dealText({ stage: "contract", entered: "2026-10-06", more: ["colour: red"] }),
  });
  expect(await storyOf(repository.folder)).toEqual([
    "acme lead 2026-10-01 by rep",
    "acme offer 2026-10-03 by ann",
    "acme contract 2026-10-06 by rep",
  ]);
});

test("a branch that is not merged is not on record", async () => {
  const repository = start();
  repository.git("switch", "--quiet", "--create", "work");
  repository.commit({ [path]: at("contract", "2026-10-08") });
  expect((await storyOf(repository.folder)).length).toBe(2);
  expect(existsSync(cacheFolder(repository.folder))).toBe(true);
});

test("a commit by a clock that is years ahead does not date those after it", async () => {
  const repository = start();
  repository.setClock("2029-01-01T09:00:00Z");
  repository.commit({ [path]: at("contract", "2026-10-04") });
  for (const day of ["05", "06"]) {
    repository.setClock(`2026-10-${day}T09:00:00Z`);
    repository.commit({ [`content/deals/2026/on-${day}.md`]: at("lead", `2026-10-${day}`) });
  }
  const days = (await versionsOf(repository.folder)).flatMap(([slug, versions]) =>
    versions.map(({ recorded }) => `${slug} ${new Date(recorded).toISOString().slice(0, 10)}`),
  );
  expect(days).toEqual(["acme 2026-10-02", "acme 2026-10-03", "acme 2026-10-05", "on-05 2026-10-05", "on-06 2026-10-06"]);
});
