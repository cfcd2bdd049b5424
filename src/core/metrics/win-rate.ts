import { type BusinessDate, daysBetween } from "../calendar/business-date.ts";
import { quarterOf } from "../calendar/quarter.ts";
import { type DealRecord, type PipelineRecords, recordsOf } from "./deal-record.ts";
import { type Interval, wilsonInterval } from "./wilson.ts";

/** Won and lost deals. */
export interface WinRate {
  readonly won: number;
  readonly lost: number;
  /** Closed deals: won and lost together. */
  readonly closed: number;
  /** From 0 to 1; absent, like the interval, where no deal was closed. */
  readonly rate?: number;
  /** What the true rate may be, at 95 %. */
  readonly interval?: Interval;
}

/** The win rate of a calendar quarter, such as `2026-Q4`. */
export interface QuarterWinRate extends WinRate {
  readonly quarter: string;
}

/** The day a closed deal was won or lost. */
export const closedOn = ({ deal }: DealRecord): BusinessDate => deal.stage_entered;

const closedRecords = (records: readonly DealRecord[]): DealRecord[] => [...recordsOf(records, "won"), ...recordsOf(records, "lost")];

function rateOf(records: readonly DealRecord[]): WinRate {
  const won = recordsOf(records, "won").length;
  const lost = recordsOf(records, "lost").length;
  const closed = won + lost;
  return { won, lost, closed, ...(closed > 0 && { rate: won / closed, interval: wilsonInterval(won, closed) }) };
}

/** Over all deals that were ever closed. */
export const winRate = ({ records }: PipelineRecords): WinRate => rateOf(closedRecords(records));

/** Over the deals closed in the 365 days up to and including today. */
export function winRateOfLastYear({ records, today }: PipelineRecords): WinRate {
  const recent = closedRecords(records).filter((record) => {
    const days = daysBetween(closedOn(record), today);
    return days >= 0 && days < 365;
  });
  return rateOf(recent);
}

/** One rate for each quarter in which deals were closed, earliest first. */
export function winRateByQuarter({ records }: PipelineRecords): QuarterWinRate[] {
  const groups = Map.groupBy(closedRecords(records), (record) => quarterOf(closedOn(record)));
  return [...groups].map(([quarter, group]) => ({ quarter, ...rateOf(group) })).sort((a, b) => (a.quarter < b.quarter ? -1 : 1));
}
