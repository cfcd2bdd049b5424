import type { Message } from "../core/automation/message.ts";
import type { Reviews } from "../core/check/approvals.ts";
import type { FileChange } from "../core/history/deal-versions.ts";
import type { RuleCommit } from "../core/review/rule-effect.ts";

/** Reads the files of one content root, from the working tree or as they were at a commit. */
export interface ContentReader {
  /** Paths of all files under the content root, relative to it, with forward slashes, sorted. */
  list(): Promise<string[]>;
  /** Texts by path. A path that does not exist is absent; `null` is a file that is not UTF-8. */
  read(paths: readonly string[]): Promise<Map<string, string | null>>;
}

/** Writes files of one content root; each file is replaced whole or not at all. */
export interface ContentWriter {
  write(path: string, data: string | Uint8Array): Promise<void>;
}

/** A text file beside the content. */
export interface TextFile {
  /** `undefined` where there is none, `null` where it is not UTF-8. */
  read(): Promise<string | null | undefined>;
  write(text: string): Promise<void>;
}

/** Presets: complete content roots to start from. */
export interface PresetShelf {
  /** Sorted. */
  readonly names: readonly string[];
  reader(name: string): ContentReader;
  /** A file of a preset as it is, which may be a picture. */
  bytes(name: string, path: string): Promise<Uint8Array>;
}

/** The JSON Schemas by which editors complete and check content. */
export interface SchemaShelf {
  /** The way to them from the content root, such as `../schema`; `null` where there is none that holds on every machine. */
  readonly folder: string | null;
  readonly reader: ContentReader;
}

/** A commit on the first-parent line and the version of a file that it recorded. */
export interface FileVersion {
  readonly path: string;
  /** Instant at which the commit was recorded, in milliseconds since 1970. */
  readonly recorded: number;
  readonly commit: string;
  readonly author: string;
  /** The author's e-mail address. */
  readonly email: string;
  /** The file's text then; `null` where it is not UTF-8 or the commit removed it. */
  readonly text: string | null;
}

/** A commit of files on a branch that nobody has checked out. */
export interface AsideCommit {
  /** The branch; one that exists is made anew. */
  readonly branch: string;
  /** What the branch starts from. */
  readonly from: string;
  readonly files: readonly ChangedFile[];
  readonly message: string;
}

/** Two commits to merge, as nobody has checked out. */
export interface AsideMerge {
  /** The first parent. */
  readonly onto: string;
  readonly commit: string;
  readonly message: string;
}

/** A commit that was made for a change, and what to restore when it is taken back. */
export interface RecordedStep {
  readonly commit: string;
  /** The commit's subject line. */
  readonly subject: string;
  /** The branch that was checked out before; `null` where none was. */
  readonly previous: string | null;
  /** True where edits that had been waiting were committed just before it. */
  readonly hadEdits: boolean;
  /** True where the branch was started for it. */
  readonly isStart: boolean;
}

/** A version that a commit of a change made, and what stood in each of its parents (`null`: nothing, or no UTF-8). */
export interface ChangeVersion extends FileVersion {
  readonly formers: readonly (string | null)[];
}

/** A commit on a first-parent line. */
export interface LineCommit {
  readonly commit: string;
  /** The first parent; `null` for the first commit of all. */
  readonly parent: string | null;
  /** Instant at which the commit was recorded, in milliseconds since 1970. */
  readonly recorded: number;
  readonly author: string;
  /** The author's e-mail address. */
  readonly email: string;
  /** The first line of its message. */
  readonly subject: string;
}

/** A text that is kept under a ref of its own, and replaced by compare-and-swap: of two who replace it at once, one does. */
export interface Ledger {
  /** The text, and the version that it is; `null` where there is none yet. */
  read(): Promise<{ readonly version: string; readonly text: string } | null>;
  /** Puts a text in the place of a version (`null`: of none). Returns the new version; `null` where another one came first. */
  replace(version: string | null, text: string, note: string): Promise<string | null>;
}

/** What became of a message: `known` was sent by an earlier attempt; `failed` may be tried again later. */
export type Delivery =
  | { readonly status: "sent" | "known"; readonly where?: string }
  | { readonly status: "failed"; readonly problem: string; readonly hint: string };

