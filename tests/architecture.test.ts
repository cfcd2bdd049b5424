import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { expect, onTestFinished, test } from "vitest";

/** Runs the real check over a copy of the sources, with one more file in it. */
function checkWith(path: string, text: string): { readonly code: number | null; readonly out: string } {
  const folder = mkdtempSync(join(tmpdir(), "dealbook-architecture-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const name of ["src", "scripts", "package.json", "tsconfig.json", ".dependency-cruiser.mjs"])
    cpSync(name, join(folder, name), { recursive: true });
  symlinkSync(resolve("node_modules"), join(folder, "node_modules"));
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
  const { status, stdout, stderr } = spawnSync(
    resolve("node_modules/.bin/depcruise"),
    ["--config", ".dependency-cruiser.mjs", "src", "scripts"],
    {
      cwd: folder,
      encoding: "utf8",
    },
  );
  return { code: status, out: stdout + stderr };
}

test("the sources keep their directions", () => {
  expect(checkWith("src/core/text/extra.ts", "export const extra = 1;\n")).toMatchObject({ code: 0 });
});

test.each([
  [
    "core-direction",
    "src/core/check/bad.ts",
    'import { folderReader } from "../../adapters/files.ts";\nexport const bad = folderReader;\n',
  ],
  ["core-has-no-builtins", "src/core/deal/bad.ts", 'import { readFileSync } from "node:fs";\nexport const bad = readFileSync;\n'],
  [
    "app-direction",
    "src/app/bad.ts",
    'import { openRepository } from "../adapters/git/repository.ts";\nexport const bad = openRepository;\n',
  ],
  ["adapters-direction", "src/adapters/bad.ts", 'import type { World } from "../cli/world.ts";\nexport type Bad = World;\n'],
  ["site-direction", "src/site/bad.ts", 'import { main } from "../cli/main.ts";\nexport const bad = main;\n'],
  ["simple-git-in-one-adapter", "src/adapters/bad.ts", 'import { simpleGit } from "simple-git";\nexport const bad = simpleGit;\n'],
  ["gray-matter-in-one-file", "src/core/deal/bad.ts", 'import matter from "gray-matter";\nexport const bad = matter;\n'],
  ["no-cycles", "src/core/text/bad.ts", 'import { worse } from "./bad.ts";\nexport const bad = 1;\nexport const worse = bad;\n'],
])("breaking %s fails the check and is called by its name", (rule, path, text) => {
  const { code, out } = checkWith(path, text);
  expect(out).toContain(rule);
  expect(code).not.toBe(0);
});
