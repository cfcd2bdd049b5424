import type { BusinessDate } from "../calendar/business-date.ts";
import { cardTitle } from "../deal/deal.ts";
import type { DealFacts } from "../history/facts.ts";
import { placeOfEntry } from "../metrics/deal-record.ts";
import { isSelling } from "../metrics/measures.ts";
import { type Money, percentOf } from "../money/money.ts";
import { inBaseCurrency, type Rates } from "../money/rates.ts";
import type { Pipeline, Place } from "../pipeline/pipeline.ts";
import type { ChangedDeal, StageName } from "./change.ts";

/** By what a review places and values deals: the pipelines as they are today. */
export interface Yardstick {
  readonly pipelines: ReadonlyMap<string, Pipeline>;
  readonly rates: Rates;
  /** Id of the one pipeline that counts; all do where it is absent. */
  readonly pipeline?: string;
}

/** The place of a deal in today's pipelines; `undefined` where its stage is gone. */
export function placeOf({ pipeline, stage, stage_entered }: DealFacts, { pipelines }: Yardstick): Place | undefined {
  const [first] = pipelines.values();
  const own = pipelines.get(pipeline) ?? first;
  return own && placeOfEntry({ pipeline, stage, entered: stage_entered }, { pipeline: own, pipelines });
}

/** True for a deal of a pipeline that counts. */
export const isCounted = (facts: DealFacts, by: Yardstick): boolean =>
  by.pipeline === undefined || (placeOf(facts, by)?.pipeline.id ?? facts.pipeline) === by.pipeline;

/** What an amount is worth in the base currency's smallest unit; 0 without an amount, or without a rate on that day. */
export const worthOf = (amount: Money | undefined, day: BusinessDate, { rates }: Yardstick): number =>
  (amount && inBaseCurrency(amount, day, rates)?.minor) ?? 0;

/**
 * What an amount adds to the weighted pipeline in a place, in the base currency's smallest unit at the rate of a day, rounded half to
 * even; 0 where the stage is not open, its pipeline does not count, or only delivers what was sold already.
 */
export function weightOf(
  place: Place | undefined,
  { amount, day }: { amount: Money | undefined; day: BusinessDate },
  by: Yardstick,
): number {
  if (!amount || place?.stage.kind !== "open") return 0;
  if ((by.pipeline !== undefined && place.pipeline.id !== by.pipeline) || !isSelling(place.pipeline)) return 0;
  const money = inBaseCurrency(amount, day, by.rates);
  return money ? percentOf(money, place.stage.probability).minor : 0;
}

/** What a deal adds to the weighted pipeline, as `weightOf` says. */
export const weightOfDeal = (facts: DealFacts, day: BusinessDate, by: Yardstick): number =>
  facts.amount ? weightOf(placeOf(facts, by), { amount: facts.amount, day }, by) : 0;

/** The name of the stage that a deal is in. */
export function stageName(facts: DealFacts, by: Yardstick): StageName {
  const place = placeOf(facts, by);
  return place
    ? { pipeline: place.pipeline.id, id: place.stage.id, name: place.stage.name }
    : { pipeline: facts.pipeline, id: facts.stage, name: facts.stage };
}

/** A deal as a change names it. */
export function changedDeal(slug: string, facts: DealFacts, by: Yardstick): ChangedDeal {
  const card = by.pipelines.get(facts.pipeline)?.card ?? "{company} | {title}";
  return { slug, title: cardTitle(facts, card), owner: facts.owner, stage: stageName(facts, by) };
}
