import { type BusinessDate, daysBetween } from "../calendar/business-date.ts";
import type { StageEntry } from "../deal/deal.ts";
import { stageById } from "../pipeline/pipeline.ts";
import { type DealRecord, type PipelineRecords, recordsOf } from "./deal-record.ts";

/** The day on which a deal came into its pipeline, for the last time if it left it in between. */
export function arrivedOn({ deal, pipeline, entries }: Pick<DealRecord, "deal" | "pipeline" | "entries">): BusinessDate {
  const isHere = ({ pipeline: of, stage }: StageEntry): boolean =>
    of === undefined ? stageById(pipeline, stage) !== undefined : of === pipeline.id;
  const before = entries.findLastIndex((entry) => !isHere(entry));
  return entries[before + 1]?.entered ?? deal.stage_entered;
}

/** An open deal and the days since it came into its pipeline. */
export interface AgeOfDeal {
  readonly record: DealRecord;
  readonly days: number;
}

/** How long the open deals have been in their pipeline. */
export interface Ages {
  /** Oldest first. */
  readonly deals: readonly AgeOfDeal[];
  /** In days; absent where no deal is open. */
  readonly mean?: number;
}

/** The ages of the open deals. */
export function openAges({ records, today }: PipelineRecords): Ages {
  const deals = recordsOf(records, "open")
    .map((record) => ({ record, days: daysBetween(arrivedOn(record), today) }))
    .sort((a, b) => b.days - a.days);
  if (deals.length === 0) return { deals };
  return { deals, mean: deals.reduce((sum, { days }) => sum + days, 0) / deals.length };
}
