import type { BusinessDate } from "../core/calendar/business-date.ts";
import type { Content } from "../core/check/check-content.ts";
import type { DealFile } from "../core/deal/parse-deal.ts";
import type { DealVersion } from "../core/history/deal-versions.ts";
import type { RecordedDeals } from "../core/metrics/pipeline-records.ts";
import { recordOfFile } from "../core/metrics/place-deal.ts";
import { type Moment, pastRecords } from "../core/metrics/records-at.ts";
import { loadFiles, readContent } from "./load-content.ts";
import { loadVersions } from "./load-versions.ts";
import type { ContentReader, Repository } from "./ports.ts";
import { Refusal } from "./refusal.ts";

/** Where deals and their history are read from. */
export interface RecordSource {
  readonly reader: ContentReader;
  /** `null` where the content is in no git repository. */
  readonly repository: Repository | null;
  readonly today: BusinessDate;
}

/** The deals with their history, and how many files could not be read as deals. */
export interface LoadedRecords extends RecordedDeals {
  readonly content: Content;
  /** The versions of every deal that was ever recorded, by its slug; those included whose files are gone. */
  readonly versions: ReadonlyMap<string, readonly DealVersion[]>;
  readonly unreadable: number;
  /** How many deals were in a stage that no longer exists on the past day that is shown. */
  readonly unplaced?: number;
}

/** The files without those whose name an earlier one has: a name is one deal, and would count twice. */
function firstOfEachName(files: readonly DealFile[]): DealFile[] {
  const taken = new Set<string>();
  return files.filter(({ slug }) => {
    const isFirst = !taken.has(slug);
    taken.add(slug);
    return isFirst;
  });
}

/** Reads every deal, and what git recorded of it. */
export async function loadRecords({ reader, repository, today }: RecordSource): Promise<LoadedRecords> {
  const content = readContent(await loadFiles(reader, () => (path) => !path.startsWith("handbook/")));
  const { settings, deals } = content;
  const versions = await loadVersions(repository, settings.organisation?.default_branch ?? "main");
  const records = firstOfEachName(deals.files).flatMap((file) => recordOfFile(file, settings, versions) ?? []);
  return { content, settings, versions, records, today, unreadable: deals.files.length - records.length };
}

/** The deals as they were when a past day was over; refuses a day that is still to come. */
export function recordsOn(loaded: LoadedRecords, { day, clock }: Omit<Moment, "zone">): LoadedRecords {
  if (day > loaded.today)
    throw new Refusal(`${day} is still to come; today is ${loaded.today}.`, "Give a day of the past, or leave --at out.");
  const zone = loaded.settings.organisation?.time_zone ?? "UTC";
  return { ...loaded, ...pastRecords(loaded.records, { day, clock, zone }), today: day };
}
