import type { Period } from "../calendar/period.ts";
import { type Closing, closingsOf } from "./closings.ts";
import type { PipelineRecords } from "./deal-record.ts";
import { type BaseSum, sumInBase } from "./valuation.ts";

/** What won and lost deals were worth, in the base currency at the rates of the days on which they closed. */
export interface WinRateByValue {
  readonly won: BaseSum<Closing>;
  readonly lost: BaseSum<Closing>;
  /** Closed deals whose amount is in the rate. */
  readonly count: number;
  /** From 0 to 1; absent where nothing that closed was worth anything. It has no interval: euros are not drawn one by one. */
  readonly rate?: number;
}

/** The win rate by value of the deals that the pipeline won or lost in a period. */
export function winRateByValue(input: PipelineRecords, period?: Period): WinRateByValue {
  const { won: ofWon = [], lost: ofLost = [] } = Object.groupBy(closingsOf(input, period), ({ isWon }) => (isWon ? "won" : "lost"));
  const [won, lost] = [sumInBase(ofWon, input.rates), sumInBase(ofLost, input.rates)];
  const total = won.sum.minor + lost.sum.minor;
  return { won, lost, count: won.count + lost.count, ...(total > 0 && { rate: won.sum.minor / total }) };
}
