import { addDays, type BusinessDate } from "../calendar/business-date.ts";
import { quarterOf } from "../calendar/quarter.ts";
import { type Share, shareOf } from "../statistics/share.ts";
import type { DealRecord, PipelineRecords } from "./deal-record.ts";
import { type ClosedDeal, closedDeals } from "./ending.ts";

/** Won and lost deals. As a share, `count` are the won and `n` the closed ones. */
export interface WinRate extends Share {
  readonly won: number;
  readonly lost: number;
  /** Closed deals: won and lost together. */
  readonly closed: number;
}

/** The win rate of a calendar quarter, such as `2026-Q4`. */
export interface QuarterWinRate extends WinRate {
  readonly quarter: string;
}

/** The day a closed deal was won or lost. */
export const closedOn = ({ deal }: DealRecord): BusinessDate => deal.stage_entered;

function rateOf(deals: readonly ClosedDeal[]): WinRate {
  const won = deals.filter(({ ending }) => ending === "won").length;
  return { won, lost: deals.length - won, closed: deals.length, ...shareOf(won, deals.length) };
}

/** Over all deals that the pipeline ever closed. */
export const winRate = (input: PipelineRecords): WinRate => rateOf(closedDeals(input));

/** Over the deals closed in a period, its first and its last day included. */
export const winRateIn = (
  input: PipelineRecords,
  { from, until }: { readonly from: BusinessDate; readonly until: BusinessDate },
): WinRate => rateOf(closedDeals(input).filter(({ closed }) => closed >= from && closed <= until));

/** Over the deals closed in the 365 days up to and including today. */
export const winRateOfLastYear = (input: PipelineRecords): WinRate =>
  winRateIn(input, { from: addDays(input.today, -364), until: input.today });

/** One rate for each quarter in which deals were closed, earliest first. */
export function winRateByQuarter(input: PipelineRecords): QuarterWinRate[] {
  const groups = Map.groupBy(closedDeals(input), ({ closed }) => quarterOf(closed));
  return [...groups].map(([quarter, group]) => ({ quarter, ...rateOf(group) })).sort((a, b) => (a.quarter < b.quarter ? -1 : 1));
}
