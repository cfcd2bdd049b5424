import { type MonthEnd, monthEndsOf, type PastColumn } from "../../core/metrics/month-ends.ts";
import { sumByCurrency } from "../../core/money/money.ts";
import { counted, type Format } from "./format.ts";
import type { LinkGroup } from "./link-group.ts";
import { boardHref, monthHref } from "./links.ts";
import type { Site } from "./site.ts";

let latest: { readonly site: Site; readonly ends: ReadonlyMap<string, readonly MonthEnd[]> } | undefined;

/** The boards of a pipeline at the ends of its months, earliest first; worked out once for all pages. */
export function monthEndsFor(site: Site, pipeline: string): readonly MonthEnd[] {
  if (latest?.site !== site) latest = { site, ends: monthEndsOf(site.pipelines) };
  return latest.ends.get(pipeline) ?? [];
}

/** The columns of the stages in which deals are worked on. */
export const openColumns = ({ columns }: MonthEnd): PastColumn[] => columns.filter(({ stage }) => stage.kind === "open");

/** The sums over the open stages at a month's end. */
export function openSums(end: MonthEnd) {
  const open = openColumns(end);
  return {
    count: open.reduce((sum, { count }) => sum + count, 0),
    value: sumByCurrency(open.flatMap(({ value }) => value)),
    weighted: sumByCurrency(open.flatMap(({ weighted }) => weighted)),
  };
}

/** The sentence above the board of a month's end; `worth` is false where deals have no amounts. */
export function monthLead(end: MonthEnd, measures: { readonly value: boolean; readonly weighted: boolean }, format: Format): string {
  const { count, value, weighted } = openSums(end);
  const parts = [
    counted(count, "open deal"),
    ...(measures.value ? [`${format.sums(value)} in the pipeline`] : []),
    ...(measures.weighted ? [`${format.sums(weighted)} weighted`] : []),
  ];
  return `${parts.join(", ")} on ${format.date(end.day)}.`;
}

/** All months' ends of a pipeline by year, the latest first, for choosing one; `current` is the one that is shown. */
export function monthLinks(
  ends: readonly MonthEnd[],
  pipeline: string,
  shown: { readonly current?: string; readonly format: Format },
): LinkGroup[] {
  const years = [...Map.groupBy(ends, ({ month }) => month.slice(0, 4))].reverse();
  return years.map(([name, own]) => ({
    name,
    links: own.map(({ day, month }) => ({
      name: shown.format.shortMonth(day),
      href: monthHref(pipeline, month),
      isCurrent: month === shown.current,
    })),
  }));
}

/** The boards next to one: the month's before, and the month's after, or today's. */
export function neighbours(ends: readonly MonthEnd[], index: number, pipeline: string) {
  const [before, after] = [ends[index - 1], ends[index + 1]];
  return {
    ...(before && { before: { day: before.day, href: monthHref(pipeline, before.month) } }),
    after: after ? { day: after.day, href: monthHref(pipeline, after.month) } : { href: boardHref(pipeline) },
  };
}
