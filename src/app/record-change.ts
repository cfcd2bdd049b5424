import { ownerOf, slugOf } from "../core/deal/deal-files.ts";
import { freeBranch } from "./free-branch.ts";
import type { ContentWriter, Repository } from "./ports.ts";
import { Refusal } from "./refusal.ts";

/** Where changes of deals go. */
export interface Desk {
  readonly writer: ContentWriter;
  /** `null` where the content is in no git repository. */
  readonly repository: Repository | null;
  /** The branch whose first-parent line is the record. */
  readonly defaultBranch: string;
  /** False to write the file only: no branch, no commit. */
  readonly isCommitted: boolean;
  /** True where the change is pushed at once; what others have done is fetched before. */
  readonly isProposed?: boolean;
}

/** A file to write and how the change is to be recorded in git. */
export interface ChangeToRecord {
  /** Path of the file to write, from the content root. */
  readonly path: string;
  /** Path of the deal that the file is a document of; absent where it is the deal itself. */
  readonly deal?: string;
  readonly text: string;
  /** Name of the branch to start. */
  readonly branch: string;
  /** The commit's message; one line. */
  readonly message: string;
}

/** A commit that was made for a change. */
export interface RecordedCommit {
  readonly branch: string;
  readonly commit: string;
  /** The branch that the new one was started from, where it is not the one that was checked out. */
  readonly startedFrom: string | null;
  /** The branch that was checked out before; `null` where none was. */
  readonly previous: string | null;
  /** Paths of edits that were waiting, in the deal and its documents, and were committed before the change. */
  readonly waiting: readonly string[];
}

/** The default branch as it is here, or as it was last fetched; `null` where there is neither. */
export async function recordRef(repository: Repository, defaultBranch: string): Promise<string | null> {
  for (const ref of [defaultBranch, `origin/${defaultBranch}`]) if (await repository.hasCommit(ref)) return ref;
  return null;
}

const belongsTo =
  (deal: string) =>
  (path: string): boolean =>
    path === deal || ownerOf(path) === deal;

/**
 * The branch to start from, `null` for the commit that is checked out: a pull request brings one deal's change, not
 * what was committed for others before it.
 */
async function startOf(repository: Repository, record: string | null, deal: string): Promise<string | null> {
  if (record === null || !(await repository.hasCommit("HEAD"))) return null;
  if ((await repository.countCommits(record, "HEAD")) === 0) return null;
  const isOwn = belongsTo(deal);
  if (!(await repository.changedPaths(record, "HEAD")).some(isOwn)) return record;
  const base = await repository.mergeBase(record, "HEAD");
  if ((await repository.changedPaths(base, "HEAD")).every(isOwn)) return null;
  throw new Refusal(
    `The commits on this branch that are not on ${record} concern other files, too; a pull request would bring them along.`,
    `Start from the record: git switch ${record}. Or add the change to this branch: --no-commit, then git commit`,
  );
}

/** Edits of a deal and its documents that are in no commit yet. */
async function waitingEdits(repository: Repository, deal: string): Promise<string[]> {
  return (await repository.hasCommit("HEAD")) ? (await repository.changedPaths("HEAD", null)).filter(belongsTo(deal)) : [];
}

/** True where the file is at a commit as it is to be. */
async function isThere({ path, text }: ChangeToRecord, ref: string, repository: Repository): Promise<boolean> {
  return (await repository.hasCommit(ref)) && (await repository.readerAt(ref).read([path])).get(path) === text;
}

/** Writes a file; where that fails, the branch that was started for it goes again. */
async function writeOrLeave(
  { path, text }: ChangeToRecord,
  { writer, repository }: Desk,
  started: { readonly branch: string; readonly previous: string | null } | null,
): Promise<void> {
  try {
    await writer.write(path, text);
  } catch (error) {
    if (repository && started?.previous) await repository.leaveBranch(started.branch, started.previous);
    throw error;
  }
}

/**
 * Writes a file on a branch of its own and commits it, after edits of the deal and its documents that were waiting;
 * `null` where the file is now as it was committed before, and there is nothing to commit.
 */
async function commitChange(change: ChangeToRecord, desk: Desk, repository: Repository): Promise<RecordedCommit | null> {
  const { path, deal = path } = change;
  await repository.requireIdentity();
  const record = await recordRef(repository, desk.defaultBranch);
  const startedFrom = await startOf(repository, record, deal);
  const previous = await repository.currentBranch();
  const edits = await waitingEdits(repository, deal);
  // A document that is written anew takes the place of what was there.
  const waiting = edits.filter((each) => each === deal || each !== path);
  if (edits.length === 0 && (await isThere(change, startedFrom ?? "HEAD", repository))) return null;
  // Somebody else may have pushed one of that name since.
  if (desk.isProposed) await repository.fetch(change.branch);
  const branch = await freeBranch(repository, change.branch, record);
  // Whoever is on that very branch goes on there.
  const isStart = previous !== branch || startedFrom !== null;
  if (isStart) await repository.startBranch(branch, startedFrom);
  // In a commit of their own, so that the change can be undone and they are kept.
  if (waiting.length > 0) await repository.commit(waiting, `Edits of ${slugOf(deal)}`);
  await writeOrLeave(change, desk, isStart && waiting.length === 0 ? { branch, previous } : null);
  const isChanged = !(await repository.hasCommit("HEAD")) || (await waitingEdits(repository, deal)).length > 0;
  if (!isChanged) return null;
  // A title of several lines would bring lines of its own, such as trailers.
  const subject = change.message.replace(/\s+/g, " ");
  const commit = await repository.commit([path], subject);
  await repository.noteStep(branch, { commit, subject, previous, hadEdits: waiting.length > 0, isStart });
  return { branch, commit, startedFrom, previous, waiting };
}

/** Records a change in git; `null` where it is written only. */
export async function recordChange(change: ChangeToRecord, desk: Desk): Promise<RecordedCommit | null> {
  if (desk.repository && desk.isCommitted) return commitChange(change, desk, desk.repository);
  await desk.writer.write(change.path, change.text);
  return null;
}
