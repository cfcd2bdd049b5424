import type { RecordedStep, Repository } from "./ports.ts";
import { Refusal } from "./refusal.ts";

/** A step that was taken back. */
export interface UndoneStep {
  readonly branch: string;
  /** The commit's subject line. */
  readonly subject: string;
  /** The branch that is checked out now. */
  readonly now: string | null;
  readonly hadEdits: boolean;
  /** True where the step had been pushed: the copy there is still as it was. */
  readonly isPushed: boolean;
}

/** Refuses what is on the default branch already, by its commit or, squashed, by what it says. */
async function refuseMerged(repository: Repository, defaultBranch: string): Promise<void> {
  for (const ref of [defaultBranch, `origin/${defaultBranch}`]) {
    if (!(await repository.hasCommit(ref))) continue;
    const own = await repository.changedPaths(await repository.mergeBase(ref, "HEAD"), "HEAD");
    const [here, there] = await Promise.all(["HEAD", ref].map((commit) => repository.readerAt(commit).read(own)));
    if (own.some((path) => here?.get(path) !== there?.get(path))) continue;
    throw new Refusal(
      `The last step is on ${ref} already; what is on record is not undone.`,
      'Make another change that puts it right, such as: dealbook move … --to … --reason "…"',
    );
  }
}

async function lastStep(repository: Repository, branch: string): Promise<RecordedStep> {
  const head = await repository.commitOf("HEAD");
  const steps = await repository.steps(branch);
  const last = steps.find(({ commit }) => commit === head);
  if (last) return last;
  throw steps.length > 0
    ? new Refusal(`The last commit on ${branch} was not made by dealbook.`, "Take it back by hand first: git reset --soft HEAD~1")
    : new Refusal(`dealbook has made no step on the branch ${branch}.`, "Switch to the branch of the deal first: git switch deal/…");
}

/** Takes back the last step on the branch that is checked out, if it is dealbook's own and not on record yet. */
export async function undoStep(repository: Repository | null, defaultBranch: string): Promise<UndoneStep> {
  if (!repository)
    throw new Refusal("The content is in no git repository, so no step is recorded that could be undone.", "See: dealbook doctor");
  const branch = await repository.currentBranch();
  if (!branch || !(await repository.hasCommit("HEAD")))
    throw new Refusal(
      "There is no branch here on which a step could be undone.",
      "Switch to the branch of the deal first: git switch deal/…",
    );
  const step = await lastStep(repository, branch);
  await refuseMerged(repository, defaultBranch);
  const isPushed = (await repository.commitOf(`refs/remotes/origin/${branch}`)) === step.commit;
  await repository.takeBack(branch, step);
  return { branch, subject: step.subject, now: await repository.currentBranch(), hadEdits: step.hadEdits, isPushed };
}
