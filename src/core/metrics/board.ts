import { daysBetween } from "../calendar/business-date.ts";
import { isClosed, openStages, type Pipeline, type Stage } from "../pipeline/pipeline.ts";
import type { DealRecord, PipelineRecords } from "./deal-record.ts";
import { type StageTotals, totalsOf } from "./value.ts";
import { closedOn } from "./win-rate.ts";

/** Closed deals stay on the board for as many days. */
const closedDaysShown = 90;

/** One column of a board. */
export interface BoardColumn extends StageTotals {
  /** In the order of their priority, the most important first. */
  readonly records: readonly DealRecord[];
  /** Closed deals of this stage that are no longer shown. */
  readonly hidden: number;
}

/** By priority, the smallest number first; then those without one, the most valuable first. */
function compareCards({ deal: a }: DealRecord, { deal: b }: DealRecord): number {
  const byPriority = (a.priority ?? Number.POSITIVE_INFINITY) - (b.priority ?? Number.POSITIVE_INFINITY);
  // Two without a priority give NaN, which is false, as 0 is.
  return byPriority || (b.amount?.minor ?? 0) - (a.amount?.minor ?? 0) || (a.slug < b.slug ? -1 : 1);
}

const columnStages = (pipeline: Pipeline): Stage[] => [
  ...openStages(pipeline),
  ...pipeline.stages.filter((stage) => stage.kind === "parked"),
  ...pipeline.stages.filter(isClosed),
];

function isShown(record: DealRecord, { today }: PipelineRecords): boolean {
  if (record.deal.archived !== undefined) return false;
  return !isClosed(record.stage) || daysBetween(closedOn(record), today) <= closedDaysShown;
}

/** The board of a pipeline: a column for each open stage, then the parked and the closed ones with what was closed lately. */
export function boardOf(input: PipelineRecords): BoardColumn[] {
  return columnStages(input.pipeline).map((stage) => {
    const all = input.records.filter((record) => record.stage.id === stage.id);
    const records = all.filter((record) => isShown(record, input)).sort(compareCards);
    return { stage, records, hidden: all.length - records.length, ...totalsOf(records, input) };
  });
}
