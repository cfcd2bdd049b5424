import type { ReportFormat } from "./report-input.ts";

/** The report as data. `schemaVersion` rises when a field changes its meaning or goes. */
export const jsonReport: ReportFormat = ({ report }) => {
  const { findings, elsewhere, deals, counts, policy } = report;
  return `${JSON.stringify({ schemaVersion: 1, findings, elsewhere, deals, counts, ...(policy && { policy }) })}\n`;
};
