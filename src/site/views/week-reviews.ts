import type { BusinessDate } from "../../core/calendar/business-date.ts";
import type { Money } from "../../core/money/money.ts";
import type { ChangeKind } from "../../core/review/change.ts";
import { instantsOf, type Period } from "../../core/review/period.ts";
import type { Review } from "../../core/review/review.ts";
import type { RuleCommit } from "../../core/review/rule-effect.ts";
import { type Week, type WeekReview, weeklyReviews } from "../../core/review/weeks.ts";
import type { Format } from "./format.ts";
import type { Site } from "./site.ts";

let latest: { readonly site: Site; readonly weeks: readonly WeekReview[] } | undefined;

/** The review of every week, earliest first; worked out once for all pages, in one walk over the record. */
export function weekReviewsFor(site: Site): readonly WeekReview[] {
  if (latest?.site !== site) {
    const { versions, deals, rules, rates, zone, today } = site;
    latest = { site, weeks: weeklyReviews({ versions, records: deals, pipelines: rules.pipelines, rates, zone }, today) };
  }
  return latest.weeks;
}

/** What a week is called: `Week 47 of 2026`. */
export const weekName = (week: Week): string => `Week ${Number(week.slice(6))} of ${week.slice(0, 4)}`;

/** The days of a period: `16 Nov 2026 to 22 Nov 2026`. */
export const daysText = ({ since, until }: Period, format: Format): string =>
  since === until ? format.date(since) : `${format.date(since)} to ${format.date(until)}`;

/** True for the week that today belongs to, unless it ends today. */
export const isRunning = ({ until }: Period, today: BusinessDate): boolean => until === today && new Date(today).getUTCDay() !== 0;

/** How many changes of these kinds a review tells of. */
export const countOf = ({ groups }: Review, kinds: readonly ChangeKind[]): number =>
  groups.filter(({ kind }) => kinds.includes(kind)).reduce((sum, { changes }) => sum + changes.length, 0);

/** By how much the weighted forecast changed. */
export const changeOf = ({ before, after }: Review): Money => ({ ...after, minor: after.minor - before.minor });

/** The changes of rules and handbook that were recorded in a period. */
export function ruleCommitsIn(period: Period, { ruleCommits, zone }: Site): RuleCommit[] {
  const { from, to } = instantsOf(period, zone);
  return ruleCommits.filter(({ recorded }) => recorded >= from && recorded < to);
}
