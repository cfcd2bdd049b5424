import type { ChangeVersion, FileVersion } from "../../app/ports.ts";
import { readBlobs } from "./blobs.ts";
import { runGit } from "./git-process.ts";

interface RawVersion extends Omit<FileVersion, "text"> {
  /** Object id; `null` where the commit removed the file. */
  readonly blob: string | null;
  /** Object ids in the commit's parents; `null` where the file was not there. */
  readonly formers: readonly (string | null)[];
}

interface Commit {
  readonly id: string;
  readonly recorded: number;
  readonly author: string;
  readonly email: string;
}

const noBlob = /^0+$/;

/** The object ids of a raw line, the result first: `:mode mode old new M`, for a merge with a colon, a mode and an id for each parent. */
function blobsOf(line: string): (string | null)[] {
  const parents = line.search(/[^:]/);
  const ids = line.split(" ").slice(parents + 1, 2 * parents + 2);
  const blobs = ids.map((id) => (noBlob.test(id) ? null : id));
  return [blobs.at(-1) ?? null, ...blobs.slice(0, -1)];
}

/** One record of `git log --raw -z`: a commit's header, or a changed path's `:modes ids status`. */
function* readLog(output: string, prefix: string): Generator<RawVersion> {
  let commit: Commit | undefined;
  const fields = output.split("\0").values();
  for (const field of fields) {
    const text = field.replace(/^\n/, "");
    if (text.startsWith("\u0001")) {
      const [id = "", seconds = "", author = "", email = ""] = text.slice(1).split("\u0002");
      commit = { id, recorded: Number(seconds) * 1000, author, email };
    } else if (text.startsWith(":") && commit) {
      const [blob = null, ...formers] = blobsOf(text);
      const path = fields.next().value ?? "";
      if (path.startsWith(prefix)) {
        const { id, ...rest } = commit;
        yield { path, commit: id, ...rest, blob, formers };
      }
    }
  }
}

// What a user's configuration could add to the output, or leave out of it, is said explicitly.
const logOptions = [
  ...["-c", "log.showRoot=true", "-c", "log.showSignature=false", "log"],
  ...["--encoding=UTF-8", "--reverse", "--raw", "--no-renames", "--no-abbrev", "-z", "--format=%x01%H%x02%ct%x02%an%x02%ae"],
];

async function readLogOf(top: string, args: readonly string[], prefix: string): Promise<RawVersion[]> {
  const log = await runGit(top, [...logOptions, ...args]);
  return [...readLog(log.toString("utf8"), prefix)];
}

const present = (blobs: readonly (string | null)[]): string[] => blobs.flatMap((blob) => blob ?? []);

/**
 * Every version of the files below `prefix` (a path from the repository's top, ending in a slash) that the
 * first-parent line of `ref` recorded, oldest first.
 */
export async function readVersions(top: string, ref: string, prefix: string): Promise<FileVersion[]> {
  // No pathspec: it makes git compare more trees than it saves, two to ten times slower (measured).
  const raw = await readLogOf(top, ["--first-parent", "--diff-merges=first-parent", ref, "--"], prefix);
  const texts = await readBlobs(top, present(raw.map(({ blob }) => blob)));
  return raw.map(({ blob, formers: _, ...version }) => ({ ...version, text: blob === null ? null : (texts.get(blob) ?? null) }));
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
  return raw.map(({ blob, formers, ...version }) => ({ ...version, text: textOf(blob), formers: formers.map(textOf) }));
}
