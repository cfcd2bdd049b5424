import { GitError, type SimpleGit } from "simple-git";
import { Refusal } from "../../app/refusal.ts";

/** The address of `origin`; `null` where there is none. */
export async function remoteAddress(git: SimpleGit): Promise<string | null> {
  try {
    return (await git.raw(["remote", "get-url", "origin"])).trim() || null;
  } catch (error) {
    if (error instanceof GitError) return null;
    throw error;
  }
}

/** Fetches a branch from `origin`. False where that fails: without a remote, or out of its reach. */
export async function fetchBranch(git: SimpleGit, branch: string): Promise<boolean> {
  try {
    await git.raw(["fetch", "--quiet", "origin", `+refs/heads/${branch}:refs/remotes/origin/${branch}`]);
    return true;
  } catch (error) {
    if (error instanceof GitError) return false;
    throw error;
  }
}

/** Fetches a pull request's newest commit from `origin`: its objects, and no branch. False where that fails. */
export async function fetchPullRequest(git: SimpleGit, number: number): Promise<boolean> {
  try {
    await git.raw(["fetch", "--quiet", "--no-tags", "--no-recurse-submodules", "origin", `refs/pull/${number}/head`]);
    return true;
  } catch (error) {
    if (error instanceof GitError) return false;
    throw error;
  }
}

/** The address of a remote may hold a password. */
export const withoutPassword = (text: string): string => text.replace(/(:\/\/)[^@/\s]*@/g, "$1");

/** What git says without its own advice, which is for those who know git. */
const withoutAdvice = (message: string): string => message.replace(/^hint:.*\n?/gm, "").trim();

/** Pushes a branch to `origin`, and follows it from then on. */
export async function pushBranch(git: SimpleGit, branch: string): Promise<void> {
  try {
    await git.raw(["push", "--quiet", "--set-upstream", "origin", `refs/heads/${branch}:refs/heads/${branch}`]);
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    const hint = /non-fast-forward|fetch first|rejected/.test(error.message)
      ? `Somebody may have pushed to that branch: git pull --rebase origin ${branch}, and then git push --set-upstream origin ${branch}`
      : "Is there a remote called origin, is it in reach, and may you push to it? See: git remote --verbose";
    throw new Refusal(`git could not push ${branch}: ${withoutPassword(withoutAdvice(error.message))}`, hint);
  }
}
