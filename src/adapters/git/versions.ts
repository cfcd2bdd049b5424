import type { ChangeVersion, FileVersion } from "../../app/ports.ts";
import { readBlobs } from "./blobs.ts";
import { runGit } from "./git-process.ts";
import { type LoggedChange, LogParser, logOptions } from "./log-parser.ts";

async function readLogOf(top: string, args: readonly string[], prefix: string): Promise<LoggedChange[]> {
  const parser = new LogParser();
  const changes = parser.read(await runGit(top, [...logOptions, ...args]));
  return changes.filter(({ path }) => path.startsWith(prefix));
}

const versionOf = ({ path, commit: { id, parent: _, ...rest } }: LoggedChange, text: string | null): FileVersion => ({
  path,
  commit: id,
  ...rest,
  text,
});

const present = (blobs: readonly (string | null)[]): string[] => blobs.flatMap((blob) => blob ?? []);

/**
 * Every version of the files below `prefix` (a path from the repository's top, ending in a slash) that the
 * first-parent line of `ref` recorded, oldest first.
 */
export async function readVersions(top: string, ref: string, prefix: string): Promise<FileVersion[]> {
  // No pathspec: it makes git compare more trees than it saves, two to ten times slower (measured).
  const raw = await readLogOf(top, ["--first-parent", "--diff-merges=first-parent", ref, "--"], prefix);
  const texts = await readBlobs(top, present(raw.map(({ blob }) => blob)));
  return raw.map((change) => versionOf(change, change.blob === null ? null : (texts.get(change.blob) ?? null)));
}

/**
 * Versions of some files (paths from the repository's top) that the commits of a range made, oldest first. A merge
 * makes one where it differs from every parent.
 */
export async function readRange(top: string, range: string, paths: readonly string[]): Promise<ChangeVersion[]> {
  const wanted = new Set(paths);
  // The paths are picked here: a change may touch more files than a command line holds.
  const all = await readLogOf(top, ["--topo-order", "--diff-merges=combined", range, "--"], "");
  const raw = all.filter(({ path }) => wanted.has(path));
  const texts = await readBlobs(top, present(raw.flatMap(({ blob, formers }) => [blob, ...formers])));
  const textOf = (blob: string | null) => (blob === null ? null : (texts.get(blob) ?? null));
  return raw.map((change) => ({ ...versionOf(change, textOf(change.blob)), formers: change.formers.map(textOf) }));
}
