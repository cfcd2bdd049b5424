import { dateInZone, daysBetween } from "../calendar/business-date.ts";
import type { RecordedEntry } from "../history/stage-entries.ts";
import { medianOf, percentileOf } from "../statistics/quantile.ts";
import { type Share, shareOf } from "../statistics/share.ts";
import type { DealRecord, PipelineRecords } from "./deal-record.ts";
import { passagesOf } from "./passage.ts";

/** How late stage changes reach the default branch, in days after they happened. */
export interface RecordingDelay {
  /** Stage changes that git recorded. */
  readonly n: number;
  /** Absent, like the 90th percentile, where there are none. */
  readonly median?: number;
  /** The number of days within which at least 90 % were recorded. */
  readonly ninetieth?: number;
  /** Those recorded on the day they happened or on the next one. */
  readonly withinDay: Share;
}

/** An import records what happened long before; the first version of a deal with `history:` is one. */
function isImported(entry: RecordedEntry, { deal, entries }: DealRecord): boolean {
  return deal.history.length > 0 && entries.find(({ recorded }) => recorded !== undefined) === entry;
}

function delayOf(entry: RecordedEntry, record: DealRecord, zone: string): number[] {
  if (!entry.recorded || isImported(entry, record)) return [];
  // What is dated after the day of its commit is not late.
  return [Math.max(0, daysBetween(entry.entered, dateInZone(entry.recorded.recorded, zone)))];
}

/** The delays of all stage changes into a stage of the pipeline; a deal's first stage counts as one. */
export function recordingDelay(input: PipelineRecords): RecordingDelay {
  const days = passagesOf(input).flatMap(({ record, stays }) => stays.flatMap(({ entry }) => delayOf(entry, record, input.zone)));
  const [median, ninetieth] = [medianOf(days), percentileOf(days, 90)];
  return {
    n: days.length,
    ...(median !== undefined && { median }),
    ...(ninetieth !== undefined && { ninetieth }),
    withinDay: shareOf(days.filter((each) => each <= 1).length, days.length),
  };
}
