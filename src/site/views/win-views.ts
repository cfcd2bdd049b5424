import type { BusinessDate } from "../../core/calendar/business-date.ts";
import { fiscalQuarterOf, type Period } from "../../core/calendar/period.ts";
import type { PipelineRecords } from "../../core/metrics/deal-record.ts";
import { touchedIn } from "../../core/metrics/touched-in.ts";
import type { BaseSum, Valued } from "../../core/metrics/valuation.ts";
import { type QuarterWinRate, type WinRate, winRate, winRateByQuarter } from "../../core/metrics/win-rate.ts";
import { type WinRateByValue, winRateByValue } from "../../core/metrics/win-rate-by-value.ts";
import type { Format } from "./format.ts";

/** What is not in a sum, after what is: deals without an amount, and amounts without a rate. */
export function missingNote(sums: readonly BaseSum<Valued>[], format: Format): string {
  const without = sums.reduce((sum, { withoutAmount }) => sum + withoutAmount, 0);
  const apart = sums.flatMap(({ notConverted }) => notConverted.sums);
  return [
    ...(without > 0 ? [`; ${without} more without an amount`] : []),
    ...(apart.length > 0 ? [`; without a rate: ${format.sums(apart)}`] : []),
  ].join("");
}

/** Charts show as many of the last quarters. */
export const quartersShown = 8;

/** A calendar quarter in which deals were closed, by number and by value. */
export interface ClosedQuarter {
  readonly byCount: QuarterWinRate;
  readonly byValue: WinRateByValue;
}

/** The days of a quarter such as `2026-Q4`. */
function daysOf(quarter: string): Period {
  const month = String((Number(quarter.slice(6)) - 1) * 3 + 1).padStart(2, "0");
  return fiscalQuarterOf(`${quarter.slice(0, 4)}-${month}-01` as BusinessDate, "01-01");
}

/** The quarters in which the pipeline closed deals, earliest first. */
export const closedQuarters = (input: PipelineRecords): ClosedQuarter[] =>
  winRateByQuarter(input).map((byCount) => {
    const period = daysOf(byCount.quarter);
    return { byCount, byValue: winRateByValue(touchedIn(input, period), period) };
  });

const overall = new WeakMap<PipelineRecords, WinRate>();

/** The win rate over all time; worked out once, because the page of every period asks. */
export function overallWinRate(input: PipelineRecords): WinRate {
  const known = overall.get(input) ?? winRate(input);
  overall.set(input, known);
  return known;
}
