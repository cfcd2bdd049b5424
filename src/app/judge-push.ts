import { countErrors, type Finding } from "../core/finding/finding.ts";
import { type DayOf, type JudgedCommit, judgeLine, judgeState, judgeStep, organisationAt } from "./judge-line.ts";
import type { LineCommit, Repository } from "./ports.ts";
import { Refusal } from "./refusal.ts";
import type { CheckOutcome } from "./run-check.ts";

/** What a push does to one ref. Ids are those of commits; `null` where the ref is not there. */
export interface RefUpdate {
  readonly ref: string;
  readonly from: string | null;
  readonly to: string | null;
}

/** What becomes of findings on branches that are not the record. */
export type BranchPolicy = "warn" | "refuse" | "ignore";

/** How pushes are judged. */
export interface PushRules {
  /** Name of the branch that is the record; `null` to go by the repository's HEAD and the content's own `default_branch`. */
  readonly branch: string | null;
  readonly branches: BranchPolicy;
  readonly dayOf: DayOf;
}

/** Why a push is refused whatever it holds. */
export interface PushProblem {
  readonly code: "push/deleted" | "push/rewritten" | "push/turned";
  readonly message: string;
  readonly hint: string;
}

/** What is said of one ref of a push. */
export interface RefVerdict {
  readonly ref: string;
  readonly isRefused: boolean;
  readonly problem?: PushProblem;
  /** Judged commits of the record that have errors, or the branch as one change; `commit` is `null` for a state or a whole branch. */
  readonly judged: readonly (Omit<JudgedCommit, "commit"> & { readonly commit: LineCommit | null })[];
}

const branchPrefix = "refs/heads/";

const hasErrors = ({ report }: CheckOutcome): boolean => countErrors(report.findings) > 0;

const letIn = (ref: string): RefVerdict => ({ ref, isRefused: false, judged: [] });

const refused = (ref: string, problem: PushProblem): RefVerdict => ({ ref, isRefused: true, problem, judged: [] });

/** A push on its way into a repository: new commits can be read, but no ref has moved yet. */
interface Push {
  readonly repository: Repository;
  readonly updates: readonly RefUpdate[];
  readonly rules: PushRules;
  /** The branch that the repository's HEAD names; `null` where it names none. */
  readonly headBranch: string | null;
}

async function isRecord({ ref, from, to }: RefUpdate, { repository, rules, headBranch }: Push): Promise<boolean> {
  if (!ref.startsWith(branchPrefix)) return false;
  const name = ref.slice(branchPrefix.length);
  if (rules.branch !== null) return name === rules.branch;
  // As it stood before the push: what is pushed does not say for itself that it is not to be judged.
  const commit = from ?? to;
  return name === headBranch || (commit !== null && (await organisationAt(repository, commit))?.default_branch === name);
}

const rebaseHint = (name: string): string => `Put your commits on top of what is there: git pull --rebase origin ${name}, and push again.`;

/** Why the line of commits does not continue the record; `undefined` where it does. */
async function lineProblem(update: RefUpdate & { from: string; to: string }, line: readonly LineCommit[], { repository }: Push) {
  const { ref, from, to } = update;
  const name = ref.slice(branchPrefix.length);
  const lost = await repository.countCommits(to, from);
  if (lost > 0)
    return {
      code: "push/rewritten",
      message: `The push rewrites ${name}: ${lost === 1 ? "a commit" : `${lost} commits`} of the record would be gone, with the history of deals.`,
      hint: rebaseHint(name),
    } as const;
  if (line.length === 0 || line[0]?.parent === from) return undefined;
  return {
    code: "push/turned",
    message: `The push merges ${name} into a line of its own and puts that in its place, so what ${name} recorded would no longer be the record.`,
    hint: rebaseHint(name),
  } as const;
}

async function judgeRecord(update: RefUpdate, push: Push): Promise<RefVerdict> {
  const { ref, from, to } = update;
  const { repository, rules } = push;
  if (to === null)
    return refused(ref, {
      code: "push/deleted",
      message: `${ref.slice(branchPrefix.length)} holds the record of all deals, and is not deleted.`,
      hint: "Leave the branch where it is.",
    });
  if (from === null) {
    const outcome = await judgeState(repository, to, rules.dayOf);
    return { ref, isRefused: hasErrors(outcome), judged: hasErrors(outcome) ? [{ commit: null, outcome }] : [] };
  }
  const line = await repository.line(from, to);
  const problem = await lineProblem({ ref, from, to }, line, push);
  if (problem) return refused(ref, problem);
  const judged: JudgedCommit[] = [];
  for await (const each of judgeLine(repository, line, rules.dayOf)) if (hasErrors(each.outcome)) judged.push(each);
  return { ref, isRefused: judged.length > 0, judged };
}

/** The record as it will be after the push; `null` where there is none. */
async function recordTip({ repository, updates, rules, headBranch }: Push, to: string): Promise<string | null> {
  const name = rules.branch ?? headBranch;
  const own = (await organisationAt(repository, to))?.default_branch;
  for (const ref of [name, own].flatMap((each) => (each ? [`${branchPrefix}${each}`, `refs/remotes/origin/${each}`] : []))) {
    const tip = updates.find((update) => update.ref === ref)?.to ?? ref;
    if (await repository.hasCommit(tip)) return tip;
  }
  return null;
}

const pending = (finding: Finding): Finding => (finding.code === "gate/approval" ? { ...finding, severity: "warning" } : finding);

/** The outcome for a branch that is still under review: who has to approve may do so yet. */
export const beforeApproval = ({ report, texts }: CheckOutcome): CheckOutcome => ({
  report: { ...report, findings: report.findings.map(pending) },
  texts,
});

async function judgeBranch({ ref, to }: RefUpdate & { to: string }, push: Push): Promise<RefVerdict> {
  const { repository, rules } = push;
  const base = await recordTip(push, to);
  if (base === null) return letIn(ref);
  try {
    const outcome = beforeApproval(await judgeStep(repository, { base, head: to, commit: null }, rules.dayOf));
    return {
      ref,
      isRefused: rules.branches === "refuse" && hasErrors(outcome),
      judged: hasErrors(outcome) ? [{ commit: null, outcome }] : [],
    };
  } catch (error) {
    // A branch that has nothing in common with the record, as one for a built site, is no change of it.
    if (error instanceof Refusal) return letIn(ref);
    throw error;
  }
}

/**
 * Judges a push: each commit that the record gains on its first-parent line as one change against its parent, and every other
 * branch as the change that it would be as a pull request. Tags and other refs are let in.
 */
export async function judgePush(repository: Repository, updates: readonly RefUpdate[], rules: PushRules): Promise<RefVerdict[]> {
  const push = { repository, updates, rules, headBranch: await repository.currentBranch() };
  const verdicts: RefVerdict[] = [];
  for (const update of updates) {
    const { ref, to } = update;
    if (await isRecord(update, push)) verdicts.push(await judgeRecord(update, push));
    else if (to === null || rules.branches === "ignore" || !ref.startsWith(branchPrefix)) verdicts.push(letIn(ref));
    else verdicts.push(await judgeBranch({ ...update, to }, push));
  }
  return verdicts;
}
