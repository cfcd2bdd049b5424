import { hash } from "node:crypto";
import { readdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { ifWritable, makeCache, readChecked, writeChecked } from "./checked-file.ts";
import { isMissing } from "./files.ts";

/** What differs from page to page of one kind. */
export interface PageParts {
  /** HTML of the title. */
  readonly title: string;
  /** HTML of what stands in `main`. */
  readonly body: string;
}

/** The parts of a page, and a digest of everything that they were made from. */
export interface StoredPage extends PageParts {
  readonly digest: string;
}

/** Pages by their addresses. */
export type StoredPages = ReadonlyMap<string, StoredPage>;

const format = "dealbook pages 1";

// Many pages to a file: thousands of small files take longer to open than to read. Many files: one page changes one of them.
const shardOf = (address: string): string => hash("sha1", address).slice(0, 2);

const isShard = (name: string): boolean => /^[0-9a-f]{2}$/.test(name);

async function readShard(file: string): Promise<[string, StoredPage][]> {
  const body = await readChecked(file, format);
  return body === null ? [] : JSON.parse(body.toString("utf8"));
}

/** The pages that were kept; those of a damaged file are not among them. */
export async function readPages(folder: string): Promise<StoredPages> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
  const shards = await Promise.all(names.filter(isShard).map((name) => readShard(join(folder, name))));
  return new Map(shards.flat());
}

/** The shards in which something is new, gone or changed. */
function changedShards(before: StoredPages, after: StoredPages): Set<string> {
  const addresses = [...new Set([...before.keys(), ...after.keys()])];
  return new Set(addresses.filter((address) => before.get(address)?.digest !== after.get(address)?.digest).map(shardOf));
}

/** Keeps pages. `before` are those that `readPages` gave. */
export async function writePages(folder: string, before: StoredPages, after: StoredPages): Promise<void> {
  const shards = Map.groupBy(after, ([address]) => shardOf(address));
  await ifWritable(async () => {
    await makeCache(dirname(folder));
    for (const name of changedShards(before, after)) {
      const pages = shards.get(name);
      const file = join(folder, name);
      if (pages) await writeChecked(file, format, Buffer.from(JSON.stringify(pages)));
      else await rm(file, { force: true });
    }
  });
}
