import type { FileVersion } from "../../app/ports.ts";
import { readBlobs } from "./blobs.ts";
import { runGit } from "./git-process.ts";

interface RawVersion extends Omit<FileVersion, "text"> {
  /** Object id; `null` where the commit removed the file. */
  readonly blob: string | null;
}

interface Commit {
  readonly id: string;
  readonly recorded: number;
  readonly author: string;
  readonly email: string;
}

const noBlob = /^0+$/;

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
      const [, , , blob = ""] = text.split(" ");
      const path = fields.next().value ?? "";
      if (path.startsWith(prefix)) {
        const { id, ...rest } = commit;
        yield { path, commit: id, ...rest, blob: noBlob.test(blob) ? null : blob };
      }
    }
  }
}

// What a user's configuration could add to the output, or leave out of it, is said explicitly.
const logOptions = [
  ...["-c", "log.showRoot=true", "-c", "log.showSignature=false", "log"],
  ...["--encoding=UTF-8", "--reverse", "--raw", "--no-renames", "--no-abbrev", "-z", "--format=%x01%H%x02%ct%x02%an%x02%ae"],
];

async function readLogOf(top: string, args: readonly string[], prefix: string): Promise<FileVersion[]> {
  const log = await runGit(top, [...logOptions, ...args]);
  const raw = [...readLog(log.toString("utf8"), prefix)];
  const texts = await readBlobs(
    top,
    raw.flatMap(({ blob }) => blob ?? []),
  );
  return raw.map(({ blob, ...version }) => ({ ...version, text: blob === null ? null : (texts.get(blob) ?? null) }));
}

/**
 * Every version of the files below `prefix` (a path from the repository's top, ending in a slash) that the
 * first-parent line of `ref` recorded, oldest first.
 */
export const readVersions = (top: string, ref: string, prefix: string): Promise<FileVersion[]> =>
  // No pathspec: it makes git compare more trees than it saves, two to ten times slower (measured).
  readLogOf(top, ["--first-parent", "--diff-merges=first-parent", ref, "--"], prefix);

/** Versions of some files (paths from the repository's top) that the commits of a range made, oldest first; merges make none. */
export const readRange = (top: string, range: string, paths: readonly string[]): Promise<FileVersion[]> =>
  readLogOf(top, ["--no-merges", "--topo-order", range, "--", ...paths], "");
