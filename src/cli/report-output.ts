import { githubReport } from "../adapters/reports/github.ts";
import { humanReport } from "../adapters/reports/human.ts";
import { jsonReport } from "../adapters/reports/json.ts";
import { markdownReport } from "../adapters/reports/markdown.ts";
import type { ReportFormat } from "../adapters/reports/report-input.ts";
import type { CheckOutcome } from "../app/run-check.ts";
import { countErrors } from "../core/finding/finding.ts";
import { placeFinding } from "../core/finding/place-findings.ts";
import type { Workspace } from "./workspace.ts";
import type { World } from "./world.ts";

/** The report formats by the name that `--format` takes. */
export const reportFormats = {
  human: humanReport,
  github: githubReport,
  json: jsonReport,
  markdown: markdownReport,
} as const satisfies Record<string, ReportFormat>;

/** Names that `--format` takes. */
export type ReportFormatName = keyof typeof reportFormats;

/** Splits each text once, however many findings it has. */
function lineFinder(texts: CheckOutcome["texts"], prefix: string) {
  const lines = new Map<string, string[]>();
  return (file: string, line: number): string | undefined => {
    const known = lines.get(file) ?? texts.get(file.slice(prefix.length))?.split(/\r?\n/) ?? [];
    lines.set(file, known);
    return known[line - 1];
  };
}

/** Prints a report with the paths and links that its readers know. Returns the exit code: 1 where it holds an error. */
export function printReport(
  { report, texts }: CheckOutcome,
  format: ReportFormatName,
  { workspace, world }: { workspace: Workspace; world: World },
): number {
  const place = placeFinding({ prefix: workspace.prefix, site: workspace.organisation?.site });
  const placed = {
    ...report,
    findings: report.findings.map(place),
    elsewhere: report.elsewhere.map(place),
    deals: report.deals.map((deal) => ({ ...deal, file: workspace.prefix + deal.file })),
  };
  world.print(reportFormats[format]({ report: placed, lineOf: lineFinder(texts, workspace.prefix), isColoured: world.isColoured }));
  return countErrors(report.findings) > 0 ? 1 : 0;
}
