import type { Interval } from "../../core/metrics/wilson.ts";
import type { Share } from "../../core/statistics/share.ts";
import { cautionOf } from "../../core/statistics/small-numbers.ts";
import type { MedianTime } from "../../core/statistics/survival.ts";
import { counted, type Format } from "./format.ts";

/** The limits of a rate: `31% to 86%`; a dash where there are none. */
export const rangeText = (interval: Interval | undefined, format: Format): string =>
  interval ? `${format.percent(interval.low)} to ${format.percent(interval.high)}` : "–";

/** A rate, or a dash where nothing is known. */
export const rateText = (rate: number | undefined, format: Format): string => (rate === undefined ? "–" : format.percent(rate));

/** Days with their unit, or a dash where nothing is known. */
export const daysText = (days: number | undefined, format: Format): string =>
  days === undefined ? "–" : days === 1 ? "1 day" : `${format.number(days)} days`;

/** The limits of a median: `28 days to …` where the upper one is not reached yet. */
export const limitsText = ({ low, high }: MedianTime, format: Format): string =>
  low === undefined && high === undefined
    ? "–"
    : `${low === undefined ? "…" : daysText(low, format)} to ${high === undefined ? "…" : daysText(high, format)}`;

/** A warning for a table's last column; empty where there are enough cases. */
export const cautionText = (n: number): string => cautionOf(n) ?? "";

/** What stands beside a rate: `5 of 8 deals; 95 % interval 30.6% to 86.3%`. */
export const shareNote = ({ count, n, interval }: Pick<Share, "count" | "n" | "interval">, format: Format): string =>
  `${count} of ${counted(n, "deal")}${interval ? `; 95 % interval ${rangeText(interval, format)}` : ""}`;
