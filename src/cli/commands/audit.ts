import type { Command } from "commander";
import { type Audit, auditRecord, auditRef } from "../../app/audit-record.ts";
import type { JudgedCommit } from "../../app/judge-line.ts";
import { Refusal } from "../../app/refusal.ts";
import { dateInZone } from "../../core/calendar/business-date.ts";
import { placeFinding } from "../../core/finding/place-findings.ts";
import { commitWords, findingText } from "../push-output.ts";
import { type CommonOptions, openWorkspace, type Workspace } from "../workspace.ts";
import type { World } from "../world.ts";
import type { Run } from "./run.ts";

interface AuditOptions extends CommonOptions {
  readonly since?: string;
  readonly write?: boolean;
  readonly json?: boolean;
}

const plural = (count: number, one: string): string => `${count} ${count === 1 ? one : `${one}s`}`;

function heading({ record, from, to, count }: Audit): string {
  if (from === null)
    return `Nothing has been audited yet. The first audit begins at ${to.slice(0, 9)}, where ${record} is now; for what is older: dealbook audit --since COMMIT\n`;
  return `${plural(count, "commit")} on ${record} since ${from.slice(0, 9)}.\n`;
}

const block =
  (prefix: string) =>
  ({ commit, outcome }: JudgedCommit): string[] => [`${commitWords(commit)}\n`, findingText(outcome, prefix)];

function auditText(audit: Audit, prefix: string): string {
  const { rounds, unproven, isRewritten, from } = audit;
  const rewritten = `✗ The record has been rewritten: ${audit.record} does not go on from ${from?.slice(0, 9)}, which was audited last.\n`;
  const doubt = "Approvals that git does not show (reviews on a forge are not in it):\n";
  const verdict = rounds.length > 0 ? `✗ ${plural(rounds.length, "commit")} went round the gate.\n` : "✓ Nothing went round the gate.\n";
  return [
    heading(audit),
    ...rounds.flatMap(block(prefix)),
    ...(unproven.length > 0 ? [doubt, ...unproven.map(({ commit }) => `  ${commitWords(commit)}\n`)] : []),
    ...(isRewritten ? [rewritten] : []),
    ...(from === null ? [] : [verdict]),
  ].join("\n");
}

function commitData({ commit, outcome }: JudgedCommit, { prefix, organisation }: Workspace) {
  return { ...commit, findings: outcome.report.findings.map(placeFinding({ prefix, site: organisation?.site })) };
}

/** Nothing in a block of code is a mention, a link or markup, whatever people have called their deals and commits. */
function codeBlock(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}text\n${text.trimEnd()}\n${fence}\n`;
}

const isClean = ({ rounds, isRewritten }: Audit): boolean => rounds.length === 0 && !isRewritten;

/** The issue that tells people about it; `null` where there is nothing to tell. */
function issueOf(audit: Audit, prefix: string) {
  if (isClean(audit)) return null;
  const title =
    audit.rounds.length > 0 ? `Audit: ${plural(audit.rounds.length, "commit")} went round the gate` : "Audit: the record was rewritten";
  return {
    title,
    body: `The check refuses what these commits did, and they are on the default branch all the same.\n\n${codeBlock(auditText(audit, prefix))}`,
  };
}

function auditData(audit: Audit, workspace: Workspace) {
  const data = (judged: JudgedCommit) => commitData(judged, workspace);
  const { rounds, unproven } = audit;
  return { schemaVersion: 1, ...audit, rounds: rounds.map(data), unproven: unproven.map(data), issue: issueOf(audit, workspace.prefix) };
}

async function audit(options: AuditOptions, world: World): Promise<number> {
  const workspace = await openWorkspace(options, world);
  const { repository, organisation, root, today, prefix } = workspace;
  if (!repository) throw new Refusal(`${root} is in no git repository, so there is no record to audit.`, "Run: git init");
  const audited = await auditRecord({
    repository,
    defaultBranch: organisation?.default_branch ?? "main",
    since: options.since ?? null,
    isWritten: options.write === true,
    dayOf: (zone, commit) => (commit ? dateInZone(commit.recorded, zone) : today),
  });
  world.print(options.json ? `${JSON.stringify(auditData(audited, workspace))}\n` : auditText(audited, prefix));
  return isClean(audited) ? 0 : 1;
}

const examples = `
Examples:
  dealbook audit                    what went round the gate since the last audit
  dealbook audit --since v1.0       since another commit of the default branch
  dealbook audit --write            keep how far this one came, in ${auditRef}

Each commit on the default branch is judged as one change, by the rules in force at it, on the day it was recorded.
Exit codes: 0 nothing went round the gate, 1 something did, 2 could not run.`;

/** Adds `dealbook audit`. */
export function addAudit(program: Command, run: Run): void {
  program
    .command("audit")
    .description("Report commits of the default branch that the check would have refused.")
    .option("--since <commit>", "begin after this commit (default: the last one that was audited)")
    .option("--write", "keep how far this audit came")
    .addHelpText("after", examples)
    .action((_options, command: Command) => run(command, audit));
}
