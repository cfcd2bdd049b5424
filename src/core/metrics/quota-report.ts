import type { BusinessDate } from "../calendar/business-date.ts";
import { always, isIn, type Period } from "../calendar/period.ts";
import { sumIn } from "../money/money.ts";
import type { Rates } from "../money/rates.ts";
import type { People, Quota } from "../people/people.ts";
import type { Pipeline } from "../pipeline/pipeline.ts";
import type { DealRecord } from "./deal-record.ts";
import { type QualifiedOpportunity, qualifiedOpportunities } from "./qualified.ts";
import { measureOf, type QuotaMeasure, type QuotaTerms, quotaOf, tenureIn } from "./quota.ts";
import { addFigures, figuresOf, type QuotaFigures, type QuotaProgress, qualifiedProgress, revenueProgress } from "./quota-figures.ts";
import { type Win, winsOf } from "./wins.ts";

/** How far a person has come. */
export interface PersonQuota {
  /** Id from people.yaml. */
  readonly person: string;
  /** Id of their role. */
  readonly role: string;
  /** The days of the period on which they are in the role; absent for those who were not. */
  readonly tenure?: Period;
  readonly progress: QuotaProgress;
}

/** How far everybody of a role has come together. */
export interface TeamQuota {
  /** Id from people.yaml. */
  readonly role: string;
  /** Ids of the people, in the order of people.yaml. */
  readonly members: readonly string[];
  readonly progress: QuotaProgress;
}

/** Quotas of a period, and how far people and teams have come. */
export interface QuotaReport {
  /** Everybody who has a quota and was in the role or achieved something, in the order of people.yaml. */
  readonly people: readonly PersonQuota[];
  /** One for each role and measure. */
  readonly teams: readonly TeamQuota[];
  /** Ids of people who are to qualify opportunities, while no pipeline says what a qualified one is. */
  readonly unmeasured: readonly string[];
}

/** Everything that counts for somebody's quota, whenever it was; earliest first. */
export interface Achievements {
  readonly wins: readonly Win[];
  readonly opportunities: readonly QualifiedOpportunity[];
}

/** What quotas are held against. */
export interface QuotaInput extends QuotaTerms {
  readonly people: People;
  readonly pipelines: readonly Pipeline[];
  readonly achievements: Achievements;
  readonly today: BusinessDate;
}

const byDay = (a: { readonly day: BusinessDate }, b: { readonly day: BusinessDate }): number =>
  a.day === b.day ? 0 : a.day < b.day ? -1 : 1;

/** What counts for quotas among the deals of all pipelines: read once, it serves every period. */
export const achievementsOf = (all: readonly DealRecord[], people: People, rates: Rates): Achievements => ({
  wins: winsOf(all, rates).sort(byDay),
  opportunities: qualifiedOpportunities(all, people, always),
});

/** What people achieved in a period, by their id. */
interface Achieved {
  readonly wins: ReadonlyMap<string, readonly Win[]>;
  readonly opportunities: ReadonlyMap<string, readonly QualifiedOpportunity[]>;
}

/** A person's figures, with what they are made of. */
interface Account extends Omit<PersonQuota, "progress"> {
  readonly measure: QuotaMeasure;
  readonly figures: QuotaFigures;
  readonly wins: readonly Win[];
  readonly opportunities: readonly QualifiedOpportunity[];
}

function achievedIn<T extends { readonly day: BusinessDate; readonly person: string }>(
  all: readonly T[],
  period: Period,
): Map<string, T[]> {
  return Map.groupBy(
    all.filter(({ day }) => isIn(day, period)),
    ({ person }) => person,
  );
}

interface Holder {
  readonly person: string;
  readonly quota: Quota;
}

function accountOf(
  { person, quota }: Holder,
  { wins, opportunities }: Achieved,
  given: QuotaInput & { readonly period: Period },
): Account[] {
  const details = given.people.people[person];
  if (!details) return [];
  const measure = measureOf(quota);
  const own = { wins: wins.get(person) ?? [], opportunities: opportunities.get(person) ?? [] };
  const won = sumIn(
    given.rates.base,
    own.wins.flatMap(({ base }) => base ?? []),
  );
  const achieved = measure === "revenue" ? won.minor : own.opportunities.length;
  const tenure = tenureIn(details, given.period);
  if (!tenure && achieved === 0) return [];
  const figures = figuresOf({ quota, tenure, achieved }, given.today, given);
  return [{ person, role: details.role, ...(tenure && { tenure }), measure, figures, ...own }];
}

const progressOf = ({ measure, figures, wins, opportunities }: Account, base: string): QuotaProgress =>
  measure === "revenue" ? revenueProgress(figures, wins, base) : qualifiedProgress(figures, opportunities);

function teamOf(accounts: readonly Account[], base: string): TeamQuota[] {
  const [first] = accounts;
  if (!first) return [];
  const together: Account = {
    ...first,
    figures: addFigures(accounts.map(({ figures }) => figures)),
    wins: accounts.flatMap(({ wins }) => wins).sort(byDay),
    opportunities: accounts.flatMap(({ opportunities }) => opportunities).sort(byDay),
  };
  return [{ role: first.role, members: accounts.map(({ person }) => person), progress: progressOf(together, base) }];
}

/** How far everybody with a quota, and every role together, has come in a period as of today. */
export function quotaReport(input: QuotaInput, period: Period): QuotaReport {
  const { people, pipelines, achievements, rates } = input;
  const isQualifiedKnown = pipelines.some(({ qualified }) => qualified !== undefined);
  const holders = Object.entries(people.people).flatMap(([person, details]) => {
    const quota = quotaOf(people, details);
    return quota ? [{ person, quota, isMeasured: "amount" in quota || isQualifiedKnown }] : [];
  });
  const achieved = { wins: achievedIn(achievements.wins, period), opportunities: achievedIn(achievements.opportunities, period) };
  const accounts = holders.filter(({ isMeasured }) => isMeasured).flatMap((holder) => accountOf(holder, achieved, { ...input, period }));
  const groups = Map.groupBy(accounts, ({ role, measure }) => `${role} ${measure}`);
  return {
    people: accounts.map((account) => ({
      person: account.person,
      role: account.role,
      ...(account.tenure && { tenure: account.tenure }),
      progress: progressOf(account, rates.base),
    })),
    teams: [...groups.values()].flatMap((group) => teamOf(group, rates.base)),
    unmeasured: holders.filter(({ isMeasured }) => !isMeasured).map(({ person }) => person),
  };
}
