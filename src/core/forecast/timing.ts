import { type BusinessDate, daysBetween } from "../calendar/business-date.ts";
import { fewestEnded, type StageChance } from "./chances.ts";
import type { ForecastDeal } from "./forecast.ts";
import { endOfMonth, type Month } from "./month.ts";

/** What is known of the day on which a deal may be won: how long won deals took, its expected close, or nothing. */
export type TimingSource = "history" | "expected-close" | "unknown";

/** The days from today on which a deal may be won, each as likely as the others. */
interface Timing {
  readonly source: TimingSource;
  readonly days: readonly number[];
}

/** A deal takes as long in all as one of the won deals that took at least what it has taken so far; where those are too few, it keeps its word. */
export function timingOf({ record: { deal } }: ForecastDeal, chance: StageChance | undefined, today: BusinessDate): Timing {
  const age = daysBetween(deal.stage_entered, today);
  const longer = (chance?.daysToWin ?? []).filter((days) => days >= age);
  if (longer.length >= fewestEnded) return { source: "history", days: longer.map((days) => days - age) };
  const date = deal.expected_close;
  if (date !== undefined && date >= today) return { source: "expected-close", days: [daysBetween(today, date)] };
  return { source: "unknown", days: [] };
}

/** Finds the place of the month in which a day lies, by its days from today; what lies beyond the last comes after it. */
export function monthFinder(today: BusinessDate, months: readonly Month[]): (days: number) => number {
  const ends = months.map((month) => daysBetween(today, endOfMonth(month)));
  return (days) => {
    const place = ends.findIndex((end) => days <= end);
    return place === -1 ? months.length : place;
  };
}
