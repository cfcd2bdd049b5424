import { ownerOf } from "../core/deal/deal-files.ts";
import type { ContentWriter, Repository } from "./ports.ts";

/** A file to write and how the change is to be recorded in git. */
export interface ChangeToRecord {
  /** Path of the deal, from the content root. */
  readonly path: string;
  readonly text: string;
  /** Name of the branch to start. */
  readonly branch: string;
  /** The commit's message. */
  readonly message: string;
}

/** Where the change is now; `branch` is `null` where it was written only. */
export interface Recorded {
  readonly branch: string | null;
  readonly commit: string | null;
}

/**
 * Writes a deal on a branch of its own and commits it, together with changes to its documents that were waiting.
 * Without a repository, the file is written and nothing more.
 */
export async function recordChange(change: ChangeToRecord, writer: ContentWriter, repository: Repository | null): Promise<Recorded> {
  if (!repository) {
    await writer.write(change.path, change.text);
    return { branch: null, commit: null };
  }
  await repository.startBranch(change.branch);
  await writer.write(change.path, change.text);
  const waiting = (await repository.hasCommit("HEAD")) ? await repository.changedPaths("HEAD", null) : [change.path];
  const paths = waiting.filter((path) => path === change.path || ownerOf(path) === change.path);
  return { branch: change.branch, commit: await repository.commit(paths, change.message) };
}
