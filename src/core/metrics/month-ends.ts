import type { BusinessDate } from "../calendar/business-date.ts";
import { monthEnds } from "../calendar/month-ends.ts";
import { type BoardColumn, boardOf } from "./board.ts";
import type { DealRecord, PipelineRecords } from "./deal-record.ts";
import { recordsAt } from "./records-at.ts";

/** A column of a past board keeps as many deals; its count and sums are those of all. */
const dealsKept = 50;

// Ten years. A date that somebody mistyped (0206-03-01) must not bring thousands of pages.
const monthsKept = 120;

/** A column of a past board, with the first of its deals. */
export interface PastColumn extends BoardColumn {
  /** Deals that the column had and `records` has not. */
  readonly more: number;
}

/** The board of a pipeline when a month was over. */
export interface MonthEnd {
  /** The month's last day. */
  readonly day: BusinessDate;
  /** Such as `2026-10`, for addresses. */
  readonly month: string;
  readonly columns: readonly PastColumn[];
}

const pastColumn = ({ records, ...column }: BoardColumn): PastColumn => ({
  ...column,
  records: records.slice(0, dealsKept),
  more: Math.max(0, records.length - dealsKept),
});

function monthEndOf(input: PipelineRecords): MonthEnd {
  return { day: input.today, month: input.today.slice(0, 7), columns: boardOf(input).map(pastColumn) };
}

const isEmpty = ({ columns }: MonthEnd): boolean => columns.every(({ records, hidden }) => records.length === 0 && hidden === 0);

function firstEntry(records: readonly DealRecord[]): BusinessDate | undefined {
  let first: BusinessDate | undefined;
  for (const { entries } of records) {
    const entered = entries[0]?.entered;
    if (entered !== undefined && (first === undefined || entered < first)) first = entered;
  }
  return first;
}

/**
 * The boards of pipelines at the end of each month that is over, by the dates on which stage changes happened, as far as they are
 * known today; earliest first, from the first month that has deals, at most the last ten years. The pipelines have the same deals among `all`.
 */
export function monthEndsOf(pipelines: readonly PipelineRecords[]): Map<string, MonthEnd[]> {
  const found = new Map(pipelines.map(({ pipeline }): [string, MonthEnd[]] => [pipeline.id, []]));
  const [any] = pipelines;
  const first = any && firstEntry(any.all);
  if (!any || first === undefined) return found;
  for (const day of monthEnds(first, any.today).slice(-monthsKept)) {
    // One month's records at a time: those of all months together would be many times the deals.
    const then = recordsAt(any.all, { day, clock: "entered", zone: any.zone });
    const byPipeline = Map.groupBy(then, ({ pipeline }) => pipeline.id);
    for (const input of pipelines) {
      const ends = found.get(input.pipeline.id);
      const end = monthEndOf({ ...input, records: byPipeline.get(input.pipeline.id) ?? [], all: then, today: day });
      if (ends && (ends.length > 0 || !isEmpty(end))) ends.push(end);
    }
  }
  return found;
}
