import type { ExportInput } from "./export-input.ts";

/** A file that deals are exported to. */
interface FileDescription {
  /** The file's name, by which it is asked for. */
  readonly name: string;
  /** Folder in the built site; empty for its top. */
  readonly folder: "" | "api" | "exports";
  readonly mediaType: string;
  /** What it holds. */
  readonly about: string;
}

const csv = "text/csv; charset=utf-8";
const json = "application/json; charset=utf-8";
const parquet = "application/vnd.apache.parquet";
const spreadsheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** The media type of calendars. */
export const calendarType = "text/calendar; charset=utf-8";

/** Every file that can be exported. */
export const exportFiles = [
  {
    name: "analytics.xlsx",
    folder: "exports",
    mediaType: spreadsheet,
    about: "A spreadsheet of deals, stage changes and metrics over all time. Dates are dates, amounts are numbers.",
  },
  { name: "deals.csv", folder: "exports", mediaType: csv, about: "Every deal as it is today." },
  {
    name: "stage-changes.csv",
    folder: "exports",
    mediaType: csv,
    about: "Every stage change, with the day it happened and the commit that recorded it.",
  },
  {
    name: "event-log.csv",
    folder: "exports",
    mediaType: csv,
    about: "Everything that happened to each deal, in the columns that process-mining tools look for.",
  },
  { name: "deals.parquet", folder: "exports", mediaType: parquet, about: "Every deal, for a warehouse: typed columns, exact decimals." },
  { name: "stage-changes.parquet", folder: "exports", mediaType: parquet, about: "Every stage change, for a warehouse." },
  { name: "deals.json", folder: "api", mediaType: json, about: "Every deal, for programs." },
  { name: "stage-changes.json", folder: "api", mediaType: json, about: "Every stage change, for programs." },
  { name: "pipelines.json", folder: "api", mediaType: json, about: "The pipelines: stages, probabilities, reasons for a loss." },
  { name: "metrics.json", folder: "api", mediaType: json, about: "Figures of every pipeline over all time, with what they mean." },
  {
    name: "feed.xml",
    folder: "",
    mediaType: "application/atom+xml; charset=utf-8",
    about: "The latest 100 stage changes, for feed readers (Atom).",
  },
  {
    name: "calendar.ics",
    folder: "",
    mediaType: calendarType,
    about: "Next steps and expected closes of deals that are not closed, and the days of trainings (iCalendar).",
  },
] as const satisfies readonly FileDescription[];

/** A file that deals are exported to. */
export type ExportFile = (typeof exportFiles)[number];

/** The name of such a file. */
export type ExportName = ExportFile["name"];

/** Path of the file in the built site, from its top. */
export const exportPath = ({ folder, name }: FileDescription): string => (folder === "" ? `/${name}` : `/${folder}/${name}`);

/** Why a file cannot be made, in words; `undefined` where it can. */
export function whyMissing(name: ExportName, { site, records }: ExportInput): string | undefined {
  if (name === "feed.xml" && site === undefined)
    return "A feed needs absolute links: say under site: in dealbook.yaml where the site is published.";
  // The library writes a file then that strict readers refuse.
  if (name.endsWith(".parquet") && records.length === 0) return "There is no deal yet, and many tools refuse a Parquet file without rows.";
  return undefined;
}
