import { GitError, type SimpleGit } from "simple-git";

/** Kept with the branch's own settings: it goes when the branch does, and is never pushed. */
const key = (branch: string): string => `branch.${branch}.dealbookproposal`;

/** Remembers the commits that pages proposed on a branch, in place of those remembered before. */
export async function noteProposals(git: SimpleGit, branch: string, commits: readonly string[]): Promise<void> {
  await git.raw(["config", "--local", "--replace-all", key(branch), commits.join(" ")]);
}

/** The commits that were remembered. */
export async function notedProposals(git: SimpleGit, branch: string): Promise<string[]> {
  try {
    return (await git.raw(["config", "--local", "--get", key(branch)])).trim().split(" ");
  } catch (error) {
    if (error instanceof GitError) return [];
    throw error;
  }
}
