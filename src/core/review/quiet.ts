import { addDays, type BusinessDate, dateInZone, daysBetween } from "../calendar/business-date.ts";
import type { DealFacts } from "../history/facts.ts";
import type { DealRecord } from "../metrics/deal-record.ts";
import { type Idleness, rottingOf } from "../metrics/deal-state.ts";
import type { Stage } from "../pipeline/pipeline.ts";
import type { Period } from "./period.ts";
import { placeOf, type Yardstick } from "./worth.ts";

/** A deal that became rotting. */
export interface QuietDeal {
  readonly slug: string;
  /** The day on which it became rotting. */
  readonly day: BusinessDate;
  /** The last day of the period, and how idle it was then. */
  readonly until: BusinessDate;
  readonly facts: DealFacts;
  readonly idleness: Idleness;
}

const epoch = "1970-01-01" as BusinessDate;

/** Days as whole numbers, each date worked out once: many deals share few dates. */
class DayNumbers {
  readonly #known = new Map<BusinessDate, number>();

  of(date: BusinessDate): number {
    const known = this.#known.get(date);
    if (known !== undefined) return known;
    const number = daysBetween(epoch, date);
    this.#known.set(date, number);
    return number;
  }
}

/** The deal as the record had it at the end of a day, and of those after it until the next state. */
interface State {
  readonly from: number;
  /** `null` where it was taken away. */
  readonly facts: DealFacts | null;
  /** The open stage that it was in; absent where it was in another. */
  readonly stage?: Stage | undefined;
  /** The days that its stage's clock started on, earliest first; without activities the entry into the stage. */
  readonly clock: readonly number[];
}

/** By what deals are placed, and which day a commit is of. */
interface QuietSetting {
  readonly yardstick: Yardstick;
  readonly zone: string;
}

/** Looks for the days on which deals became rotting. */
class QuietFinder {
  readonly #days = new DayNumbers();
  readonly #yardstick: Yardstick;
  readonly #zone: string;
  readonly #spans: readonly { readonly until: BusinessDate; readonly first: number; readonly last: number }[];

  constructor(periods: readonly Period[], { yardstick, zone }: QuietSetting) {
    this.#yardstick = yardstick;
    this.#zone = zone;
    this.#spans = periods.map(({ since, until }) => ({ until, first: this.#days.of(since), last: this.#days.of(until) }));
  }

  #clockOf({ deal: { activities } }: DealRecord, { stage_entered }: DealFacts, stage: Stage | undefined): number[] {
    const clock = stage?.rotting?.clock;
    const counted = clock === "last_reply" ? activities.filter(({ reply }) => reply) : activities;
    const dates = clock === "stage_entry" ? [] : counted.map(({ date }) => this.#days.of(date));
    return dates.length === 0 ? [this.#days.of(stage_entered)] : dates.sort((a, b) => a - b);
  }

  /** The states at the days' ends, earliest first: of several versions of a day the last one counts. */
  #statesOf(record: DealRecord): State[] {
    const states = new Map<number, State>();
    for (const { deal: facts, recorded } of record.versions) {
      const from = this.#days.of(dateInZone(recorded, this.#zone));
      const place = facts ? placeOf(facts, this.#yardstick) : undefined;
      const stage = place?.stage.kind === "open" ? place.stage : undefined;
      states.set(from, { from, facts, stage, clock: facts ? this.#clockOf(record, facts, stage) : [] });
    }
    return [...states.values()];
  }

  /** True where the deal was rotting at a day's end; `undefined` where it was not there. */
  #isRotting(states: readonly State[], day: number): boolean | undefined {
    const state = states.findLast(({ from }) => from <= day);
    if (!state?.facts) return undefined;
    const rotting = state.stage?.rotting;
    const start = state.clock.findLast((each) => each <= day) ?? this.#days.of(state.facts.stage_entered);
    return rotting !== undefined && day - start > rotting.days;
  }

  /** The days on which a deal can have become rotting: when its clock ran out, or when it came into a stage that allows less. */
  #candidates(states: readonly State[]): Set<number> {
    const runOut = ({ facts, stage, clock }: State): number[] => {
      const limit = stage?.rotting?.days;
      return limit === undefined || !facts ? [] : [...clock, this.#days.of(facts.stage_entered)].map((start) => start + limit + 1);
    };
    return new Set(states.flatMap((state) => [state.from, ...runOut(state)]));
  }

  /** The days on which a deal became rotting, having been there before. */
  #beginnings(states: readonly State[]): number[] {
    const days = [...this.#candidates(states)].sort((a, b) => a - b);
    return days.filter((day) => this.#isRotting(states, day) && this.#isRotting(states, day - 1) === false);
  }

  #quietDeal({ deal }: DealRecord, state: State | undefined, [day, until]: readonly [number, BusinessDate]): QuietDeal[] {
    if (!state?.facts || !state.stage) return [];
    const { facts, stage } = state;
    const activities = deal.activities.filter(({ date }) => date <= until);
    const idleness = rottingOf({ stage_entered: facts.stage_entered, activities }, stage, until);
    return idleness ? [{ slug: deal.slug, day: addDays(epoch, day), until, facts, idleness }] : [];
  }

  /** A deal that was not rotting when a period began, and is when it ends. */
  find(record: DealRecord): QuietDeal[] {
    const states = this.#statesOf(record);
    if (!states.some(({ stage }) => stage?.rotting)) return [];
    const bySpan = Map.groupBy(this.#beginnings(states), (day) => this.#spans.find(({ first, last }) => first <= day && day <= last));
    return [...bySpan].flatMap(([span, days]) => {
      const day = days.at(-1);
      if (!span || day === undefined || !this.#isRotting(states, span.last) || this.#isRotting(states, span.first - 1)) return [];
      const state = states.findLast(({ from }) => from <= span.last);
      return this.#quietDeal(record, state, [day, span.until]);
    });
  }
}

/**
 * The deals that became rotting in a period and still were at its end, for each of several periods; by the stages that the record
 * had them in, and the activities that are known today.
 */
export function quietDeals(records: readonly DealRecord[], periods: readonly Period[], setting: QuietSetting): QuietDeal[] {
  const finder = new QuietFinder(periods, setting);
  return records.flatMap((record) => finder.find(record));
}
