import { always, isIn, type Period } from "../calendar/period.ts";
import { factsIn } from "./closings.ts";
import type { PipelineRecords } from "./deal-record.ts";
import { endingOf } from "./ending.ts";
import { sourceOf } from "./filter.ts";
import { type Passage, passagesOf } from "./passage.ts";
import { type BaseSum, sumInBase, type ValuedDeal, valuedAmount } from "./valuation.ts";
import { type Interval, wilsonInterval } from "./wilson.ts";

/** What became of the deals from one source. */
export interface LeadSource {
  /** As deals write it; empty for those that do not say. */
  readonly source: string;
  readonly deals: readonly Passage[];
  readonly count: number;
  /** Won, or handed over by a pipeline that is there for that. */
  readonly won: number;
  readonly lost: number;
  /** Open here, or in another pipeline from which they may come back. */
  readonly open: number;
  /** Of those that closed, from 0 to 1; absent, like the interval, where none did. */
  readonly rate?: number;
  /** What the true rate may be, at 95 %. */
  readonly interval?: Interval;
  /** In the base currency: of open deals at the rates of today, of others at those of the days on which they closed or left. */
  readonly value: BaseSum;
  /** The part of it that was won. */
  readonly wonValue: BaseSum;
}

function valued(passage: Passage, { pipeline, rates, today }: PipelineRecords): ValuedDeal {
  const day = passage.ended ?? today;
  return { record: passage.record, day, ...valuedAmount(factsIn(passage, pipeline.id).amount, day, rates) };
}

function sourceFigures(source: string, deals: readonly Passage[], input: PipelineRecords): LeadSource {
  const won = deals.filter((passage) => endingOf(passage, input.pipeline) === "won");
  const lost = deals.filter((passage) => endingOf(passage, input.pipeline) === "lost").length;
  const closed = won.length + lost;
  return {
    source,
    deals,
    count: deals.length,
    won: won.length,
    lost,
    open: deals.length - closed,
    ...(closed > 0 && { rate: won.length / closed, interval: wilsonInterval(won.length, closed) }),
    value: sumInBase(
      deals.map((passage) => valued(passage, input)),
      input.rates,
    ),
    wonValue: sumInBase(
      won.map((passage) => valued(passage, input)),
      input.rates,
    ),
  };
}

/** Where the deals came from that entered the pipeline in a period, and what became of them; the source of most deals first. */
export function leadSources(input: PipelineRecords, period: Period = always): LeadSource[] {
  const began = passagesOf(input).filter(({ stays: [first] }) => first !== undefined && isIn(first.entry.entered, period));
  return [...Map.groupBy(began, ({ record }) => sourceOf(record))]
    .map(([source, deals]) => sourceFigures(source, deals, input))
    .sort((a, b) => b.count - a.count || (a.source < b.source ? -1 : 1));
}
