import { type NamedPeriod, offeredPeriods, type PeriodKind } from "../../core/calendar/period.ts";
import type { PipelineRecords } from "../../core/metrics/deal-record.ts";
import { firstDayOf } from "../../core/metrics/first-day.ts";
import { touchedIn } from "../../core/metrics/touched-in.ts";
import type { LinkGroup } from "./link-group.ts";
import { periodHref } from "./links.ts";
import type { Site } from "./site.ts";

const known = new WeakMap<Site, readonly NamedPeriod[]>();

/** The periods that have pages, the same for all pipelines; worked out once. */
export function periodsOf(site: Site): readonly NamedPeriod[] {
  const found = known.get(site);
  if (found) return found;
  const { deals, today, fiscalStart } = site;
  const periods = offeredPeriods({ first: firstDayOf(deals, today), today, fiscalStart });
  known.set(site, periods);
  return periods;
}

/** The period of a pipeline's own page: the last 365 days. */
export function usualPeriod(site: Site): NamedPeriod {
  const usual = periodsOf(site).find(({ kind }) => kind === "days");
  if (!usual) throw new Error("The last days are always among the periods.");
  return usual;
}

/** When something happened, to end a sentence: `in the last 365 days`, `in October 2026`, `in all`. */
export const inPeriod = ({ kind, name }: NamedPeriod): string =>
  kind === "all" ? "in all" : kind === "days" ? `in the ${name.toLowerCase()}` : `in ${name}`;

const groups: readonly { readonly name: string; readonly kinds: readonly PeriodKind[] }[] = [
  { name: "Long", kinds: ["days", "all"] },
  { name: "Years", kinds: ["year"] },
  { name: "Quarters", kinds: ["quarter"] },
  { name: "Months", kinds: ["month"] },
];

/** All periods for choosing one; `current` is the one that is shown. */
export function periodLinks(site: Site, pipeline: string, current?: string): LinkGroup[] {
  const periods = periodsOf(site);
  return groups.map(({ name, kinds }) => ({
    name,
    links: periods
      .filter(({ kind }) => kinds.includes(kind))
      .map((period) => ({ name: period.name, href: periodHref(pipeline, period.id), isCurrent: period.id === current })),
  }));
}

/** The periods of the same kind before and after one, as far as they have pages. */
export function periodsBeside(site: Site, { id, kind }: NamedPeriod): { readonly before?: NamedPeriod; readonly after?: NamedPeriod } {
  const same = periodsOf(site).filter((period) => period.kind === kind && kind !== "days" && kind !== "all");
  const index = same.findIndex((period) => period.id === id);
  const [after, before] = index === -1 ? [] : [same[index - 1], same[index + 1]];
  return { ...(before && { before }), ...(after && { after }) };
}

/** A pipeline, and the deals of it to which something happened in a period. */
export interface PeriodRecords {
  readonly input: PipelineRecords;
  readonly period: NamedPeriod;
}

/** What the figures of a pipeline's period are made from. */
export const recordsIn = (input: PipelineRecords, period: NamedPeriod): PeriodRecords => ({ input: touchedIn(input, period), period });
