import { isIn, type Period } from "../calendar/period.ts";
import { activityKinds } from "../deal/activity-kinds.ts";
import type { Activity } from "../deal/deal.ts";
import type { DealRecord } from "./deal-record.ts";
import { type Interval, wilsonInterval } from "./wilson.ts";

/** A kind of activity. */
export type ActivityKind = (typeof activityKinds)[number];

/** Conversations that can be recorded, if the customer agrees. */
const recordableKinds: ReadonlySet<ActivityKind> = new Set(["call", "meeting", "demo"]);

/** How many of `n` were so. */
export interface ActivityShare {
  readonly count: number;
  readonly n: number;
  /** From 0 to 1; absent, like the interval, where `n` is 0. */
  readonly rate?: number;
  /** What the true rate may be, at 95 %. */
  readonly interval?: Interval;
}

/** What somebody, or everybody, did for deals. */
export interface ActivityCounts {
  /** In the order in which kinds are listed everywhere; those that never happened are 0. */
  readonly kinds: Readonly<Record<ActivityKind, number>>;
  readonly count: number;
  /** For how many deals. */
  readonly deals: number;
  /** Activities that the customer answered. */
  readonly replies: ActivityShare;
  /** Calls, meetings and demos that were recorded with the customer's consent. */
  readonly recorded: ActivityShare;
}

/** What one person did. */
export interface PersonActivities extends ActivityCounts {
  /** Id from people.yaml. */
  readonly person: string;
}

interface Done {
  readonly activity: Activity;
  readonly slug: string;
}

const shareOf = (count: number, n: number): ActivityShare => ({
  count,
  n,
  ...(n > 0 && { rate: count / n, interval: wilsonInterval(count, n) }),
});

function countsOf(done: readonly Done[]): ActivityCounts {
  const byKind = Map.groupBy(done, ({ activity }) => activity.kind);
  const kinds = Object.fromEntries(activityKinds.map((kind) => [kind, byKind.get(kind)?.length ?? 0])) as Record<ActivityKind, number>;
  const recordable = done.filter(({ activity }) => recordableKinds.has(activity.kind));
  const recorded = recordable.filter(({ activity }) => activity.recorded !== undefined);
  return {
    kinds,
    count: done.length,
    deals: new Set(done.map(({ slug }) => slug)).size,
    replies: shareOf(done.filter(({ activity }) => activity.reply === true).length, done.length),
    recorded: shareOf(recorded.length, recordable.length),
  };
}

const doneIn = (records: readonly DealRecord[], period: Period): Done[] =>
  records.flatMap(({ deal: { slug, activities } }) =>
    activities.flatMap((activity) => (isIn(activity.date, period) ? [{ activity, slug }] : [])),
  );

/** What was done for deals in a period, by whomever. */
export const activityCounts = (records: readonly DealRecord[], period: Period): ActivityCounts => countsOf(doneIn(records, period));

/** What each person did for deals in a period, the most active first; whoever did nothing is not there. */
export function activitiesByPerson(records: readonly DealRecord[], period: Period): PersonActivities[] {
  return [...Map.groupBy(doneIn(records, period), ({ activity }) => activity.by)]
    .map(([person, done]) => ({ person, ...countsOf(done) }))
    .sort((a, b) => b.count - a.count || (a.person < b.person ? -1 : 1));
}
