import type { PolicyEffect } from "../../core/check/policy-effect.ts";
import type { JudgedDeal } from "../../core/check/report.ts";
import { countErrors, type Finding } from "../../core/finding/finding.ts";
import { policySummary, stoppedWords } from "./policy-words.ts";
import { printable } from "./printable.ts";
import type { ReportFormat } from "./report-input.ts";

/**
 * A text in which a forge finds no mentions, issue numbers and addresses. It looks for them in the text as it is shown, so an
 * escape does not hold it off; a space of no width between does.
 */
export const unlinked = (text: string): string => text.replace(/@|#(?=\d)|:(?=\/\/)|www(?=\\?\.)|(?<![a-z\d])GH(?=\\?-\d)/gi, "$&\u200b");

/** A text in which Markdown and the forge find nothing to act on: markup, HTML, table cells, mentions, issue references, addresses. */
export const escapeMarkdown = (text: string): string =>
  unlinked(
    printable(text)
      .replace(/[\\`*_{}[\]()#+|~>!$-]/g, "\\$&")
      .replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;"),
  );

// Inside a code span only a backtick can end it, and a pipe the cell.
const code = (text: string): string => `\`${printable(text).replaceAll("`", "'").replaceAll("|", "/")}\``;

const linked = (text: string, target: string | undefined): string =>
  target?.startsWith("https://") ? `[${text}](${encodeURI(target).replaceAll("(", "%28").replaceAll(")", "%29")})` : text;

function moveWords({ from, to, isNew, isDeleted }: JudgedDeal): string {
  if (isDeleted) return "deleted";
  if (to === undefined) return "cannot be judged before it is mended";
  if (isNew) return `new in **${escapeMarkdown(to)}**`;
  return from === undefined || from === to
    ? `stays in **${escapeMarkdown(to)}**`
    : `**${escapeMarkdown(from)}** → **${escapeMarkdown(to)}**`;
}

// A comment of the forge holds 65,536 characters.
const mostShown = 50;

/** The first of many entries, and how many there are besides. */
const capped = (entries: readonly string[], more: (count: number) => string): string[] =>
  entries.length > mostShown ? [...entries.slice(0, mostShown), more(entries.length - mostShown)] : [...entries];

const moreBelow = (count: number): string => `- … and ${count} more`;

const folded = (title: string, entries: readonly string[]): string[] =>
  entries.length === 0 ? [] : ["", `<details><summary>${title}</summary>`, "", ...capped(entries, moreBelow), "", "</details>"];

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
    ...capped(rows, (count) => `| … and ${count} more | | |`),
    "",
    ...(actions.length > 0 ? [...capped(actions, moreBelow), ""] : []),
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

function policyLines(policy: PolicyEffect | undefined): string[] {
  if (!policy) return [];
  const broken = policy.broken.map(({ title, messages }) => `- **${escapeMarkdown(title)}**: ${escapeMarkdown(messages.join(" "))}`);
  const stopped = policy.stopped.map((move) => `- ${escapeMarkdown(stoppedWords(move))}: ${escapeMarkdown(move.messages.join(" "))}`);
  return [
    "",
    "### What the changed rules do",
    "",
    `${policySummary(policy)} Changed: ${policy.files.map(code).join(", ")}.`,
    ...folded("Open deals that would break them", broken),
    ...folded("Past moves that would have been stopped", stopped),
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
  const before = folded(`${elsewhere.length} from before this change (not blamed on it)`, elsewhere.map(findingText));
  const lines = [
    headline(findings, counts.changed !== undefined),
    "",
    ...dealLines(deals, findings),
    ...capped(findings.map(findingText), (count) => `- … and ${count} more; \`dealbook check\` prints them all.`),
    ...policyLines(policy),
    ...before,
  ];
  return `${lines.join("\n")}\n`;
};
