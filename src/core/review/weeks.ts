import { Temporal } from "temporal-polyfill";
import { addDays, type BusinessDate, dateInZone } from "../calendar/business-date.ts";
import type { Period } from "./period.ts";
import { type Review, type ReviewSource, reviewsOf } from "./review.ts";

/** A week of ISO 8601, from Monday to Sunday, as `2026-W47`. Later weeks compare greater as text. */
export type Week = string & { readonly __brand: "Week" };

/** The Monday of a day's week. */
const mondayOf = (date: BusinessDate): BusinessDate => addDays(date, 1 - Temporal.PlainDate.from(date).dayOfWeek);

/** The week that a day belongs to; its year may be another than the day's. */
function weekOf(date: BusinessDate): Week {
  const { yearOfWeek, weekOfYear } = Temporal.PlainDate.from(date);
  return `${yearOfWeek}-W${String(weekOfYear).padStart(2, "0")}` as Week;
}

/** A week and its days; the running one ends today. */
export interface WeekPeriod extends Period {
  readonly week: Week;
}

/** The weeks from one day's to another's, earliest first. */
export function weeksBetween(first: BusinessDate, today: BusinessDate): WeekPeriod[] {
  const weeks: WeekPeriod[] = [];
  for (let since = mondayOf(first); since <= today; since = addDays(since, 7)) {
    const sunday = addDays(since, 6);
    weeks.push({ week: weekOf(since), since, until: sunday < today ? sunday : today });
  }
  return weeks;
}

/** The review of a week. */
export interface WeekReview extends Review {
  readonly week: Week;
}

/** A review of every week from the first commit of a deal to today, earliest first; those in which nothing happened included. */
export function weeklyReviews(source: ReviewSource, today: BusinessDate): WeekReview[] {
  const first = [...source.versions.values()].reduce(
    (least, [version]) => Math.min(least, version?.recorded ?? least),
    Number.POSITIVE_INFINITY,
  );
  if (first === Number.POSITIVE_INFINITY) return [];
  const weeks = weeksBetween(dateInZone(first, source.zone), today);
  const reviews = reviewsOf(source, weeks);
  return weeks.flatMap(({ week }, index) => {
    const review = reviews[index];
    return review ? [{ week, ...review }] : [];
  });
}