/** What makes a message the same one when it is sent again. */
export interface Stamp {
  /** Letters, digits and underscores. */
  readonly key: string;
  /** Instant before which it cannot have been sent, in milliseconds since 1970. */
  readonly since: number;
}

/** Brings messages to services outside. Sent twice under one key, a message arrives once where the service can tell. */
export interface Messenger {
  deliver(message: Message, stamp: Stamp): Promise<Delivery>;
}

/** What Dealbook asks of git. Refusals (no repository, shallow clone, unknown ref) are thrown as `Refusal`. */
export interface Repository {
  /** The commit where the head left the base. `head` is `null` for the working tree. */
  mergeBase(base: string, head: string | null): Promise<string>;
  /** Refuses a shallow clone: it lacks commits that dates and comparisons need. */
  requireFullHistory(): Promise<void>;
  /** True where git knows the commit that a ref names. */
  hasCommit(ref: string): Promise<boolean>;
  /** Moves a ref (`from` is `null` where there must be none yet). False where it is not at `from` any more. */
  moveRef(ref: string, move: { readonly from: string | null; readonly to: string }): Promise<boolean>;
  /** A text that is kept under a ref of its own; on `origin`, where it is shared. */
  ledger(ref: string, isShared: boolean): Ledger;
  /** The content root as it was at a commit. */
  readerAt(ref: string): ContentReader;
  /** Paths under the content root that differ between a commit and the head, untracked files included. */
  changedPaths(commit: string, head: string | null): Promise<string[]>;
  /** Paths from the repository's top, outside of the content root, that differ between two commits. */
  changedOutside(commit: string, head: string): Promise<string[]>;
  /** Those of the changed paths at which a symbolic link or a submodule stands now; untracked ones are not looked at. */
  changedLinks(commit: string, head: string | null): Promise<string[]>;
  /** The first-parent line of `to`, oldest first, without what `from` has already (`null`: all of it). */
  line(from: string | null, to: string): Promise<LineCommit[]>;
  /** Versions of all files under a folder of the content root, oldest first, on the first-parent line of `ref`. */
  versions(ref: string, folder: string): Promise<FileVersion[]>;
  /** What every commit on the first-parent line of `ref` made of the Markdown files under `deals/`, oldest first; kept in a cache. */
  history(ref: string): Promise<FileChange[]>;
  /** The commits on the first-parent line of `ref` that touched these folders of the content root, oldest first. */
  commitsTouching(ref: string, folders: readonly string[]): Promise<RuleCommit[]>;
  /** How many commits of `head` are not on `base`. */
  countCommits(base: string, head: string): Promise<number>;
  /** Versions of these files that the commits from `base` to `head` made (`null`: to the checked-out commit), oldest first. */
  changeVersions(base: string, head: string | null, paths: readonly string[]): Promise<ChangeVersion[]>;
  /** The address that the user's commits have; `null` where none is set. */
  userEmail(): Promise<string | null>;
  /** The name that the user's commits have; `null` where none is set. */
  userName(): Promise<string | null>;
  /** Refuses where git does not know who commits. */
  requireIdentity(): Promise<void>;
  /** Creates a branch at `from` (`null`: the current commit) and switches to it, taking uncommitted edits along. */
  startBranch(name: string, from: string | null): Promise<void>;
  /** Switches back from a branch that was created for nothing, and deletes it. */
  leaveBranch(name: string, previous: string): Promise<void>;
  /** Commits exactly these paths of the content root, however many. Returns the commit. */
  commit(paths: readonly string[], message: string): Promise<string>;
  /** Commits files on a branch of its own and leaves the working tree and what is checked out alone. Returns the commit. */
  commitAside(change: AsideCommit): Promise<string>;
  /** Merges two commits into one that no branch is at yet. Returns it; `null` where both have changed the same lines. */
  mergeAside(merge: AsideMerge): Promise<string | null>;
  /**
   * Brings a branch on from one commit (`null`: from nowhere) to a later one, with the working tree where it is checked
   * out; edits there are kept, and refused where they are in the way. False where the branch is not at `from` any more.
   */
  advanceBranch(name: string, move: { readonly from: string | null; readonly to: string }): Promise<boolean>;
  /** Deletes a branch. False where it is checked out, or not at that commit any more. */
  dropBranch(name: string, at: string): Promise<boolean>;
  /** Remembers the commits that pages proposed on a branch, so that they can be told from work by hand. */
  noteProposals(branch: string, commits: readonly string[]): Promise<void>;
  /** The commits that were remembered; none where there are none. */
  notedProposals(branch: string): Promise<string[]>;
  /** The full id of the commit that a ref names; `null` where git knows none. */
  commitOf(ref: string): Promise<string | null>;
  /** Remembers a commit that was made for a change. */
  noteStep(branch: string, step: RecordedStep): Promise<void>;
  /** The commits that were made for changes on a branch, oldest first. */
  steps(branch: string): Promise<RecordedStep[]>;
  /** Pushes a branch to `origin`, and follows it from then on. */
  push(branch: string): Promise<void>;
  /** Fetches a branch from `origin`. False where that fails. */
  fetch(branch: string): Promise<boolean>;
  /** Fetches the newest commit of a pull request from `origin`, as objects only. False where that fails. */
  fetchPullRequest(number: number): Promise<boolean>;
  /** The address of `origin`; `null` where there is none. */
  remote(): Promise<string | null>;
  /** Takes back the commit that is checked out, and edits that were committed with it. */
  takeBack(branch: string, step: RecordedStep): Promise<void>;
  /** The checked-out branch; `null` where the head is detached. */
  currentBranch(): Promise<string | null>;
}

