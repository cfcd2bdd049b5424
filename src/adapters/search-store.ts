import { join } from "node:path";
import { ifWritable, makeCache, readChecked, writeChecked } from "./checked-file.ts";
import type { Files } from "./search-index.ts";

const format = "dealbook search 1";

const newline = 0x0a;

interface Head {
  /** Of everything that the files were made from. */
  readonly digest: string;
  /** Paths and sizes of the files, which follow one another. */
  readonly files: readonly (readonly [path: string, size: number])[];
}

const fileOf = (folder: string, name: string): string => join(folder, `search-${name}`);

/** The files of an index that were kept under a name; `null` where they were made from something else. */
export async function readIndex(folder: string, name: string, digest: string): Promise<Files | null> {
  const body = await readChecked(fileOf(folder, name), format);
  if (body === null) return null;
  const end = body.indexOf(newline);
  const head: Head = JSON.parse(body.toString("utf8", 0, end));
  if (head.digest !== digest) return null;
  let at = end + 1;
  const files = head.files.map(([path, size]): [string, Uint8Array] => {
    at += size;
    return [path, body.subarray(at - size, at)];
  });
  return new Map(files);
}

/** Keeps the files of an index under a name. */
export async function writeIndex(folder: string, name: string, { digest, files }: { digest: string; files: Files }): Promise<void> {
  const head: Head = { digest, files: [...files].map(([path, bytes]) => [path, bytes.length]) };
  await ifWritable(async () => {
    await makeCache(folder);
    await writeChecked(fileOf(folder, name), format, Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), ...files.values()]));
  });
}
