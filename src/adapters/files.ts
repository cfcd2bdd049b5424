import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { ContentReader, ContentWriter, TextFile } from "../app/ports.ts";
import { Refusal } from "../app/refusal.ts";

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

/** True for the error of a path that leads to nothing. */
export const isMissing = (error: unknown): boolean =>
  error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");

const reasons: Readonly<Record<string, string>> = {
  EACCES: "you may not",
  EPERM: "you may not",
  EROFS: "the disk is read-only",
  ENOSPC: "the disk is full",
  EDQUOT: "your part of the disk is full",
  ENAMETOOLONG: "its name is too long",
  EISDIR: "a folder of that name stands there",
  EBUSY: "another program has it open",
};

/** What to tell of an error of the system; any other error stays what it is. */
function systemRefusal(error: unknown, what: string): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const reason = reasons[code];
  return reason === undefined ? error : new Refusal(`${what}: ${reason} (${code}).`, "Mend that, and give the command again.");
}

async function textOf(file: string): Promise<string | null | undefined> {
  try {
    return decodeUtf8(await readFile(file));
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw systemRefusal(error, `${file} cannot be read`);
  }
}

// GitBook and the wikis of Azure DevOps keep the pictures of their pages in these.
const pictureFolders = new Set([".gitbook", ".attachments"]);

const isContentName = (name: string): boolean => pictureFolders.has(name) || (!name.startsWith(".") && name !== "node_modules");

/** True for a path that can be content: nothing in it is hidden, but for pictures, or a package. */
export const isContentPath = (path: string): boolean => path.split("/").every(isContentName);

async function filesBelow(root: string, folder: string): Promise<string[]> {
  const path = join(root, folder);
  const entries = await readdir(path, { withFileTypes: true }).catch((error: unknown) => {
    throw systemRefusal(error, `${path} cannot be read`);
  });
  const paths = entries
    .filter(({ name }) => isContentName(name))
    .map(async (entry) => {
      const below = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) return filesBelow(root, below);
      return entry.isFile() ? [below] : [];
    });
  return (await Promise.all(paths)).flat();
}

// Folder by folder: where the content root is a repository's top, .git is not walked through.
const listFiles = async (root: string): Promise<string[]> => (await filesBelow(root, "")).sort();

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

// How many files are being written beside those whose place they take.
let unfinished = 0;
let interruption: NodeJS.Signals | undefined;
const interruptions = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Ends the program as the signal would have, unless somebody else sees to that. */
function endBy(signal: NodeJS.Signals): void {
  process.removeListener(signal, interrupt);
  if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
}

/** Whoever ends the program waits for the file at hand, so that no half of one is left. */
function interrupt(signal: NodeJS.Signals): void {
  interruption = signal;
  if (unfinished === 0) endBy(signal);
}

function begin(): void {
  // Once listened to, a signal is listened to until the end: one that comes while listeners change would be lost.
  for (const signal of interruptions) if (!process.listeners(signal).includes(interrupt)) process.on(signal, interrupt);
  unfinished += 1;
}

function finish(): void {
  unfinished -= 1;
  if (interruption && unfinished === 0) endBy(interruption);
}

/** The mode of a file that is there, which its new text keeps. */
async function modeOf(file: string): Promise<number | undefined> {
  try {
    return (await stat(file)).mode;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

async function replaceFile(file: string, data: string | Uint8Array): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const mode = await modeOf(file);
  // Hidden, so that it is no content; and short, as the file's own name may be as long as names can be.
  const temporary = join(dirname(file), `.${randomUUID()}.tmp`);
  begin();
  try {
    await writeFile(temporary, data, { flag: "wx", ...(mode !== undefined && { mode }) });
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  } finally {
    finish();
  }
}

async function replaceOrRefuse(file: string, data: string | Uint8Array): Promise<void> {
  try {
    await replaceFile(file, data);
  } catch (error) {
    throw systemRefusal(error, `${file} cannot be written`);
  }
}

/** Writes into a content root in the working tree; a file is written beside and moved into place. */
export const folderWriter = (root: string): ContentWriter => ({
  write: async (path, data) => {
    if (!isContentPath(path)) throw new Error(`${path} is no path of the content root.`);
    await replaceOrRefuse(join(root, path), data);
  },
});

/** A text file at an absolute path. */
export const textFile = (path: string): TextFile => ({ read: () => textOf(path), write: (text) => replaceOrRefuse(path, text) });

/** Writes a file anywhere; one that is there is replaced whole or not at all. Refuses what is a folder. */
export async function writeOutput(file: string, data: string | Uint8Array): Promise<void> {
  try {
    await replaceFile(file, data);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && typeof error.code === "string")) throw error;
    throw new Refusal(`${file} could not be written (${error.code}).`, "Name another file with --out.");
  }
}

/** True where there is a file of that name. */
export async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}
