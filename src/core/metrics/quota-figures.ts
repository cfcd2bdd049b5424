import { type BusinessDate, earlierOf } from "../calendar/business-date.ts";
import { daysIn, overlapOf, type Period } from "../calendar/period.ts";
import { fractionOf, type Money } from "../money/money.ts";
import type { Quota } from "../people/people.ts";
import type { QualifiedOpportunity } from "./qualified.ts";
import { measureOf, type QuotaMeasure, type QuotaTerms, quotaIn } from "./quota.ts";
import type { Win } from "./wins.ts";

/** How far somebody, or a team, has come in a period. */
interface Progress<Measure extends QuotaMeasure, Amount, Item> {
  readonly measure: Measure;
  /** For the days in the role, of the whole period; absent where no rate converts it. */
  readonly quota?: Amount;
  /** The part of it that falls on the days up to and including today. */
  readonly due?: Amount;
  readonly achieved: Amount;
  /** What was achieved, earliest first; a win without an amount, or without a rate for it, is among it and adds nothing. */
  readonly items: readonly Item[];
  /** Achieved ÷ quota of the whole period, 1 is all of it; absent where there is no quota. */
  readonly attainment?: number;
  /** Achieved ÷ what is due by today, 1 is on the line; absent before the first day in the role. */
  readonly pace?: number;
  /** What it comes to in the whole period if it goes on like this; absent before the first day in the role. */
  readonly projected?: Amount;
}

/** How far somebody, or a team, has come with money that was won, in the base currency. */
export type RevenueProgress = Progress<"revenue", Money, Win>;

/** How far somebody, or a team, has come with qualified opportunities; quotas and projections may have a fraction. */
export type QualifiedProgress = Progress<"qualified", number, QualifiedOpportunity>;

/** How far somebody, or a team, has come. */
export type QuotaProgress = RevenueProgress | QualifiedProgress;

/** The figures of a progress: in the smallest unit of the base currency, or in opportunities. */
export interface QuotaFigures {
  readonly quota: number | undefined;
  readonly due: number | undefined;
  readonly achieved: number;
  readonly projected: number | undefined;
}

/** What somebody's quota is held against. */
export interface QuotaAccount {
  readonly quota: Quota;
  /** The days of the period on which they are in the role. */
  readonly tenure: Period | undefined;
  readonly achieved: number;
}

function projection({ quota, achieved }: QuotaAccount, tenure: Period, elapsed: Period): number {
  const [whole, past] = [daysIn(tenure), daysIn(elapsed)];
  if (measureOf(quota) === "qualified") return (achieved * whole) / past;
  return fractionOf({ minor: achieved, currency: "" }, whole, past).minor;
}

/** The figures of one person as of today. Who was not in the role in the period has no quota, and what was achieved stands. */
export function figuresOf(account: QuotaAccount, today: BusinessDate, terms: QuotaTerms): QuotaFigures {
  const { quota, tenure, achieved } = account;
  if (!tenure) return { quota: 0, due: 0, achieved, projected: achieved };
  const elapsed = overlapOf(tenure, { from: tenure.from, until: earlierOf(tenure.until, today) });
  return {
    quota: quotaIn(quota, tenure, terms),
    due: elapsed ? quotaIn(quota, elapsed, terms) : 0,
    achieved,
    projected: elapsed && projection(account, tenure, elapsed),
  };
}

const sum = (values: readonly (number | undefined)[]): number | undefined =>
  values.reduce((total: number | undefined, each) => (total === undefined || each === undefined ? undefined : total + each), 0);

/** The figures of several people together: the sums of theirs. Whoever has yet to begin is projected to achieve nothing. */
export function addFigures(all: readonly QuotaFigures[]): QuotaFigures {
  const projections = all.flatMap(({ projected }) => projected ?? []);
  return {
    quota: sum(all.map(({ quota }) => quota)),
    due: sum(all.map(({ due }) => due)),
    achieved: all.reduce((total, { achieved }) => total + achieved, 0),
    projected: projections.length > 0 ? sum(projections) : undefined,
  };
}

function amountsOf<T>({ quota, due, achieved, projected }: QuotaFigures, as: (figure: number) => T) {
  return {
    ...(quota !== undefined && { quota: as(quota) }),
    ...(due !== undefined && { due: as(due) }),
    achieved: as(achieved),
    ...(projected !== undefined && { projected: as(projected) }),
  };
}

const ratiosOf = ({ quota = 0, due = 0, achieved }: QuotaFigures) => ({
  ...(quota > 0 && { attainment: achieved / quota }),
  ...(due > 0 && { pace: achieved / due }),
});

/** Figures in the smallest unit of a currency as a progress in money. */
export const revenueProgress = (figures: QuotaFigures, items: readonly Win[], currency: string): RevenueProgress => ({
  measure: "revenue",
  ...amountsOf(figures, (minor) => ({ minor, currency })),
  ...ratiosOf(figures),
  items,
});

/** Figures as a progress in opportunities. */
export const qualifiedProgress = (figures: QuotaFigures, items: readonly QualifiedOpportunity[]): QualifiedProgress => ({
  measure: "qualified",
  ...amountsOf(figures, (count) => count),
  ...ratiosOf(figures),
  items,
});
