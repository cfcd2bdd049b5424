import type { Finding } from "../../core/finding/finding.ts";
import type { ReportFormat } from "./report-input.ts";

// The runner ends a workflow command at a line break, and undoes exactly these escapes.
const escapeData = (text: string): string => text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");

const escapeProperty = (text: string): string => escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");

function annotation(command: "error" | "warning" | "notice", finding: Finding): string {
  const properties = [
    `file=${escapeProperty(finding.file)}`,
    ...(finding.line === undefined ? [] : [`line=${finding.line}`]),
    ...(finding.column === undefined ? [] : [`col=${finding.column}`]),
    `title=${escapeProperty(finding.code)}`,
  ];
  const text = [finding.message, finding.hint, finding.docs].filter((part) => part !== undefined).join("\n");
  return `::${command} ${properties.join(",")}::${escapeData(text)}\n`;
}

/** GitHub's workflow commands: what the change is to blame for as errors and warnings, the rest as notices. */
export const githubReport: ReportFormat = ({ report }) =>
  [
    ...report.findings.map((finding) => annotation(finding.severity, finding)),
    ...report.elsewhere.map((finding) => annotation("notice", finding)),
  ].join("");