/** A pull request of the forge. */
export interface PullRequest {
  readonly number: number;
  /** Where people see it. */
  readonly url: string;
  /** False where it was open already. */
  readonly isNew: boolean;
}

/** A pull request to open. */
export interface NewPullRequest {
  readonly branch: string;
  /** The branch that it is to go into. */
  readonly base: string;
  readonly title: string;
  readonly body: string;
}

/** What Dealbook asks of the forge. Refusals (no access, unknown pull request, unreachable) are thrown as `Refusal`. */
export interface Forge {
  /** Who wrote a pull request, and who has approved its newest commit. */
  reviews(pullRequest: number): Promise<Reviews>;
  /** Opens a pull request for a branch that is pushed, or returns the one that is open for it. */
  openPullRequest(request: NewPullRequest): Promise<PullRequest>;
}

/** A file as it is to be. Its path counts from the content root. */
export interface ChangedFile {
  readonly path: string;
  readonly text: string;
}

/** A pull request that is talked about, as the forge has it. */
export interface OpenPullRequest {
  readonly number: number;
  /** Where people see it. */
  readonly url: string;
  /** Where people see the repository that it is to go into. */
  readonly repositoryUrl: string;
  /** False once it is merged or closed. */
  readonly isOpen: boolean;
  readonly isDraft: boolean;
  /** Its newest commit. */
  readonly head: string;
  /** The branch that it is to go into, and that branch's commit. */
  readonly base: { readonly branch: string; readonly commit: string };
  readonly reviews: Reviews;
  /** User names of those who have approved an older commit, and not the newest. */
  readonly approvedEarlier: readonly string[];
  /** User names of those who are asked for a review. */
  readonly asked: readonly string[];
  /** User names of those who have given one, whatever it says. */
  readonly reviewedBy: readonly string[];
}

/** A comment in a pull request's conversation. */
export interface ForgeComment {
  readonly id: number;
  readonly url: string;
  /** Markdown, with `\n` at the ends of lines. */
  readonly body: string;
}

/** What Dealbook says in pull requests. Refusals are thrown as `Refusal`. */
export interface Conversation {
  read(pullRequest: number): Promise<OpenPullRequest>;
  /** Numbers of the open pull requests whose newest commit this is. */
  openAt(commit: string): Promise<number[]>;
  /** The oldest comment of the token's own account that begins with a marker; `null` where there is none. */
  ownComment(pullRequest: number, marker: string): Promise<ForgeComment | null>;
  /** Writes a comment, a new one where `id` is `null`. Returns where people see it. */
  write(pullRequest: number, comment: { readonly id: number | null; readonly body: string }): Promise<string>;
  /** Asks somebody for a review. False where the forge does not let them be asked. */
  askReview(pullRequest: number, login: string): Promise<boolean>;
}
