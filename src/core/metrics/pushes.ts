import { type BusinessDate, daysBetween } from "../calendar/business-date.ts";
import { always, type Period } from "../calendar/period.ts";
import { isPush } from "../history/field-changes.ts";
import type { DealRecord, PipelineRecords } from "./deal-record.ts";
import { type ChangeMark, type RecordedChange, recordedChanges } from "./recorded-changes.ts";

/** A change of a deal's expected close to a later day. */
export interface Push extends ChangeMark {
  readonly from: BusinessDate;
  readonly to: BusinessDate;
  /** By how many days. */
  readonly days: number;
}

/** A deal whose expected close was put off. */
export interface SlippedDeal {
  readonly record: DealRecord;
  /** Oldest first. */
  readonly pushes: readonly Push[];
  /** The days of all pushes together. */
  readonly days: number;
}

function pushOf({ change, isClosed, record, day, commit, author }: RecordedChange): Push[] {
  if (isClosed || change.kind !== "close-date" || !isPush(change) || !change.from || !change.to) return [];
  const { from, to } = change;
  return [{ record, day, commit, author, from, to, days: daysBetween(from, to) }];
}

/** The deals that changes put off, the one by the most days first. A date that the closing itself sets is no push. */
export function slippedBy(changes: readonly RecordedChange[]): SlippedDeal[] {
  const groups = Map.groupBy(changes.flatMap(pushOf), ({ record }) => record);
  return [...groups]
    .map(([record, pushes]) => ({ record, pushes, days: pushes.reduce((sum, { days }) => sum + days, 0) }))
    .sort((a, b) => b.days - a.days || b.pushes.length - a.pushes.length);
}

/** The deals that were put off in a period while they were in the pipeline, the one by the most days first. */
export const slippedDeals = (input: PipelineRecords, period: Period = always): SlippedDeal[] => slippedBy(recordedChanges(input, period));
