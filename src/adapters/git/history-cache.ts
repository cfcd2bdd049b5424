import { hash } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type DealFacts, factsFormat } from "../../core/history/facts.ts";

/** A history as far as a tip, in the shape that is kept. */
export interface KnownHistory {
  /** Path from the repository's top to the files. */
  readonly prefix: string;
  /** Id of the commit that was read last. */
  readonly tip: string;
  /** The commits that changed files, oldest first. */
  readonly commits: { readonly id: string; readonly recorded: number; readonly author: string }[];
  /** `commit` is an index into `commits`; `blob` is `null` where the file was removed. */
  readonly changes: { readonly commit: number; readonly path: string; readonly blob: string | null }[];
  /** What a blob says, by its object id: content never changes, so this stays true for ever. */
  readonly facts: ReadonlyMap<string, DealFacts | null>;
}

const fileIn = (folder: string, prefix: string): string => join(folder, `history-${hash("sha1", prefix).slice(0, 8)}.json`);

const headOf = (body: string): string => `dealbook history ${factsFormat} ${hash("sha256", body)}\n`;

/** The history that was kept; `null` where there is none, where another version of Dealbook wrote it, or where the file is damaged. */
export async function loadHistory(folder: string, prefix: string): Promise<KnownHistory | null> {
  const text = await readFile(fileIn(folder, prefix), "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return null;
    throw error;
  });
  if (text === null) return null;
  const body = text.slice(text.indexOf("\n") + 1);
  if (text.slice(0, text.length - body.length) !== headOf(body)) return null;
  const { facts, ...history } = JSON.parse(body);
  return history.prefix === prefix ? { ...history, facts: new Map(facts) } : null;
}

// A checkout that may not be written to, as some build machines have it, is read without a cache.
const unwritable = new Set(["EACCES", "EPERM", "EROFS"]);

async function write(folder: string, history: KnownHistory): Promise<void> {
  await mkdir(folder, { recursive: true });
  // Whatever the repository's own .gitignore says, nobody commits a cache.
  await writeFile(join(folder, ".gitignore"), "*\n");
  const { facts, ...rest } = history;
  const body = JSON.stringify({ ...rest, facts: [...facts] });
  const file = fileIn(folder, history.prefix);
  const temporary = `${file}.${process.pid}`;
  await writeFile(temporary, headOf(body) + body);
  await rename(temporary, file);
}

/** Keeps a history, the whole file or nothing. */
export async function saveHistory(folder: string, history: KnownHistory): Promise<void> {
  await write(folder, history).catch((error: NodeJS.ErrnoException) => {
    if (!unwritable.has(error.code ?? "")) throw error;
  });
}
