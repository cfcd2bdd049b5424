import type { Bar } from "../../adapters/charts/bars.ts";
import { lastDays } from "../../core/calendar/period.ts";
import { activityKinds } from "../../core/deal/activity-kinds.ts";
import { type ActivityCounts, activitiesByPerson, activityCounts, type PersonActivities } from "../../core/metrics/activity-counts.ts";
import { filterRecords } from "../../core/metrics/filter.ts";
import { type WinRate, winRateOfLastYear } from "../../core/metrics/win-rate.ts";
import type { Pipeline } from "../../core/pipeline/pipeline.ts";
import type { Site } from "./site.ts";

/** Days that activities are counted over, the shorter first. */
export const activityDays = [30, 365] as const;

type ActivitiesOfAll = ReadonlyMap<string, PersonActivities>;

let latest: { readonly site: Site; readonly spans: readonly ActivitiesOfAll[] } | undefined;

function spansOf(site: Site): readonly ActivitiesOfAll[] {
  if (latest?.site !== site) {
    const spans = activityDays.map((days) => activitiesByPerson(site.deals, lastDays(site.today, days)));
    latest = { site, spans: spans.map((all) => new Map(all.map((each) => [each.person, each]))) };
  }
  return latest.spans;
}

/** What somebody did in the last days, for each number of `activityDays`. */
export const personActivities = (id: string, site: Site): ActivityCounts[] =>
  spansOf(site).map((all) => all.get(id) ?? activityCounts([], lastDays(site.today, 1)));

/** How often somebody did each kind, the fewer days in front of the more. */
export const activityBars = ([few, many]: readonly ActivityCounts[]): Bar[] =>
  activityKinds
    .filter((kind) => (many?.kinds[kind] ?? 0) > 0)
    .flatMap((kind): Bar[] => {
      const [recent, all] = [few?.kinds[kind] ?? 0, many?.kinds[kind] ?? 0];
      const label = kind.slice(0, 1).toUpperCase() + kind.slice(1);
      return [
        { label, value: all, series: "more", text: `${recent} · ${all}` },
        { label, value: recent, series: "few" },
      ];
    });

/** The win rate of somebody's deals in a pipeline. */
export interface PersonWinRate {
  readonly pipeline: Pipeline;
  readonly rate: WinRate;
}

/** Of the deals that are somebody's today, how many were won in the last 365 days, in each pipeline that closed one. */
export const winRatesOf = (owner: string, { pipelines }: Site): PersonWinRate[] =>
  pipelines
    .map((input) => ({ pipeline: input.pipeline, rate: winRateOfLastYear(filterRecords(input, { owner })) }))
    .filter(({ rate }) => rate.closed > 0);
