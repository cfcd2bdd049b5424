import type { Period } from "../calendar/period.ts";
import type { Stage } from "../pipeline/pipeline.ts";
import { type Closing, closingsOf } from "./closings.ts";
import type { PipelineRecords } from "./deal-record.ts";
import { type BaseSum, sumInBase } from "./valuation.ts";
import { type Interval, wilsonInterval } from "./wilson.ts";

/** Lost deals that have something in common. */
export interface LostGroup {
  readonly deals: readonly Closing[];
  readonly count: number;
  /** All deals that were lost. */
  readonly n: number;
  /** The share of these in those; from 0 to 1. */
  readonly rate: number;
  /** What the true share may be, at 95 %. */
  readonly interval: Interval;
  /** In the base currency at the rates of the days on which they were lost. */
  readonly value: BaseSum<Closing>;
}

/** Deals that were lost for one reason. */
export interface LostReason extends LostGroup {
  /** Absent for deals that give none. */
  readonly id?: string;
  readonly name: string;
}

/** Deals that were lost out of one stage. */
export interface LostStage extends LostGroup {
  /** Absent for deals of which no earlier stage is known. */
  readonly stage?: Stage;
  /** Why, as shares of those that were lost out of this stage. */
  readonly reasons: readonly LostReason[];
}

const lostIn = (input: PipelineRecords, period?: Period): Closing[] => closingsOf(input, period).filter(({ isWon }) => !isWon);

function groupOf(deals: readonly Closing[], n: number, { rates }: PipelineRecords): LostGroup {
  const count = deals.length;
  return { deals, count, n, rate: count / n, interval: wilsonInterval(count, n), value: sumInBase(deals, rates) };
}

/** Reasons in the pipeline's order, then those that it has no more, then none. */
function reasonsOf(deals: readonly Closing[], n: number, input: PipelineRecords): LostReason[] {
  const known = new Map(input.pipeline.lost_reasons.map(({ id, name }) => [id, name]));
  const place = (id: string | undefined): number =>
    id === undefined ? Number.POSITIVE_INFINITY : known.has(id) ? [...known.keys()].indexOf(id) : known.size;
  return [...Map.groupBy(deals, ({ facts }) => facts.lost_reason)]
    .map(([id, group]) => ({
      ...(id !== undefined && { id }),
      name: id === undefined ? "No reason given" : (known.get(id) ?? id),
      ...groupOf(group, n, input),
    }))
    .sort((a, b) => b.count - a.count || place(a.id) - place(b.id));
}

/** Why deals were lost in a period, the most frequent reason first; empty where none was. */
export function lostReasons(input: PipelineRecords, period?: Period): LostReason[] {
  const lost = lostIn(input, period);
  return reasonsOf(lost, lost.length, input);
}

/** Which stages deals were lost out of in a period, in the pipeline's order; a parked stage is one, too. Empty where none was lost. */
export function lostByStage(input: PipelineRecords, period?: Period): LostStage[] {
  const lost = lostIn(input, period);
  const { stages } = input.pipeline;
  const place = (stage: Stage | undefined): number => (stage ? stages.indexOf(stage) : stages.length);
  return [...Map.groupBy(lost, ({ passage }) => passage.stays.at(-2)?.stage)]
    .map(([stage, deals]) => ({
      ...(stage && { stage }),
      ...groupOf(deals, lost.length, input),
      reasons: reasonsOf(deals, deals.length, input),
    }))
    .sort((a, b) => place(a.stage) - place(b.stage));
}
