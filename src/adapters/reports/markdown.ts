import type { JudgedDeal } from "../../core/check/report.ts";
import { countErrors, type Finding } from "../../core/finding/finding.ts";
import { printable } from "./printable.ts";
import type { ReportFormat } from "./report-input.ts";

// Forges look for mentions, issue numbers and addresses in the text as it is shown, so an escape does not hold them off;
// a space of no width between does.
const unlinked = (text: string): string => text.replace(/@|#(?=\d)|:(?=\/\/)|\bwww(?=\.)/gi, "$&\u200b");

// Every mark that Markdown or the forge could act on: markup, HTML, table cells, mentions, issue references, addresses.
const escapeMarkdown = (text: string): string =>
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

function dealLines(deals: readonly JudgedDeal[], findings: readonly Finding[]): string[] {
  if (deals.length === 0) return [];
  const rows = deals.map((deal) => {
    const folder = deal.file.replace(/\.md$/, "/");
    const errors = findings.filter(({ file, severity }) => severity === "error" && (file === deal.file || file.startsWith(folder))).length;
    return `| ${escapeMarkdown(deal.title)} | ${moveWords(deal)} | ${errors === 0 ? "✅ in order" : `❌ ${errors} to mend`} |`;
  });
  return ["| Deal | Move | Verdict |", "|---|---|---|", ...rows, ""];
}

function findingLines({ file, line, code: name, message, hint, docs }: Finding): string[] {
  const place = line === undefined ? file : `${file}:${line}`;
  const rule = linked(code(name), docs);
  return [
    `- ${escapeMarkdown(message)}  `,
    `  ${code(place)} · ${rule}${hint === undefined ? "" : `  \n  **Next:** ${escapeMarkdown(hint)}`}`,
  ];
}

function headline(findings: readonly Finding[], isChange: boolean): string {
  const errors = countErrors(findings);
  if (errors === 0) return isChange ? "### ✅ This change follows the sales process" : "### ✅ Everything follows the sales process";
  return `### ❌ ${errors === 1 ? "One thing" : `${errors} things`} to mend before this can go in`;
}

/** For a pull request: the deals and their moves, what is missing, what to do next. */
export const markdownReport: ReportFormat = ({ report }) => {
  const { findings, elsewhere, deals, counts } = report;
  const before =
    elsewhere.length === 0
      ? []
      : [
          "",
          `<details><summary>${elsewhere.length} from before this change (not blamed on it)</summary>`,
          "",
          ...elsewhere.flatMap(findingLines),
          "",
          "</details>",
        ];
  return `${[headline(findings, counts.changed !== undefined), "", ...dealLines(deals, findings), ...findings.flatMap(findingLines), ...before].join("\n")}\n`;
};
