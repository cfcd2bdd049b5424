import { dealColumns } from "./deal-rows.ts";
import { eventColumns } from "./event-rows.ts";
import { metricColumns } from "./metric-rows.ts";
import { stageChangeColumns } from "./stage-change-rows.ts";
import type { Column } from "./table.ts";

/** The columns of a table, described for those who read its files. */
interface TableDescription {
  readonly title: string;
  /** The files that have them. */
  readonly files: string;
  readonly columns: readonly Omit<Column<never>, "value">[];
}

/** Every table that is exported. */
export const exportTables: readonly TableDescription[] = [
  { title: "Deals", files: "deals.csv, deals.parquet", columns: dealColumns },
  { title: "Stage changes", files: "stage-changes.csv, stage-changes.parquet", columns: stageChangeColumns },
  { title: "Event log", files: "event-log.csv", columns: eventColumns },
  { title: "Metrics", files: "a sheet of analytics.xlsx", columns: metricColumns },
];
