import { type Bar, drawBars, drawColumns } from "../../adapters/charts/bars.ts";
import { drawDots } from "../../adapters/charts/dots.ts";
import { drawHistogram } from "../../adapters/charts/histogram.ts";
import { drawRates } from "../../adapters/charts/rates.ts";
import type { BusinessDate } from "../../core/calendar/business-date.ts";
import { daysIn, isIn, type NamedPeriod, periodsIn } from "../../core/calendar/period.ts";
import type { ActivityCounts, ActivityKind } from "../../core/metrics/activity-counts.ts";
import type { Closing } from "../../core/metrics/closings.ts";
import type { LostGroup } from "../../core/metrics/lost-reasons.ts";
import type { PeriodChanges } from "../../core/metrics/period-changes.ts";
import type { LeadSource } from "../../core/metrics/sources.ts";
import { sumsOf } from "../../core/metrics/valuation.ts";
import { decimalOf, type Money } from "../../core/money/money.ts";
import type { Share } from "../../core/statistics/share.ts";
import { colours } from "./colours.ts";
import type { Format } from "./format.ts";
import type { Draw } from "./way-charts.ts";

/** For the length of a bar only; what is printed comes from the exact amount. */
const sizeOf = (amount: Money | undefined): number => (amount ? Math.abs(Number(decimalOf(amount))) : 0);

/** A rate with a name, to be compared with others. */
export interface NamedShare {
  readonly name: string;
  readonly share: Share;
}

/** Rates below each other, each with its interval. */
export const sharesChart =
  (shares: readonly NamedShare[], label: string, format: Format): Draw =>
  (width) =>
    drawRates({
      label,
      width,
      colour: colours.accent,
      rows: shares.map(({ name, share: { rate, interval, n } }) => ({
        label: name,
        text: rate === undefined ? "none closed" : `${format.wholePercent(rate)} of ${n}`,
        ...(rate !== undefined && interval && { range: { rate, ...interval } }),
      })),
      formatRate: format.wholePercent,
    });

/** What was won of what was worth something. */
export interface WonPart {
  readonly name: string;
  readonly won: Money;
  readonly lost: Money;
  readonly text: string;
}

/** Won values in front of the values of all that closed. */
export const wonPartChart =
  (parts: readonly WonPart[], label: string): Draw =>
  (width) =>
    drawBars({
      label,
      width,
      colours: [colours.grey, colours.accent],
      bars: parts.flatMap(({ name, won, lost, text }): Bar[] => [
        { label: name, value: sizeOf(won) + sizeOf(lost), series: "closed", text },
        { label: name, value: sizeOf(won), series: "won" },
      ]),
    });

const dotsShown = 500;

/** The won deals in the base currency by the day on which they were won, with their mean. */
export const sizesChart =
  (won: readonly Closing[], mean: Money, format: Format): Draw =>
  (width) =>
    drawDots({
      label: `Amounts of the won deals in ${mean.currency} by the day they were won, with their mean`,
      width,
      dots: won.slice(-dotsShown).flatMap(({ base, day }) => (base ? [{ time: Date.parse(day), value: sizeOf(base) }] : [])),
      rule: sizeOf(mean),
      colour: colours.accent,
      format: format.short,
      formatTime: format.month,
    });

/** A part of a period, as columns are named. */
interface Part {
  readonly from: BusinessDate;
  readonly until: BusinessDate;
  readonly label: string;
}

/** The weeks of a month by the days that they have. */
const weeksOf = (period: NamedPeriod): Part[] =>
  [1, 8, 15, 22, 29].flatMap((first) => {
    const last = Math.min(first + 6, Number(period.until.slice(8)));
    const dayOf = (day: number) => `${period.from.slice(0, 8)}${String(day).padStart(2, "0")}` as BusinessDate;
    return first > last ? [] : [{ from: dayOf(first), until: dayOf(last), label: `${first}–${last}` }];
  });

/** What parts of a period are called by. */
interface Naming {
  readonly format: Format;
  /** First day of the fiscal year as `MM-01`. */
  readonly fiscalStart: string;
}

/** A period in a few parts: the weeks of a month, months, quarters, or years. */
function partsOf(period: NamedPeriod, { format, fiscalStart }: Naming): Part[] {
  const days = daysIn(period);
  if (period.kind === "month") return weeksOf(period);
  const unit = days <= 100 ? "month" : days <= 800 ? "quarter" : "year";
  const label = (part: NamedPeriod): string => (unit === "month" ? format.month(Date.parse(part.from)) : part.name);
  return periodsIn(period, unit, fiscalStart).map((part) => ({ ...part, label: label(part) }));
}

