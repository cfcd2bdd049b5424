import type { PolicyEffect } from "../../core/check/policy-effect.ts";
import type { JudgedDeal } from "../../core/check/report.ts";
import { countErrors, type Finding } from "../../core/finding/finding.ts";
import { capped, code, escapeMarkdown, folded, linked, moreBelow } from "./markdown-text.ts";
import { policySummary, stoppedWords } from "./policy-words.ts";
import type { ReportFormat } from "./report-input.ts";

const mostShown = 50;

/** The stage that a deal moves to, or stays in. */
export function moveWords({ from, to, isNew, isDeleted }: JudgedDeal): string {
  if (isDeleted) return "deleted";
  if (to === undefined) return "cannot be judged before it is mended";
  if (isNew) return `new in **${escapeMarkdown(to)}**`;
  return from === undefined || from === to
    ? `stays in **${escapeMarkdown(to)}**`
    : `**${escapeMarkdown(from)}** → **${escapeMarkdown(to)}**`;
}

function dealLines(deals: readonly JudgedDeal[], findings: readonly Finding[]): string[] {
  if (deals.length === 0) return [];
  const rows = deals.map((deal) => {
    const folder = deal.file.replace(/\.md$/, "/");
    const errors = findings.filter(({ file, severity }) => severity === "error" && (file === deal.file || file.startsWith(folder))).length;
    return `| ${escapeMarkdown(deal.title)} | ${moveWords(deal)} | ${errors === 0 ? "✅ in order" : `❌ ${errors} to mend`} |`;
  });
  const actions = deals.flatMap(({ title, onEnter = [] }) =>
    onEnter.map((say) => `- ${escapeMarkdown(title)}, once this is in: ${escapeMarkdown(say)}`),
  );
  return [
    "| Deal | Move | Verdict |",
    "|---|---|---|",
    ...capped(rows, mostShown, (count) => `| … and ${count} more | | |`),
    "",
    ...(actions.length > 0 ? [...capped(actions, mostShown, moreBelow), ""] : []),
  ];
}

function findingText({ file, line, code: name, message, hint, docs }: Finding): string {
  const place = line === undefined ? file : `${file}:${line}`;
  const rule = linked(code(name), docs);
  return [
    `- ${escapeMarkdown(message)}  `,
    `  ${code(place)} · ${rule}${hint === undefined ? "" : `  \n  **Next:** ${escapeMarkdown(hint)}`}`,
  ].join("\n");
}

/** What a change of rules does, each list at most so long. */
export function policyLines(policy: PolicyEffect | undefined, most: number): string[] {
  if (!policy) return [];
  const broken = policy.broken.map(({ title, messages }) => `- **${escapeMarkdown(title)}**: ${escapeMarkdown(messages.join(" "))}`);
  const stopped = policy.stopped.map((move) => `- ${escapeMarkdown(stoppedWords(move))}: ${escapeMarkdown(move.messages.join(" "))}`);
  return [
    "",
    "### What the changed rules do",
    "",
    `${policySummary(policy)} Changed: ${policy.files.map(code).join(", ")}.`,
    ...folded("Open deals that would break them", broken, most),
    ...folded("Past moves that would have been stopped", stopped, most),
  ];
}

function headline(findings: readonly Finding[], isChange: boolean): string {
  const errors = countErrors(findings);
  if (errors === 0) return isChange ? "### ✅ This change follows the sales process" : "### ✅ Everything follows the sales process";
  return `### ❌ ${errors === 1 ? "One thing" : `${errors} things`} to mend before this can go in`;
}

/** For a pull request: the deals and their moves, what is missing, what to do next. */
export const markdownReport: ReportFormat = ({ report }) => {
  const { findings, elsewhere, deals, counts, policy } = report;
  const before = folded(`${elsewhere.length} from before this change (not blamed on it)`, elsewhere.map(findingText), mostShown);
  const lines = [
    headline(findings, counts.changed !== undefined),
    "",
    ...dealLines(deals, findings),
    ...capped(findings.map(findingText), mostShown, (count) => `- … and ${count} more; \`dealbook check\` prints them all.`),
    ...policyLines(policy, mostShown),
    ...before,
  ];
  return `${lines.join("\n")}\n`;
};
