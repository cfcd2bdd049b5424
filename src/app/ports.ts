/** Reads the files of one content root, from the working tree or as they were at a commit. */
export interface ContentReader {
  /** Paths of all files under the content root, relative to it, with forward slashes, sorted. */
  list(): Promise<string[]>;
  /** Texts by path. A path that does not exist is absent; `null` is a file that is not UTF-8. */
  read(paths: readonly string[]): Promise<Map<string, string | null>>;
}

/** Writes files of one content root; each file is replaced whole or not at all. */
export interface ContentWriter {
  write(path: string, text: string): Promise<void>;
}

/** A commit on the first-parent line and the version of a file that it recorded. */
export interface FileVersion {
  readonly path: string;
  /** Instant at which the commit was recorded, in milliseconds since 1970. */
  readonly recorded: number;
  readonly commit: string;
  readonly author: string;
  /** The file's text then; `null` where it is not UTF-8 or the commit removed it. */
  readonly text: string | null;
}

/** What Dealbook asks of git. Refusals (no repository, shallow clone, unknown ref) are thrown as `Refusal`. */
export interface Repository {
  /** The commit where the head left the base. `head` is `null` for the working tree. */
  mergeBase(base: string, head: string | null): Promise<string>;
  /** Refuses a shallow clone: it lacks commits that dates and comparisons need. */
  requireFullHistory(): Promise<void>;
  /** True where git knows the commit that a ref names. */
  hasCommit(ref: string): Promise<boolean>;
  /** The content root as it was at a commit. */
  readerAt(ref: string): ContentReader;
  /** Paths under the content root that differ between a commit and the head, untracked files included. */
  changedPaths(commit: string, head: string | null): Promise<string[]>;
  /** Versions of all files under a folder of the content root, oldest first, on the first-parent line of `ref`. */
  versions(ref: string, folder: string): Promise<FileVersion[]>;
  /** How many commits of `head` are not on `base`. */
  countCommits(base: string, head: string): Promise<number>;
  /** Creates a branch at `from` (`null`: the current commit) and switches to it, taking uncommitted edits along. */
  startBranch(name: string, from: string | null): Promise<void>;
  /** Commits exactly these paths of the content root. Returns the commit. */
  commit(paths: readonly string[], message: string): Promise<string>;
  /** The checked-out branch; `null` where the head is detached. */
  currentBranch(): Promise<string | null>;
}
