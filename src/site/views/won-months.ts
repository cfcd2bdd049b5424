import type { FanMonth } from "../../adapters/charts/fan.ts";
import type { BusinessDate } from "../../core/calendar/business-date.ts";
import { monthEnds } from "../../core/calendar/month-ends.ts";
import { type Closing, closingsOf } from "../../core/metrics/closings.ts";
import type { PipelineRecords } from "../../core/metrics/deal-record.ts";
import { type BaseSum, sumInBase } from "../../core/metrics/valuation.ts";
import { decimalOf } from "../../core/money/money.ts";
import type { Format } from "./format.ts";

/** As many months stand before those to come. */
const monthsBack = 6;

const sameMonthLastYear = (today: BusinessDate): BusinessDate => `${Number(today.slice(0, 4)) - 1}${today.slice(4, 7)}-01` as BusinessDate;

/** What was won in a month, in the base currency. */
export interface WonMonth {
  /** The month's last day. */
  readonly until: BusinessDate;
  readonly deals: number;
  readonly won: BaseSum<Closing>;
}

/** What was won in each of the last months that are over. */
export function wonMonths(input: PipelineRecords): WonMonth[] {
  const ends = monthEnds(sameMonthLastYear(input.today), input.today).slice(-monthsBack);
  return ends.map((until) => {
    const period = { from: `${until.slice(0, 7)}-01` as BusinessDate, until };
    const won = closingsOf(input, period).filter(({ isWon }) => isWon);
    return { until, deals: won.length, won: sumInBase(won, input.rates) };
  });
}

/** These months as the bars before a forecast. */
export const wonBars = (months: readonly WonMonth[], format: Format): FanMonth[] =>
  months.map(({ until, won }) => ({ label: format.month(Date.parse(until)), closed: Number(decimalOf(won.sum)) }));
