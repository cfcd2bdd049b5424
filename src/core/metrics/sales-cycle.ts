import { daysBetween } from "../calendar/business-date.ts";
import { type DealRecord, type PipelineRecords, recordsOf } from "./deal-record.ts";

/** A won deal and the days it took. */
export interface CycleOfDeal {
  readonly record: DealRecord;
  readonly days: number;
}

/** How long won deals took, in days. */
export interface SalesCycle {
  /** Shortest first. */
  readonly deals: readonly CycleOfDeal[];
  /** Absent, like the mean, where no won deal's beginning is known. */
  readonly median?: number;
  readonly mean?: number;
}

function cycleOf(record: DealRecord): CycleOfDeal[] {
  const [first] = record.entries;
  const isBeginningKnown = first !== undefined && first.stage !== record.stage.id;
  return isBeginningKnown ? [{ record, days: daysBetween(first.entered, record.deal.stage_entered) }] : [];
}

/** The middle of numbers sorted by size, or the mean of the middle two; `undefined` for none. */
function medianOf(sorted: readonly number[]): number | undefined {
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  return upper === undefined || lower === undefined ? undefined : (lower + upper) / 2;
}

/** The sales cycle of the won deals. */
export function salesCycle({ records }: PipelineRecords): SalesCycle {
  const deals = recordsOf(records, "won")
    .flatMap(cycleOf)
    .sort((a, b) => a.days - b.days);
  const days = deals.map((each) => each.days);
  const median = medianOf(days);
  if (median === undefined) return { deals };
  return { deals, median, mean: days.reduce((sum, each) => sum + each, 0) / days.length };
}
