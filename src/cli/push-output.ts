import { humanReport } from "../adapters/reports/human.ts";
import { printable } from "../adapters/reports/printable.ts";
import type { RefVerdict } from "../app/judge-push.ts";
import type { LineCommit } from "../app/ports.ts";
import type { CheckOutcome } from "../app/run-check.ts";
import { placeFinding } from "../core/finding/place-findings.ts";

// More than this nobody reads in what a push prints; `dealbook check` shows the rest.
const mostFindings = 20;
const mostCommits = 10;

/** A commit in words: its short id, author and subject. */
export const commitWords = ({ commit, author, subject }: LineCommit): string => printable(`${commit.slice(0, 9)} ${author}: ${subject}`);

/** The findings of an outcome as people read them, with the paths of the repository. */
export function findingText({ report, texts }: CheckOutcome, prefix: string): string {
  const findings = report.findings.filter(({ severity }) => severity === "error");
  const shown = findings.slice(0, mostFindings).map(placeFinding({ prefix, site: undefined }));
  const lineOf = (file: string, line: number) => texts.get(file.slice(prefix.length))?.split(/\r?\n/)[line - 1];
  const { deals, counts } = report;
  const text = humanReport({ report: { findings: shown, elsewhere: [], deals, counts }, lineOf, isColoured: false });
  // Its last line counts what is shown.
  const body = text.replace(/\n[^\n]*\n$/, "");
  return findings.length > shown.length ? `${body}\n… and ${findings.length - shown.length} more.\n` : body;
}

const approvalNote = `Reviews on a forge are not known here. Whoever approves signs off in the deal's file (approvals:), in a commit of their own
that comes before the move, or in the same merge (git merge --no-ff).`;

const namesApproval = ({ report }: CheckOutcome): boolean => report.findings.some(({ code }) => code === "gate/approval");

function verdictText({ ref, isRefused, problem, judged }: RefVerdict, prefix: string): string[] {
  const name = printable(ref.replace(/^refs\/heads\//, ""));
  if (problem) return [`${name}  error  ${problem.code}\n  ${printable(problem.message)}\n  → ${printable(problem.hint)}\n`];
  const blocks = judged.slice(0, mostCommits).flatMap(({ commit, outcome }) => {
    const heading = commit === null ? `${name}:` : `${name}, commit ${commitWords(commit)}`;
    return [`${heading}\n`, findingText(outcome, prefix)];
  });
  const more = judged.length > mostCommits ? [`… and ${judged.length - mostCommits} more commits.\n`] : [];
  const warning = judged.length > 0 && !isRefused ? [`${name} is let in as it is; the default branch would refuse it.\n`] : [];
  return [...blocks, ...more, ...warning];
}

/** What a push is told, with the verdict and its consequence last; empty where there is nothing to say. */
export function pushText(verdicts: readonly RefVerdict[], prefix: string, consequence: string): string {
  const blocks = verdicts.flatMap((verdict) => verdictText(verdict, prefix));
  if (blocks.length === 0) return "";
  const isRefused = verdicts.some((verdict) => verdict.isRefused);
  const outcomes = verdicts.flatMap(({ judged }) => judged.map(({ outcome }) => outcome));
  const note = isRefused && outcomes.some(namesApproval) ? [`${approvalNote}\n`] : [];
  return [...blocks, ...note, ...(isRefused ? [`✗ Refused. ${consequence}\n`] : [])].join("\n");
}
