import type { Progress } from "../../adapters/charts/progress.ts";
import { fiscalQuarterOf, fiscalYearOf, monthOf, type NamedPeriod } from "../../core/calendar/period.ts";
import { quotaOf } from "../../core/metrics/quota.ts";
import type { QuotaProgress } from "../../core/metrics/quota-figures.ts";
import { achievementsOf, type PersonQuota, type QuotaReport, quotaReport } from "../../core/metrics/quota-report.ts";
import { decimalOf, type Money } from "../../core/money/money.ts";
import type { Quota } from "../../core/people/people.ts";
import { counted, type Format } from "./format.ts";
import type { Site } from "./site.ts";

/** The quotas of a period that is running. */
export interface QuotaPeriod {
  readonly unit: Quota["per"];
  readonly period: NamedPeriod;
  readonly report: QuotaReport;
}

let latest: { readonly site: Site; readonly periods: readonly QuotaPeriod[] } | undefined;

function readPeriods({ people, deals, rates, today, fiscalStart, rules }: Site): QuotaPeriod[] {
  if (!people) return [];
  const achievements = achievementsOf(deals, people, rates);
  const input = { people, pipelines: [...rules.pipelines.values()], achievements, today, rates, fiscalStart };
  const running = [
    { unit: "month", period: monthOf(today) },
    { unit: "quarter", period: fiscalQuarterOf(today, fiscalStart) },
    { unit: "year", period: fiscalYearOf(today, fiscalStart) },
  ] as const;
  return running.map(({ unit, period }) => ({ unit, period, report: quotaReport(input, period) }));
}

/** The quotas of the running month, quarter and fiscal year; worked out once for all pages. */
export function quotaPeriods(site: Site): readonly QuotaPeriod[] {
  if (latest?.site !== site) latest = { site, periods: readPeriods(site) };
  return latest.periods;
}

/** How far somebody has come in a period. */
export interface OwnQuota extends PersonQuota {
  readonly period: NamedPeriod;
}

/** How far somebody has come in the running period that their quota is for, and in the longer ones; none without a quota. */
export function quotasOf(id: string, site: Site): OwnQuota[] {
  const person = site.people?.people[id];
  const quota = person && site.people ? quotaOf(site.people, person) : undefined;
  if (!quota) return [];
  const periods = quotaPeriods(site);
  const fitting = periods.slice(periods.findIndex(({ unit }) => unit === quota.per));
  return fitting.flatMap(({ period, report }) => report.people.filter((each) => each.person === id).map((each) => ({ ...each, period })));
}

/** An amount or a number of opportunities, as the measure has it. */
const amountText = (amount: Money | number | undefined, format: Format): string => {
  if (amount === undefined) return "–";
  return typeof amount === "number" ? format.number(amount) : format.money(amount);
};

const sizeOf = (amount: Money | number | undefined): number =>
  amount === undefined ? 0 : typeof amount === "number" ? amount : Number(decimalOf(amount));

const percentText = (share: number | undefined, format: Format): string => (share === undefined ? "–" : format.wholePercent(share));

const whatCounts = { revenue: "won deal", qualified: "qualified opportunity" } as const;

/** The figures of a progress in words. */
export function progressWords({ measure, quota, due, achieved, attainment, pace, projected, items }: QuotaProgress, format: Format) {
  return {
    quota: amountText(quota, format),
    due: amountText(due, format),
    achieved: amountText(achieved, format),
    projected: amountText(projected, format),
    attainment: percentText(attainment, format),
    pace: percentText(pace, format),
    n: counted(items.length, whatCounts[measure], measure === "qualified" ? "qualified opportunities" : undefined),
  };
}

/** The headings of a table's columns that tell a progress. */
export const progressHead = ["Quota", "Achieved", "Attainment", "Due by today", "Pace", "Projected", "From (n)"];

/** A progress in a table's cells, below those headings. */
export const progressCells = (words: ReturnType<typeof progressWords>): string[] => [
  words.quota,
  words.achieved,
  words.attainment,
  words.due,
  words.pace,
  words.projected,
  words.n,
];

/** The line of a progress in a chart; none without a quota. */
export function progressLine(label: string, progress: QuotaProgress, format: Format): Progress[] {
  const { quota, due, achieved } = progress;
  if (sizeOf(quota) <= 0) return [];
  const short = (amount: Money | number | undefined): string => format.short(sizeOf(amount));
  const unit = progress.measure === "revenue" ? ` ${progress.achieved.currency}` : "";
  const text = `${percentText(progress.attainment, format)} · ${short(achieved)} of ${short(quota)}${unit}`;
  return [{ label, achieved: sizeOf(achieved), pace: sizeOf(due), target: sizeOf(quota), text }];
}

/** Says so where somebody is in their role for a part of a period only. */
export function tenureNote({ tenure, period }: OwnQuota, format: Format): string | undefined {
  if (!tenure || (tenure.from === period.from && tenure.until === period.until)) return undefined;
  const parts = [
    ...(tenure.from === period.from ? [] : [`from ${format.date(tenure.from)}`]),
    ...(tenure.until === period.until ? [] : [`until ${format.date(tenure.until)}`]),
  ];
  return `In the role ${parts.join(" ")}: the quota counts for these days only.`;
}