/** How many deals came in each part of a period. */
export function newDealsChart({ created }: PeriodChanges, period: NamedPeriod, naming: Naming): Draw {
  const bars = partsOf(period, naming).map((part): Bar => {
    const count = created.filter(({ day }) => isIn(day, part)).length;
    return { label: part.label, value: count, series: "new", ...(count > 0 && { text: String(count) }) };
  });
  return (width) => drawColumns({ label: "Number of new deals over the period", width, colours: [colours.accent], bars });
}

/** By how much amounts grew and shrank together. */
export const amountsChart =
  ({ grown, shrunk }: PeriodChanges, format: Format): Draw =>
  (width) =>
    drawBars({
      label: `What amounts grew and shrank by, in ${grown.sum.currency}`,
      width,
      colours: [colours.accent, colours.back],
      bars: [
        { label: "Grown", value: sizeOf(grown.sum), series: "grown", text: format.money(grown.sum) },
        { label: "Shrunk", value: sizeOf(shrunk.sum), series: "shrunk", text: format.money(shrunk.sum) },
      ],
    });

/** The last day of each column but the last one. */
export const slipLimits = [7, 14, 30, 60, 90, 180] as const;

/** By how many days deals slipped. */
export const slippedChart =
  ({ slipped }: PeriodChanges): Draw =>
  (width) =>
    drawHistogram({
      label: "Number of slipped deals by the days by which they were put off",
      width,
      values: slipped.map(({ days }) => days),
      limits: slipLimits,
      colour: colours.back,
    });

const kindsShown = 12;

/** How often each of some things happened, the most frequent first. */
export function countsChart(names: readonly string[], { label, colour }: { label: string; colour: string }): Draw {
  const counts = [...Map.groupBy(names, (name) => name)].map(([name, all]) => ({ name, count: all.length }));
  const bars = counts
    .sort((a, b) => b.count - a.count)
    .slice(0, kindsShown)
    .map(({ name, count }): Bar => ({ label: name, value: count, series: "count", text: String(count) }));
  return (width) => drawBars({ label, width, colours: [colour], bars });
}

/** A group of lost deals with its name. */
export type NamedLoss = Pick<LostGroup, "count" | "rate" | "value"> & { readonly name: string };

/** How many deals were lost, by reason or by stage. */
export const lossesChart =
  (groups: readonly NamedLoss[], label: string, format: Format): Draw =>
  (width) =>
    drawBars({
      label,
      width,
      colours: [colours.grey],
      bars: groups.map(({ name, count, rate }) => ({
        label: name,
        value: count,
        series: "lost",
        text: `${count} · ${format.wholePercent(rate)}`,
      })),
    });

/** What lost deals were worth in the base currency. */
export const lostValueChart =
  (groups: readonly NamedLoss[], label: string, format: Format): Draw =>
  (width) =>
    drawBars({
      label,
      width,
      colours: [colours.back],
      bars: groups.map(({ name, value }) => ({
        label: name,
        value: sizeOf(value.sum),
        series: "value",
        text: format.sums(sumsOf(value)),
      })),
    });

/** What a source is called. */
export const sourceName = ({ source }: Pick<LeadSource, "source">): string => source || "Not said";

/** Deals of each source, the won and the lost ones in front. */
export const sourcesChart =
  (sources: readonly LeadSource[]): Draw =>
  (width) =>
    drawBars({
      label: "New deals by source, those that closed in front: lost, and before them won",
      width,
      colours: [colours.soft, colours.grey, colours.accent],
      bars: sources.slice(0, kindsShown).flatMap((each): Bar[] => [
        { label: sourceName(each), value: each.count, series: "open", text: String(each.count) },
        { label: sourceName(each), value: each.won + each.lost, series: "lost" },
        { label: sourceName(each), value: each.won, series: "won" },
      ]),
    });

/** Of the sources' bars. */
export const sourceLegend = { won: colours.accent, lost: colours.grey, open: colours.soft } as const;

/** The kinds of activities that there were, with how many of each. */
export const kindsDone = ({ kinds }: Pick<ActivityCounts, "kinds">): [ActivityKind, number][] =>
  (Object.entries(kinds) as [ActivityKind, number][]).filter(([, count]) => count > 0);

/** A kind of activity as the head of a column. */
export const kindName = (kind: ActivityKind): string => kind.replace(/^./, (letter) => letter.toUpperCase());

/** How many activities there were of each kind. */
export const activitiesChart =
  (counts: ActivityCounts): Draw =>
  (width) =>
    drawBars({
      label: "Number of activities of each kind",
      width,
      colours: [colours.accent],
      bars: kindsDone(counts).map(([kind, count]) => ({ label: kindName(kind), value: count, series: "activities", text: String(count) })),
    });
