import { daysBetween } from "../calendar/business-date.ts";
import type { DealVersion, Recorded } from "../history/deal-versions.ts";
import type { DealFacts } from "../history/facts.ts";
import { type AmountChange, type CloseDateChange, type FieldChange, fieldChanges, isPush } from "../history/field-changes.ts";
import type { Money } from "../money/money.ts";
import { isClosed, type Pipeline, type Place } from "../pipeline/pipeline.ts";
import type { AmountMove, Change, DateMove, StageMove } from "./change.ts";
import type { Period } from "./period.ts";
import { changedDeal, placeOf, stageName, weightOf, worthOf, type Yardstick } from "./worth.ts";

/** What a commit made of a deal: what it was before and is after it; `null` where it was not there. */
export interface Step {
  readonly slug: string;
  readonly before: DealFacts | null;
  readonly after: DealFacts | null;
  readonly by: Recorded;
  /** True where an earlier commit had taken the deal away. */
  readonly isReturn: boolean;
}

/** What a step is judged by: the pipelines as they are today, and rates of the period's last day. */
export interface StepSetting {
  readonly yardstick: Yardstick;
  readonly period: Period;
}

type StageKind = StageMove["kind"];

/** What a change of stage is called. */
function kindOfMove(from: Place | undefined, to: Place | undefined): StageKind {
  if (!from || !to) return "moved";
  const { kind } = to.stage;
  if (kind === "won" || kind === "lost") return kind;
  if (from.pipeline.id !== to.pipeline.id) return "handed-over";
  if (kind === "parked") return "parked";
  if (isClosed(from.stage)) return "reopened";
  if (from.stage.kind === "parked") return "resumed";
  const { stages } = to.pipeline;
  return stages.indexOf(from.stage) < stages.indexOf(to.stage) ? "advanced" : "went-back";
}

/** A deal that is new on the record is won or lost in this period only where it was closed in it: others were brought in from elsewhere. */
function kindOfBirth({ after, isReturn }: Step, to: Place | undefined, { since }: Period): StageKind {
  const kind = to?.stage.kind;
  if ((kind === "won" || kind === "lost") && after && after.stage_entered >= since) return kind;
  return isReturn ? "restored" : "new";
}

function reasonOf(facts: DealFacts, kind: StageKind, pipeline: Pipeline | undefined): string | undefined {
  if (kind === "lost") return pipeline?.lost_reasons.find(({ id }) => id === facts.lost_reason)?.name ?? facts.lost_reason;
  return kind === "went-back" || kind === "reopened" ? facts.stage_reason : undefined;
}

/** The changes of one step, with what each did to the weighted pipeline; together they did all that the step did. */
class StepReader {
  readonly #step: Step;
  readonly #by: Yardstick;
  readonly #period: Period;

  constructor(step: Step, { yardstick, period }: StepSetting) {
    this.#step = step;
    this.#by = yardstick;
    this.#period = period;
  }

  #money(minor: number): Money {
    return { minor, currency: this.#by.rates.base };
  }

  #weight(place: Place | undefined, amount: Money | undefined): number {
    return weightOf(place, { amount, day: this.#period.until }, this.#by);
  }

  #worth(amount: Money | undefined): number {
    return worthOf(amount, this.#period.until, this.#by);
  }

  /** What every change of the step has: whom it is about, who recorded it, what it is worth and what it did. */
  #about(facts: DealFacts, { effect = 0, worth = this.#worth(facts.amount) } = {}) {
    const { slug, by } = this.#step;
    const deal = changedDeal(slug, facts, this.#by);
    return { deal, ...by, effect: this.#money(effect), worth: this.#money(worth) };
  }

  #birth(after: DealFacts): StageMove {
    const to = placeOf(after, this.#by);
    const kind = kindOfBirth(this.#step, to, this.#period);
    const reason = reasonOf(after, kind, to?.pipeline);
    const about = this.#about(after, { effect: this.#weight(to, after.amount) });
    return { kind, ...about, to: stageName(after, this.#by), ...(reason !== undefined && { reason }) };
  }

  #removal(before: DealFacts): StageMove {
    const effect = -this.#weight(placeOf(before, this.#by), before.amount);
    return { kind: "removed", ...this.#about(before, { effect }), from: stageName(before, this.#by) };
  }

  /** The move counts at the old amount; what a new amount does is counted in the new stage. */
  #move(before: DealFacts, after: DealFacts): StageMove[] {
    if (before.stage === after.stage && before.pipeline === after.pipeline) return [];
    const [from, to] = [placeOf(before, this.#by), placeOf(after, this.#by)];
    const effect = this.#weight(to, before.amount) - this.#weight(from, before.amount);
    const kind = kindOfMove(from, to);
    const reason = reasonOf(after, kind, to?.pipeline);
    const stages = { from: stageName(before, this.#by), to: stageName(after, this.#by) };
    return [{ kind, ...this.#about(after, { effect }), ...stages, ...(reason !== undefined && { reason }) }];
  }

  #amount({ from, to }: AmountChange, after: DealFacts): AmountMove[] {
    const worth = this.#worth(to) - this.#worth(from);
    const growth = from?.currency === to?.currency ? (to?.minor ?? 0) - (from?.minor ?? 0) : worth;
    // Another currency at the same worth makes a deal neither grow nor shrink.
    if (growth === 0) return [];
    const place = placeOf(after, this.#by);
    const effect = this.#weight(place, to) - this.#weight(place, from);
    const kind = growth > 0 ? "grown" : "shrunk";
    return [{ kind, ...this.#about(after, { effect, worth }), ...(from && { from }), ...(to && { to }) }];
  }

  #date(change: CloseDateChange, after: DealFacts): DateMove[] {
    const { from, to } = change;
    const stage = placeOf(after, this.#by)?.stage;
    if (from === undefined || to === undefined || (stage && isClosed(stage))) return [];
    return [{ kind: isPush(change) ? "slipped" : "pulled-in", ...this.#about(after), from, to, days: daysBetween(from, to) }];
  }

  #field(change: FieldChange, after: DealFacts): Change[] {
    if (change.kind === "amount") return this.#amount(change, after);
    if (change.kind === "close-date") return this.#date(change, after);
    return [{ kind: "owner", ...this.#about(after), from: change.from, to: change.to }];
  }

  read(): Change[] {
    const { before, after } = this.#step;
    if (!after) return before ? [this.#removal(before)] : [];
    if (!before) return [this.#birth(after)];
    const versions = [before, after].map((deal) => ({ deal, ...this.#step.by }));
    return [...this.#move(before, after), ...fieldChanges(versions).flatMap((change) => this.#field(change, after))];
  }
}

/** The changes that a step made. Their effects add up to what the step did to the weighted pipeline, to the cent. */
export const changesOf = (step: Step, setting: StepSetting): Change[] => new StepReader(step, setting).read();

/** Every step of every deal, in the order of the record. */
export function stepsOf(versions: ReadonlyMap<string, readonly DealVersion[]>): Step[] {
  const steps = [...versions].flatMap(([slug, own]) =>
    own.map(({ deal: after, recorded, commit, author }, index): Step => {
      const before = own[index - 1]?.deal ?? null;
      return { slug, before, after, by: { recorded, commit, author }, isReturn: before === null && index > 0 };
    }),
  );
  return steps.sort((a, b) => a.by.recorded - b.by.recorded);
}
