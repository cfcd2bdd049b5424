import type { BusinessDate } from "../calendar/business-date.ts";
import type { DealVersion } from "../history/deal-versions.ts";
import type { DealFacts } from "../history/facts.ts";
import { replay } from "../history/replay.ts";
import type { DealRecord } from "../metrics/deal-record.ts";
import type { Money } from "../money/money.ts";
import { rateOn } from "../money/rates.ts";
import { type Change, type ChangeKind, changeNames } from "./change.ts";
import { dayBefore, instantsOf, type Period } from "./period.ts";
import { type QuietDeal, quietDeals } from "./quiet.ts";
import { changesOf, type Step, stepsOf } from "./steps.ts";
import { changedDeal, isCounted, placeOf, weightOfDeal, worthOf, type Yardstick } from "./worth.ts";

/** What a review is made from. */
export interface ReviewSource extends Yardstick {
  /** The versions of every deal that was ever recorded, by its slug. */
  readonly versions: ReadonlyMap<string, readonly DealVersion[]>;
  /** The deals that are there today, for their activities. */
  readonly records: readonly DealRecord[];
  /** IANA time zone that says which day an instant belongs to. */
  readonly zone: string;
}

/** What happened of one kind. */
export interface ChangeGroup {
  readonly kind: ChangeKind;
  /** In the order in which they were recorded; at least one. */
  readonly changes: readonly Change[];
  /** What they did to the weighted pipeline together. */
  readonly effect: Money;
  /** What their deals are worth, or grew and shrank by, together. */
  readonly worth: Money;
}

/**
 * What happened in a period, as the record tells it, and what it did to the weighted pipeline: `before`, the exchange rates' part
 * and the effects of all groups add up to `after`, to the cent.
 */
export interface Review {
  readonly period: Period;
  /** Weighted value of the open deals when the period began, at the rates of that day. */
  readonly before: Money;
  /** When it ended, or at the end of its last day's commits. */
  readonly after: Money;
  /** What the deals that were there at the beginning gained or lost by other exchange rates alone. */
  readonly rates: Money;
  /** Kinds of which something happened, in the order of `changeNames`. */
  readonly groups: readonly ChangeGroup[];
  /** Open deals at the end that add nothing, because there is no rate of their currency. */
  readonly withoutRate: number;
}

const kinds = Object.keys(changeNames) as ChangeKind[];

/** Walks over the record once, period by period. */
class Reviewer {
  readonly #source: ReviewSource;
  /** Every deal as the record has it where the walk has come to. */
  readonly #deals: Map<string, DealFacts>;
  /** Steps that are still to come, the next one last. */
  readonly #steps: Step[];
  readonly #quiet: readonly QuietDeal[];
  #weight: number;

  constructor(source: ReviewSource, periods: readonly Period[], all: Period) {
    const { versions, records, zone } = source;
    const { from, to } = instantsOf(all, zone);
    this.#source = source;
    this.#deals = replay(versions, from);
    this.#steps = stepsOf(versions)
      .filter(({ by: { recorded } }) => recorded >= from && recorded < to)
      .reverse();
    this.#quiet = quietDeals(records, periods, { yardstick: source, zone });
    this.#weight = this.#weightOn(dayBefore(all));
  }

  #money(minor: number): Money {
    return { minor, currency: this.#source.rates.base };
  }

  #weightOn(day: BusinessDate): number {
    return [...this.#deals.values()].reduce((sum, facts) => sum + weightOfDeal(facts, day, this.#source), 0);
  }

  /** What other rates make of the open deals in other currencies. */
  #revaluation(period: Period): number {
    const { rates } = this.#source;
    const [before, until] = [dayBefore(period), period.until];
    const currencies = [...rates.byCurrency.keys()];
    const moved = new Set(currencies.filter((each) => rateOn(each, before, rates) !== rateOn(each, until, rates)));
    if (moved.size === 0) return 0;
    return [...this.#deals.values()]
      .filter(({ amount }) => amount && moved.has(amount.currency))
      .reduce((sum, facts) => sum + weightOfDeal(facts, until, this.#source) - weightOfDeal(facts, before, this.#source), 0);
  }

  #stepsBefore(end: number): Step[] {
    const next = this.#steps.findLastIndex(({ by: { recorded } }) => recorded >= end);
    return this.#steps.splice(next + 1).reverse();
  }

  #changes(period: Period): Change[] {
    const { to } = instantsOf(period, this.#source.zone);
    return this.#stepsBefore(to).flatMap((step) => {
      const { slug, before, after } = step;
      if (after) this.#deals.set(slug, after);
      else this.#deals.delete(slug);
      const isOfInterest = [before, after].some((facts) => facts && isCounted(facts, this.#source));
      return isOfInterest ? changesOf(step, { yardstick: this.#source, period }) : [];
    });
  }

  #quietIn({ until }: Period): Change[] {
    const inPeriod = this.#quiet.filter((quiet) => quiet.until === until && isCounted(quiet.facts, this.#source));
    return inPeriod.map(({ slug, facts, day, idleness }) => ({
      kind: "quiet",
      deal: changedDeal(slug, facts, this.#source),
      effect: this.#money(0),
      worth: this.#money(worthOf(facts.amount, until, this.#source)),
      day,
      idleness,
    }));
  }

  #groupsOf(changes: readonly Change[]): ChangeGroup[] {
    const byKind = Map.groupBy(changes, ({ kind }) => kind);
    return kinds.flatMap((kind) => {
      const own = byKind.get(kind);
      if (!own) return [];
      const sum = (of: "effect" | "worth") => this.#money(own.reduce((all, change) => all + change[of].minor, 0));
      return [{ kind, changes: own, effect: sum("effect"), worth: sum("worth") }];
    });
  }

  #withoutRate({ until }: Period): number {
    const { rates } = this.#source;
    // Asked for last what takes longest: of thousands of deals few lack a rate.
    const lacks = (facts: DealFacts): boolean =>
      facts.amount !== undefined &&
      facts.amount.currency !== rates.base &&
      rateOn(facts.amount.currency, until, rates) === undefined &&
      isCounted(facts, this.#source) &&
      placeOf(facts, this.#source)?.stage.kind === "open";
    return [...this.#deals.values()].filter(lacks).length;
  }

  review(period: Period): Review {
    const before = this.#weight;
    const rates = this.#revaluation(period);
    const groups = this.#groupsOf([...this.#changes(period), ...this.#quietIn(period)]);
    this.#weight = groups.reduce((sum, { effect }) => sum + effect.minor, before + rates);
    return {
      period,
      before: this.#money(before),
      after: this.#money(this.#weight),
      rates: this.#money(rates),
      groups,
      withoutRate: this.#withoutRate(period),
    };
  }
}

/** Reviews of periods that follow on each other without a gap, earliest first; each version of a deal is looked at once. */
export function reviewsOf(source: ReviewSource, periods: readonly Period[]): Review[] {
  const [first, last] = [periods[0], periods.at(-1)];
  if (!first || !last) return [];
  const reviewer = new Reviewer(source, periods, { since: first.since, until: last.until });
  return periods.map((period) => reviewer.review(period));
}

/** The review of one period. */
export const reviewOf = (source: ReviewSource, period: Period): Review => new Reviewer(source, [period], period).review(period);
