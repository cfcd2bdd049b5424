import { mean } from "simple-statistics";
import { type BusinessDate, daysBetween } from "../calendar/business-date.ts";
import { isClosed } from "../pipeline/pipeline.ts";
import { medianOf } from "../statistics/quantile.ts";
import type { DealRecord, PipelineRecords } from "./deal-record.ts";
import { type ClosedDeal, closedDeals } from "./ending.ts";
import type { Passage } from "./passage.ts";

/** A won deal and the days it took. */
export interface CycleOfDeal {
  readonly record: DealRecord;
  /** The day it was won. */
  readonly won: BusinessDate;
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

/** The day a deal came into the pipeline; `undefined` where the first that is known of it there is its end. */
export function beganOn({ stays: [first] }: Passage): BusinessDate | undefined {
  return first && !isClosed(first.stage) ? first.entry.entered : undefined;
}

function cycleOf({ record, passage, closed }: ClosedDeal): CycleOfDeal[] {
  const began = beganOn(passage);
  return began === undefined ? [] : [{ record, won: closed, days: daysBetween(began, closed) }];
}

/** The sales cycle of the won deals. */
export function salesCycle(input: PipelineRecords): SalesCycle {
  const deals = closedDeals(input)
    .filter(({ ending }) => ending === "won")
    .flatMap(cycleOf)
    .sort((a, b) => a.days - b.days);
  const days = deals.map((each) => each.days);
  const median = medianOf(days);
  return median === undefined ? { deals } : { deals, median, mean: mean(days) };
}
