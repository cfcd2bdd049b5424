import { dealsFile, metricsFile, pipelinesFile, stageChangesFile } from "../../core/export/api.ts";
import { calendarOf } from "../../core/export/calendar-entries.ts";
import { dealColumns, dealRows } from "../../core/export/deal-rows.ts";
import { eventColumns, eventRows } from "../../core/export/event-rows.ts";
import type { ExportName } from "../../core/export/export-files.ts";
import { type ExportInput, startOfDay } from "../../core/export/export-input.ts";
import { feedOf } from "../../core/export/feed-entries.ts";
import { metricColumns, metricRows } from "../../core/export/metric-rows.ts";
import { stageChangeColumns, stageChangeRows } from "../../core/export/stage-change-rows.ts";
import { type Table, tableOf } from "../../core/export/table.ts";
import { atomText } from "./atom.ts";
import { csvText } from "./csv.ts";
import { calendarText } from "./icalendar.ts";
import { parquetBytes } from "./parquet.ts";
import { workbook } from "./workbook.ts";

const deals = (input: ExportInput): Table => tableOf("Deals", dealColumns, dealRows(input));
const stageChanges = (input: ExportInput): Table => tableOf("Stage changes", stageChangeColumns, stageChangeRows(input));
const events = (input: ExportInput): Table => tableOf("Event log", eventColumns, eventRows(input));
const metrics = (input: ExportInput): Table => tableOf("Metrics", metricColumns, metricRows(input));

const json = (file: object): string => `${JSON.stringify(file)}\n`;

const spreadsheet = (input: ExportInput): Promise<Uint8Array<ArrayBuffer>> =>
  workbook([deals(input), stageChanges(input), metrics(input)], startOfDay(input.today, input.zone));

type Data = string | Uint8Array<ArrayBuffer>;

const writers: Readonly<Record<ExportName, (input: ExportInput) => Data | Promise<Data>>> = {
  "analytics.xlsx": spreadsheet,
  "deals.csv": (input) => csvText(deals(input)),
  "stage-changes.csv": (input) => csvText(stageChanges(input)),
  "event-log.csv": (input) => csvText(events(input)),
  "deals.parquet": (input) => parquetBytes(deals(input)),
  "stage-changes.parquet": (input) => parquetBytes(stageChanges(input)),
  "deals.json": (input) => json(dealsFile(input)),
  "stage-changes.json": (input) => json(stageChangesFile(input)),
  "pipelines.json": (input) => json(pipelinesFile(input)),
  "metrics.json": (input) => json(metricsFile(input)),
  "feed.xml": (input) => atomText(feedOf(input)),
  "calendar.ics": (input) => calendarText(calendarOf(input, input.name)),
};

/** Writes an export that can be made (see `whyMissing`). The same deals on the same day give the same bytes. */
export const writeExport = async (name: ExportName, input: ExportInput): Promise<Data> => writers[name](input);

/** The calendar of one person's deals. */
export const writeCalendar = (input: ExportInput, person: string): string => calendarText(calendarOf(input, `${input.name}: ${person}`));
