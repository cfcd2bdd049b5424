import { type DayOf, judgeStep } from "./judge-line.ts";
import type { Repository } from "./ports.ts";
import { recordRef } from "./record-change.ts";
import type { Advice, TakenIn } from "./record-ports.ts";
import { Refusal } from "./refusal.ts";
import type { CheckOutcome } from "./run-check.ts";

/** A proposal that is a branch of this computer. */
export interface LocalProposal {
  readonly branch: string;
  /** The branch whose first-parent line is the record. */
  readonly defaultBranch: string;
}

const refOf = (branch: string): string => `refs/heads/${branch}`;

/** The newest commit of the record. */
export async function newestCommit(repository: Repository, defaultBranch: string): Promise<string> {
  const ref = await recordRef(repository, defaultBranch);
  const found = ref === null ? null : await repository.commitOf(ref);
  if (found !== null) return found;
  throw new Refusal("There is no commit yet that a proposal could go on from.", "Commit what there is: git add . && git commit");
}

/** The newest commit of a proposal. */
export async function tipOf(repository: Repository, branch: string): Promise<string> {
  const tip = await repository.commitOf(refOf(branch));
  if (tip !== null) return tip;
  throw new Refusal("This proposal is not there any more: it was taken in or taken back meanwhile.", "Load the page again.");
}

/** True as long as a proposal holds something that the record does not. */
export async function isProposalOpen(repository: Repository, { branch, defaultBranch }: LocalProposal): Promise<boolean> {
  const tip = await repository.commitOf(refOf(branch));
  return tip !== null && (await repository.countCommits(await newestCommit(repository, defaultBranch), tip)) > 0;
}

/** The judge sees the content only, and whoever presses a button sees a deal: nothing else comes in with it. */
async function refuseOthers(repository: Repository, base: string, tip: string): Promise<void> {
  const inside = (await repository.changedPaths(base, tip)).filter((path) => !path.startsWith("deals/"));
  const [other] = [...inside, ...(await repository.changedOutside(base, tip))];
  if (other === undefined) return;
  throw new Refusal(`This proposal changes more than deals: ${other}`, "Have it looked at as a whole, and take it in with git.");
}

/**
 * The commit that the record is at once a proposal is in it: the proposal itself, where it is one commit after the newest, else a merge.
 * What is judged as one change becomes one commit of the first-parent line, which is what the record counts.
 */
async function joined(repository: Repository, { record, tip, branch }: { record: string; tip: string; branch: string }): Promise<string> {
  const base = await repository.mergeBase(record, tip);
  if (base === tip) return record;
  await refuseOthers(repository, base, tip);
  const [own, ...others] = await repository.line(record, tip);
  if (own?.parent === record && others.length === 0) return tip;
  const merge = await repository.mergeAside({ onto: record, commit: tip, message: `Merge branch '${branch}'` });
  if (merge !== null) return merge;
  throw new Refusal("Somebody changed the same line meanwhile.", "Propose it again from the deal's page.");
}

function adviceOf({ report }: CheckOutcome, severity: "error" | "warning"): Advice[] {
  const found = report.findings.filter((finding) => finding.severity === severity);
  return found.map(({ message, hint }) => ({ message, ...(hint !== undefined && { hint }) }));
}

/**
 * Judges what the record would become with a proposal, and takes it in where the check finds no error. The commit that
 * is judged is the one that the record is moved to, so that nothing gets in between.
 */
export async function acceptProposal(repository: Repository, { branch, defaultBranch }: LocalProposal, dayOf: DayOf): Promise<TakenIn> {
  const tip = await tipOf(repository, branch);
  const from = await repository.commitOf(refOf(defaultBranch));
  const record = from ?? (await newestCommit(repository, defaultBranch));
  const to = await joined(repository, { record, tip, branch });
  const outcome = await judgeStep(repository, { base: record, head: to, commit: null }, dayOf);
  const errors = adviceOf(outcome, "error");
  if (errors.length > 0) return { kind: "refused", errors };
  if (!(await repository.advanceBranch(defaultBranch, { from, to })))
    throw new Refusal("Something else was recorded at the same moment.", "Nothing is lost: press the button again.");
  // All of it is in the record now. Where somebody has it checked out, it stays.
  await repository.dropBranch(branch, tip);
  const isShown = (await repository.currentBranch()) === defaultBranch;
  return { kind: "accepted", warnings: adviceOf(outcome, "warning"), isShown };
}

/** Drops a proposal that pages made here, and nobody has worked on since. Returns its title, or titles. */
export async function withdrawProposal(repository: Repository, { branch, defaultBranch }: LocalProposal): Promise<string> {
  const tip = await tipOf(repository, branch);
  const own = await repository.line(await newestCommit(repository, defaultBranch), tip);
  if (own.length === 0) throw new Refusal("This is on the board already.", "Change the deal from its page instead.");
  const noted = await repository.notedProposals(branch);
  if (!own.every(({ commit }) => noted.includes(commit)))
    throw new Refusal(
      "This proposal holds work that was not proposed from a page here.",
      `Look at it, and delete it yourself if it is not needed: git log ${branch}`,
    );
  if (await repository.dropBranch(branch, tip)) return own.map(({ subject }) => subject).join("; ");
  throw new Refusal(
    "Somebody is at work on this proposal, or has just changed it.",
    `Load the page again. If it is still there, it is open elsewhere on this computer: git switch ${defaultBranch}`,
  );
}
