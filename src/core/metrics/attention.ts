import { addDays, type BusinessDate, daysBetween } from "../calendar/business-date.ts";
import type { RecordedEntry } from "../history/stage-entries.ts";
import type { Place } from "../pipeline/pipeline.ts";
import { type DealRecord, placeOfEntry } from "./deal-record.ts";
import { daysOverdue, type Idleness, isOpen, rottingOf } from "./deal-state.ts";

/** Deals that are to close within as many days are closing soon. */
export const closingSoonDays = 30;

/** A deal whose next step is late. */
export interface OverdueDeal {
  readonly record: DealRecord;
  readonly days: number;
}

/** A deal that has been idle for too long. */
export interface RottingDeal {
  readonly record: DealRecord;
  readonly idleness: Idleness;
}

/** A deal that is to close soon, or should have closed already (then `days` is negative). */
export interface ClosingDeal {
  readonly record: DealRecord;
  readonly days: number;
}

/** Open deals whose next step is overdue, the latest first. */
export const overdueDeals = (records: readonly DealRecord[], today: BusinessDate): OverdueDeal[] =>
  records
    .filter(isOpen)
    .map((record) => ({ record, days: daysOverdue(record.deal, today) }))
    .filter(({ days }) => days > 0)
    .sort((a, b) => b.days - a.days);

/** Open deals that are rotting, the longest idle first. */
export const rottingDeals = (records: readonly DealRecord[], today: BusinessDate): RottingDeal[] =>
  records
    .filter(isOpen)
    .flatMap((record) => {
      const idleness = rottingOf(record.deal, record.stage, today);
      return idleness ? [{ record, idleness }] : [];
    })
    .sort((a, b) => b.idleness.days - a.idleness.days);

/** Open deals that are expected to close within the next days, and those whose date has passed; earliest first. */
export function closingDeals(records: readonly DealRecord[], today: BusinessDate): ClosingDeal[] {
  const limit = addDays(today, closingSoonDays);
  return records
    .filter(isOpen)
    .flatMap((record) => {
      const date = record.deal.expected_close;
      return date !== undefined && date <= limit ? [{ record, days: daysBetween(today, date) }] : [];
    })
    .sort((a, b) => a.days - b.days);
}

/** A deal's entry into a stage, and the stage it came from. */
export interface StageChange {
  readonly record: DealRecord;
  readonly entry: RecordedEntry;
  /** Absent where the deal began here, or came from a stage that no longer exists. */
  readonly from?: Place;
  /** Absent where the stage no longer exists. */
  readonly to?: Place;
}

function changesOf(record: DealRecord): StageChange[] {
  return record.entries.map((entry, index) => {
    const from = placeOfEntry(record.entries[index - 1], record);
    const to = placeOfEntry(entry, record);
    return { record, entry, ...(from && { from }), ...(to && { to }) };
  });
}

/** The newest stage changes of all deals, the latest first. */
export const latestChanges = (records: readonly DealRecord[], count: number): StageChange[] =>
  records
    .flatMap(changesOf)
    .sort((a, b) => (a.entry.entered < b.entry.entered ? 1 : a.entry.entered > b.entry.entered ? -1 : 0))
    .slice(0, count);
