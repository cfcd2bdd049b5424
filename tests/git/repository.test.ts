import { chownSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { decodeUtf8, folderReader, folderWriter } from "../../src/adapters/files.ts";
import { openRepository } from "../../src/adapters/git/repository.ts";
import { Refusal } from "../../src/app/refusal.ts";
import { contentFiles, dealText } from "./content-files.ts";
import { TemporaryRepository, temporaryFolder } from "./temporary-repository.ts";

async function opened(repository: TemporaryRepository) {
  const open = await openRepository(join(repository.folder, "content"));
  if (!open) throw new Error("no repository");
  return open.repository;
}

describe("the two readers", () => {
  test("give the same files for a clean working tree", async () => {
    const repository = new TemporaryRepository();
    repository.commit({
      ...contentFiles(),
      "content/deals/2026/a b'\"é.md": dealText(),
      "content/deals/2026/bytes.md": Buffer.from([0xff, 0xfe]),
      "content/deals/2026/bom.md": `\uFEFF${dealText()}`,
      "content/handbook/image.png": Buffer.from([1, 2, 3]),
      "content/.hidden/x.md": "x",
      "content/handbook/node_modules/x.md": "x",
      "content/empty.md": "",
    });
    const [folder, commit] = [folderReader(join(repository.folder, "content")), (await opened(repository)).readerAt("main")];
    const paths = await folder.list();
    expect(await commit.list()).toEqual(paths);
    const byPath = async (texts: Promise<Map<string, string | null>>) => Object.fromEntries(await texts);
    expect(await byPath(commit.read([...paths, "absent.md"]))).toEqual(await byPath(folder.read([...paths, "absent.md"])));
    expect(paths).not.toContain(".hidden/x.md");
  });

  test("a text that is not UTF-8 is null, and a byte order mark stays", () => {
    expect(decodeUtf8(Uint8Array.from([0xc3, 0x28]))).toBeNull();
    expect(decodeUtf8(Uint8Array.from([0xef, 0xbb, 0xbf, 0x61]))).toBe("\uFEFFa");
  });

  test("hundreds of large texts in one go", async () => {
    const repository = new TemporaryRepository();
    const files = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`content/deals/${index}.md`, `${index}\n`.repeat(5000)]));
    repository.commit(files);
    const reader = (await opened(repository)).readerAt("HEAD");
    const texts = await reader.read(await reader.list());
    expect([...texts].every(([path, text]) => text === files[`content/${path}`])).toBe(true);
    expect(texts.size).toBe(300);
  });
});

test("a file is replaced whole, and nothing is left beside it", async () => {
  const folder = temporaryFolder();
  const writer = folderWriter(folder);
  await writer.write("deals/2026/acme.md", "one");
  await writer.write("deals/2026/acme.md", "two");
  expect((await folderReader(folder).read(["deals/2026/acme.md"])).get("deals/2026/acme.md")).toBe("two");
  expect(readdirSync(join(folder, "deals/2026"))).toEqual(["acme.md"]);
});

describe("versions", () => {
  async function versionsOf(repository: TemporaryRepository) {
    const versions = await (await opened(repository)).versions("main", "deals");
    return versions.map(({ path, recorded, text }) => [path, new Date(recorded).toISOString().slice(0, 10), text]);
  }

  test("one of each commit, oldest first, the removal too", async () => {
    const repository = new TemporaryRepository();
    repository.commit({ "content/deals/a.md": "1" });
    repository.commit({ "content/deals/a.md": "2", "content/people.yaml": "x" });
    repository.commit({ "content/deals/a.md": null });
    expect(await versionsOf(repository)).toEqual([
      ["deals/a.md", "2026-10-02", "1"],
      ["deals/a.md", "2026-10-03", "2"],
      ["deals/a.md", "2026-10-04", null],
    ]);
  });

  test("a merge is recorded when it reached main, once", async () => {
    const repository = new TemporaryRepository();
    repository.commit({ "content/deals/a.md": "1" });
    repository.git("switch", "--quiet", "--create", "work");
    repository.commit({ "content/deals/a.md": "2" });
    repository.commit({ "content/deals/a.md": "3" });
    repository.git("switch", "--quiet", "main");
    repository.commit({ "README.md": "x" });
    repository.git("merge", "--quiet", "--no-ff", "--message", "Merge", "work");
    expect(await versionsOf(repository)).toEqual([
      ["deals/a.md", "2026-10-02", "1"],
      ["deals/a.md", "2026-10-05", "3"],
    ]);
  });

  test("a user's configuration changes nothing", async () => {
    const repository = new TemporaryRepository();
    repository.commit({ "content/deals/ä b.md": "1" });
    repository.commit({ "content/deals/ä b.md": null, "content/deals/c.md": "1" });
    const plain = await versionsOf(repository);
    for (const [name, value] of [
      ["log.showRoot", "false"],
      ["log.showSignature", "true"],
      ["diff.renames", "copies"],
      ["core.quotePath", "true"],
      ["log.diffMerges", "off"],
      ["i18n.logOutputEncoding", "latin1"],
      ["diff.noprefix", "true"],
      ["diff.relative", "true"],
      ["color.ui", "always"],
    ]) {
      repository.git("config", name as string, value as string);
    }
    expect(await versionsOf(repository)).toEqual(plain);
    expect(plain).toHaveLength(3);
  });
});

describe("refusals", () => {
  test("a commit that git refuses", async () => {
    const repository = new TemporaryRepository();
    repository.commit(contentFiles());
    await expect((await opened(repository)).versions("nowhere", "deals")).rejects.toThrow(Refusal);
  });

  test("a folder that belongs to somebody else", async (context) => {
    const repository = new TemporaryRepository();
    repository.commit(contentFiles());
    if (process.getuid?.() !== 0) return context.skip();
    for (const path of [repository.folder, join(repository.folder, ".git"), join(repository.folder, "content")])
      chownSync(path, 12345, 12345);
    expect(statSync(repository.folder).uid).toBe(12345);
    const { GIT_CONFIG_GLOBAL, GIT_CONFIG_SYSTEM } = process.env;
    Object.assign(process.env, { GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_SYSTEM: "/dev/null" });
    try {
      await expect(openRepository(join(repository.folder, "content"))).rejects.toMatchObject({
        name: "Refusal",
        hint: expect.stringContaining("safe.directory"),
      });
    } finally {
      restore({ GIT_CONFIG_GLOBAL, GIT_CONFIG_SYSTEM });
    }
  });
});

function restore(env: Readonly<Record<string, string | undefined>>): void {
  for (const [name, value] of Object.entries(env)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
}
