import { hash, randomUUID } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { isMissing } from "./files.ts";

const newline = 0x0a;

const headOf = (format: string, body: Uint8Array): string => `${format} ${hash("sha256", body)}`;

/**
 * What a file of the cache holds. `null` where there is none, where it is of another format (another version of Dealbook
 * wrote it), or where it is damaged.
 */
export async function readChecked(file: string, format: string): Promise<Buffer | null> {
  const bytes = await readFile(file).catch((error: unknown) => {
    if (isMissing(error)) return null;
    throw error;
  });
  if (bytes === null) return null;
  const end = bytes.indexOf(newline);
  const body = bytes.subarray(end + 1);
  return bytes.toString("utf8", 0, Math.max(end, 0)) === headOf(format, body) ? body : null;
}

/** Writes a file of the cache, the whole of it or nothing. */
export async function writeChecked(file: string, format: string, body: Uint8Array): Promise<void> {
  const temporary = `${file}.${randomUUID()}`;
  await mkdir(dirname(file), { recursive: true });
  try {
    await writeFile(temporary, Buffer.concat([Buffer.from(`${headOf(format, body)}\n`), body]));
    await rename(temporary, file);
  } finally {
    await rm(temporary, { force: true });
  }
}

/** Makes the folder of a cache. Whatever the repository's own .gitignore says, nobody commits one. */
export async function makeCache(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(`${folder}/.gitignore`, "*\n");
}

const unwritable = new Set(["EACCES", "EPERM", "EROFS"]);

/** Does what writes to a cache; a checkout that may not be written to, as some build machines have it, goes without. */
export async function ifWritable(write: () => Promise<void>): Promise<void> {
  await write().catch((error: NodeJS.ErrnoException) => {
    if (!unwritable.has(error.code ?? "")) throw error;
  });
}
