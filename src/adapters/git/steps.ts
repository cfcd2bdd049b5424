import { GitError, type SimpleGit } from "simple-git";
import type { RecordedStep } from "../../app/ports.ts";
import { Refusal } from "../../app/refusal.ts";

/** Kept with the branch's own settings: they go when the branch does, and are never pushed. */
const key = (branch: string): string => `branch.${branch}.dealbookstep`;

const commitId = /^[0-9a-f]{40,64}$/;

/** Remembers a commit that was made for a change, so that it can be told from those that people made by hand. */
export async function noteStep(git: SimpleGit, branch: string, step: RecordedStep): Promise<void> {
  await git.raw(["config", "--local", "--add", key(branch), JSON.stringify(step)]);
}

function stepOf(line: string): RecordedStep[] {
  try {
    const step = JSON.parse(line) as RecordedStep;
    return commitId.test(step.commit) ? [step] : [];
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}

/** The commits that were made for changes on a branch, oldest first. */
export async function readSteps(git: SimpleGit, branch: string): Promise<RecordedStep[]> {
  try {
    const output = await git.raw(["config", "--local", "--get-all", key(branch)]);
    return output.split("\n").flatMap((line) => (line === "" ? [] : stepOf(line)));
  } catch (error) {
    if (error instanceof GitError) return [];
    throw error;
  }
}

async function isBranch(git: SimpleGit, name: string): Promise<boolean> {
  return (await git.raw(["for-each-ref", "--count=1", `refs/heads/${name}`])) !== "";
}

/** Takes the checked-out commit back; edits that waited before it are edits again. A branch that was started for it goes, where there is one to go back to. */
export async function takeBack(git: SimpleGit, branch: string, { previous, hadEdits, isStart }: RecordedStep): Promise<void> {
  try {
    await git.raw(["reset", "--quiet", "--keep", "HEAD~1"]);
    if (hadEdits) await git.raw(["reset", "--quiet", "HEAD~1"]);
    if (!isStart || previous === null || !(await isBranch(git, previous))) return;
    await git.raw(["switch", "--quiet", previous]);
    await git.raw(["branch", "--quiet", "-D", branch]);
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    throw new Refusal(
      `git could not take the step back: ${error.message.trim()}`,
      "Commit or stash your other edits first; see where you are with: git status",
    );
  }
}
