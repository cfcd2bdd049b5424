import { hash } from "node:crypto";
import { join } from "node:path";
import { type DealFacts, factsFormat } from "../../core/history/facts.ts";
import { ifWritable, makeCache, readChecked, writeChecked } from "../checked-file.ts";

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

const formatOfHistory = `dealbook history ${factsFormat}`;

/** The history that was kept; `null` where there is none, where another version of Dealbook wrote it, or where the file is damaged. */
export async function loadHistory(folder: string, prefix: string): Promise<KnownHistory | null> {
  const body = await readChecked(fileIn(folder, prefix), formatOfHistory);
  if (body === null) return null;
  const { facts, ...history } = JSON.parse(body.toString("utf8"));
  return history.prefix === prefix ? { ...history, facts: new Map(facts) } : null;
}

/** Keeps a history. */
export async function saveHistory(folder: string, history: KnownHistory): Promise<void> {
  const { facts, ...rest } = history;
  const body = Buffer.from(JSON.stringify({ ...rest, facts: [...facts] }));
  await ifWritable(async () => {
    await makeCache(folder);
    await writeChecked(fileIn(folder, history.prefix), formatOfHistory, body);
  });
}
