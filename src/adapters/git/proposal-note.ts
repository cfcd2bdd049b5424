import { GitError, type SimpleGit } from "simple-git";

/** Kept with the branch's own settings: it goes when the branch does, and is never pushed. */
const key = (branch: string): string => `branch.${branch}.dealbookproposal`;

/** Remembers the commit that a page's proposal is. One that takes the place of another is remembered alone. */
export async function noteProposal(git: SimpleGit, branch: string, commit: string): Promise<void> {
  await git.raw(["config", "--local", "--replace-all", key(branch), commit]);
}

/** The commit that was remembered; `null` where there is none. */
export async function notedProposal(git: SimpleGit, branch: string): Promise<string | null> {
  try {
    return (await git.raw(["config", "--local", "--get", key(branch)])).trim() || null;
  } catch (error) {
    if (error instanceof GitError) return null;
    throw error;
  }
}
