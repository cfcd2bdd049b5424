import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { isMissing } from "./files.ts";

const remove = (path: string): void => rmSync(path, { recursive: true, force: true });

const isFolder = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

/** Empties a folder, but for what lies at its top under these names. */
export function emptyFolder(folder: string, kept: readonly string[]): void {
  if (!isFolder(folder)) return;
  for (const name of readdirSync(folder)) if (!kept.includes(name)) remove(join(folder, name));
}

/** The HTML of a page of the site, given its path as Astro says it (`handbook/`). */
export async function readPage(folder: string, path: string): Promise<string> {
  const name = path.replace(/\/$/, "");
  const [inFolder, beside] = [join(folder, name, "index.html"), join(folder, `${name}.html`)];
  return readFile(existsSync(inFolder) ? inFolder : beside, "utf8");
}

/** The folders that a path lies in: `a` and `a/b` for `a/b/c`. */
function foldersOf(path: string): string[] {
  const parts = path.split("/").slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
}

/** Removes everything below a folder but the files with these paths from there, which are divided by slashes. */
export function removeOthers(folder: string, paths: ReadonlySet<string>): void {
  if (!isFolder(folder)) {
    remove(folder);
    return;
  }
  const folders = new Set([...paths].flatMap(foldersOf));
  const clean = (below: string): void => {
    for (const entry of readdirSync(join(folder, below), { withFileTypes: true })) {
      const path = below + entry.name;
      if (entry.isDirectory() && folders.has(path)) clean(`${path}/`);
      else if (!(entry.isFile() && paths.has(path))) remove(join(folder, path));
    }
  };
  clean("");
}

function holds(file: string, bytes: Uint8Array): boolean {
  try {
    return Buffer.compare(readFileSync(file), bytes) === 0;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

/** Writes a file unless it holds just that already: to read ten thousand files takes a fraction of writing them. */
export function writeIfNew(file: string, bytes: Uint8Array): void {
  if (holds(file, bytes)) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, bytes);
}
