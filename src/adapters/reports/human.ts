import { styleText } from "node:util";
import { countErrors, type Finding } from "../../core/finding/finding.ts";
import { policySummary, stoppedWords } from "./policy-words.ts";
import { printable, printableLine } from "./printable.ts";
import type { ReportFormat, ReportInput } from "./report-input.ts";
import { textWidth } from "./text-width.ts";

type Style = Parameters<typeof styleText>[0];

const paint = (input: ReportInput, style: Style, text: string): string =>
  input.isColoured ? styleText(style, text, { validateStream: false }) : text;

const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

// A wider line would wrap and lose the caret its place.
const widestLine = 110;

function sourceLines(input: ReportInput, { file, line, column }: Finding): string[] {
  const text = line === undefined ? undefined : input.lineOf(file, line);
  if (line === undefined || text === undefined) return [];
  const gutter = `  ${line} | `;
  const shown = printableLine(text).slice(0, widestLine);
  const caretAt = (column ?? 1) - 1;
  const caret = caretAt > 0 && caretAt < shown.length ? [`${" ".repeat(gutter.length + textWidth(shown.slice(0, caretAt)))}^`] : [];
  return [paint(input, "dim", gutter) + shown, ...caret.map((text) => paint(input, "red", text))];
}

function findingLines(input: ReportInput, finding: Finding): string[] {
  const place = [finding.file, finding.line, finding.column].filter((part) => part !== undefined).join(":");
  const severity = finding.severity === "error" ? paint(input, "red", "error") : paint(input, "yellow", "warning");
  return [
    `${paint(input, "bold", printable(place))}  ${severity}  ${paint(input, "cyan", finding.code)}`,
    `  ${printable(finding.message)}`,
    ...sourceLines(input, finding),
    ...(finding.hint === undefined ? [] : [`  ${paint(input, "green", "→")} ${printable(finding.hint)}`]),
    ...(finding.docs === undefined ? [] : [`  ${paint(input, "dim", `Rule: ${printable(finding.docs)}`)}`]),
    "",
  ];
}

function elsewhereLines(input: ReportInput): string[] {
  const { elsewhere } = input.report;
  if (elsewhere.length === 0) return [];
  const title = `${plural(elsewhere.length, "problem")} elsewhere, from before this change (not blamed on it):`;
  const lines = elsewhere.map(({ file, line, code, message }) => {
    const place = [file, line].filter((part) => part !== undefined).join(":");
    return `  ${printable(place)}  ${code}  ${printable(message)}`;
  });
  return [title, ...lines, ""];
}

// More than this nobody reads in a terminal; the JSON has them all.
const mostShown = 20;

function policyLines({ report: { policy } }: ReportInput): string[] {
  if (!policy) return [];
  const broken = policy.broken.map(({ title, messages }) => `  ${printable(title)}: ${printable(messages.join(" "))}`);
  const stopped = policy.stopped.map((move) => `  ${printable(stoppedWords(move))}: ${printable(move.messages.join(" "))}`);
  const lines = [...broken, ...stopped];
  const more = lines.length > mostShown ? [`  … and ${lines.length - mostShown} more; --json has them all.`] : [];
  return [
    `Effect of the changed rules (${printable(policy.files.join(", "))}): ${policySummary(policy)}`,
    ...lines.slice(0, mostShown),
    ...more,
    "",
  ];
}

function summary(input: ReportInput): string {
  const { findings, counts } = input.report;
  const scope = counts.changed === undefined ? "" : `, ${plural(counts.changed, "file")} changed`;
  const looked = `${plural(counts.deals, "deal")}, ${plural(counts.pages, "handbook page")}${scope}`;
  const errors = countErrors(findings);
  const warnings = findings.length - errors;
  if (findings.length === 0) return paint(input, "green", `✓ No problems found (${looked}).`);
  const words = [errors > 0 ? plural(errors, "error") : "", warnings > 0 ? plural(warnings, "warning") : ""].filter((part) => part !== "");
  return paint(input, errors > 0 ? "red" : "yellow", `${errors > 0 ? "✗" : "!"} ${words.join(", ")} (${looked}).`);
}

/** For people at a terminal: each finding with its source line, then what was wrong before, then the sum. */
export const humanReport: ReportFormat = (input) =>
  `${[...input.report.findings.flatMap((finding) => findingLines(input, finding)), ...elsewhereLines(input), ...policyLines(input), summary(input)].join("\n")}\n`;
