import type { CheckReport } from "../../core/check/report.ts";

/** What every report format gets. File names in the report are those that the reader's tools know. */
export interface ReportInput {
  readonly report: CheckReport;
  /** A line of a file as it was judged, from 1; `undefined` where it cannot be shown. */
  readonly lineOf: (file: string, line: number) => string | undefined;
  /** True where colour may be used. */
  readonly isColoured: boolean;
}

/** Renders a report as text that ends in a newline. */
export type ReportFormat = (input: ReportInput) => string;
