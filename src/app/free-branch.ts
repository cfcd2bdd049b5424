import type { Repository } from "./ports.ts";

/** True for a branch whose files the record has, or has had since: what was proposed on it is merged, squashed or not. */
async function isOver(repository: Repository, branch: string, record: string): Promise<boolean> {
  const base = await repository.mergeBase(record, branch);
  const paths = await repository.changedPaths(base, branch);
  const [texts, recorded] = [await repository.readerAt(branch).read(paths), await repository.readerAt(record).read(paths)];
  const others = paths.filter((path) => texts.get(path) !== recorded.get(path));
  const versions = await repository.changeVersions(base, record, others);
  return others.every((path) => versions.some((version) => version.path === path && version.text === (texts.get(path) ?? null)));
}

/**
 * The name for a new branch: `name`, or with a number behind it where a branch of that name is left of a change that is
 * merged, or somebody else has pushed one. One of the user's own that is not merged keeps its name: it is to be gone on with.
 */
export async function freeBranch(repository: Repository, name: string, record: string | null): Promise<string> {
  const current = await repository.currentBranch();
  for (let number = 1; ; number += 1) {
    const branch = number === 1 ? name : `${name}-${number}`;
    const own = `refs/heads/${branch}`;
    const isOwn = await repository.hasCommit(own);
    if (branch === current || (!isOwn && !(await repository.hasCommit(`refs/remotes/origin/${branch}`)))) return branch;
    if (isOwn && (record === null || !(await isOver(repository, own, record)))) return branch;
  }
}
