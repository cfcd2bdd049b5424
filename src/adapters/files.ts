import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, sep } from "node:path";
import type { ContentReader, ContentWriter } from "../app/ports.ts";

// Node opens at most this many files at once here: enough to keep two cores busy, well below any limit of the system.
const filesAtOnce = 64;

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The text of UTF-8 bytes; `null` where they are not UTF-8. A byte order mark is kept. */
export function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

const isMissing = (error: unknown): boolean => error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");

async function textOf(file: string): Promise<string | null | undefined> {
  try {
    return decodeUtf8(await readFile(file));
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

async function listFiles(root: string): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1).split(sep).join("/"))
    .filter((path) => !path.split("/").some((part) => part.startsWith(".") || part === "node_modules"))
    .sort();
}

async function readTexts(root: string, paths: readonly string[]): Promise<Map<string, string | null>> {
  const texts = new Map<string, string | null>();
  const waiting = paths.values();
  const worker = async (): Promise<void> => {
    for (const path of waiting) {
      const text = await textOf(join(root, path));
      if (text !== undefined) texts.set(path, text);
    }
  };
  await Promise.all(Array.from({ length: filesAtOnce }, worker));
  return texts;
}

/** Reads a content root from the working tree. `root` is an absolute folder. Symbolic links are not followed. */
export const folderReader = (root: string): ContentReader => ({
  list: () => listFiles(root),
  read: (paths) => readTexts(root, paths),
});

async function replaceFile(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const temporary = `${file}.${randomUUID()}.tmp`;
  try {
    await writeFile(temporary, text, { flag: "wx" });
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** Writes into a content root in the working tree; a file is written beside and moved into place. */
export const folderWriter = (root: string): ContentWriter => ({
  write: (path, text) => replaceFile(join(root, path), text),
});
