import { type BusinessDate, dateInZone } from "../calendar/business-date.ts";
import { instantsOf, type Period } from "../calendar/period.ts";
import type { DealVersion, Recorded } from "../history/deal-versions.ts";
import type { DealFacts } from "../history/facts.ts";
import { type FieldChange, fieldChanges } from "../history/field-changes.ts";
import { isClosed, stageById } from "../pipeline/pipeline.ts";
import type { DealRecord, PipelineRecords } from "./deal-record.ts";

/** What a commit did to a deal, and when. */
export interface ChangeMark extends Pick<Recorded, "commit" | "author"> {
  readonly record: DealRecord;
  /** The day on which it reached the default branch. */
  readonly day: BusinessDate;
}

/** A change of a deal's amount, close date or owner, and what else its commit did. */
export interface RecordedChange extends ChangeMark {
  readonly change: FieldChange;
  /** The commit brought the deal into the pipeline from another. */
  readonly isArrival: boolean;
  /** The deal was won or lost before. */
  readonly wasClosed: boolean;
  /** It is won or lost since. */
  readonly isClosed: boolean;
}

type Readable = DealVersion & { readonly deal: DealFacts };

function isClosedIn(record: DealRecord, { pipeline, stage }: DealFacts): boolean {
  const place = record.pipelines.get(pipeline);
  const found = place && stageById(place, stage);
  return found !== undefined && isClosed(found);
}

function changesBetween(record: DealRecord, [before, after]: readonly [Readable, Readable], zone: string): RecordedChange[] {
  const changes = fieldChanges([before, after]);
  if (changes.length === 0) return [];
  const { commit, author } = after;
  const mark = { record, day: dateInZone(after.recorded, zone), commit, author };
  const isArrival = before.deal.pipeline !== after.deal.pipeline;
  const closed = { wasClosed: isClosedIn(record, before.deal), isClosed: isClosedIn(record, after.deal) };
  return changes.map((change) => ({ ...mark, isArrival, ...closed, change }));
}

/**
 * What the commits of a period changed of the amounts, close dates and owners of deals in the pipeline, deal by deal, oldest first.
 * What a handoff's commit changes belongs to the pipeline that the deal came into.
 */
export function recordedChanges({ pipeline, all, zone }: PipelineRecords, period: Period): RecordedChange[] {
  const { start, end } = instantsOf(period, zone);
  return all.flatMap((record) => {
    const versions = record.versions.filter((version): version is Readable => version.deal !== null);
    return versions.flatMap((after, index) => {
      const before = versions[index - 1];
      const isMeant = after.recorded >= start && after.recorded < end && after.deal.pipeline === pipeline.id;
      return before && isMeant ? changesBetween(record, [before, after], zone) : [];
    });
  });
}
