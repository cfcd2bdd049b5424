import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { folderReader, isContentPath } from "../../src/adapters/files.ts";

const root = mkdtempSync(join(tmpdir(), "dealbook-hidden-"));
const shown = ["handbook/.attachments/b.png", "handbook/.gitbook/assets/a.png", "handbook/index.md"];
const hidden = [
  ".git/config",
  ".env",
  "handbook/.obsidian/x.md",
  "handbook/.gitbook.yaml",
  "handbook/.gitbook/.DS_Store",
  "node_modules/p/x.md",
];

beforeAll(() => {
  for (const path of [...shown, ...hidden]) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), "x");
  }
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

test("of hidden folders those are read in which other tools keep a handbook's pictures", async () => {
  expect(await folderReader(root).list()).toEqual(shown);
});

test.each(shown)("%s is content", (path) => expect(isContentPath(path)).toBe(true));

test.each(hidden)("%s is not", (path) => expect(isContentPath(path)).toBe(false));
