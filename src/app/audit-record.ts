import { countErrors, type Finding } from "../core/finding/finding.ts";
import { type DayOf, type JudgedCommit, judgeLine } from "./judge-line.ts";
import type { Repository } from "./ports.ts";
import { recordRef } from "./record-change.ts";
import { Refusal } from "./refusal.ts";

/** The ref that says how far the record has been audited. */
export const auditRef = "refs/dealbook/audit";

/** What to audit. */
export interface AuditRequest {
  readonly repository: Repository;
  readonly defaultBranch: string;
  /** The commit that the audit begins after; `null` for the last one that was audited. */
  readonly since: string | null;
  /** True to keep how far the audit came. */
  readonly isWritten: boolean;
  readonly dayOf: DayOf;
}

/** What an audit found. */
export interface Audit {
  readonly record: string;
  /** The commit that it began after; `null` for the first audit, which only says where the next one begins. */
  readonly from: string | null;
  readonly to: string;
  /** How many commits were judged. */
  readonly count: number;
  /** True where the record does not go on from the commit that was audited last: somebody has rewritten it. */
  readonly isRewritten: boolean;
  /** Commits that went round the gate: the check refuses them. */
  readonly rounds: readonly JudgedCommit[];
  /** Commits whose only fault is an approval that git does not show; a review on a forge may have given it. */
  readonly unproven: readonly JudgedCommit[];
}

/** True for a finding of an approval that is missing. */
export const isOfApproval = ({ code }: Finding): boolean => code === "gate/approval" || code === "deal/sign-off";

async function startOf({ repository, since }: AuditRequest, to: string) {
  const from = await repository.commitOf(since ?? auditRef);
  if (since !== null && from === null)
    throw new Refusal(`git knows no commit "${since}".`, "Fetch it, or give another commit of the default branch with --since.");
  if (from === null) return { from, isRewritten: false };
  return { from, isRewritten: (await repository.countCommits(to, from)) > 0 };
}

async function keep({ repository }: AuditRequest, to: string, former: string | null): Promise<void> {
  if (to === former || (await repository.moveRef(auditRef, { from: former, to }))) return;
  throw new Refusal("Another audit has finished meanwhile.", "Run the audit again: it goes on from there.");
}

/** Judges every commit that the record gained since the last audit, by the rules in force at it and on the day it was recorded. */
export async function auditRecord(request: AuditRequest): Promise<Audit> {
  const { repository, defaultBranch, isWritten, dayOf } = request;
  await repository.requireFullHistory();
  const record = await recordRef(repository, defaultBranch);
  const to = record && (await repository.commitOf(record));
  if (!record || !to) throw new Refusal(`There is no branch ${defaultBranch} to audit.`, `Fetch it: git fetch origin ${defaultBranch}`);
  const former = await repository.commitOf(auditRef);
  const { from, isRewritten } = await startOf(request, to);
  const line = from === null ? [] : await repository.line(from, to);
  const rounds: JudgedCommit[] = [];
  const unproven: JudgedCommit[] = [];
  for await (const judged of judgeLine(repository, line, dayOf)) {
    const { findings } = judged.outcome.report;
    if (countErrors(findings.filter((finding) => !isOfApproval(finding))) > 0) rounds.push(judged);
    else if (countErrors(findings) > 0) unproven.push(judged);
  }
  if (isWritten) await keep(request, to, former);
  const isTurned = from !== null && line[0] !== undefined && line[0].parent !== from;
  return { record, from, to, count: line.length, isRewritten: isRewritten || isTurned, rounds, unproven };
}
