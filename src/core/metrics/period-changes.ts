import type { BusinessDate } from "../calendar/business-date.ts";
import { isIn, type Period } from "../calendar/period.ts";
import type { RecordedEntry } from "../history/stage-entries.ts";
import { type Money, minus, sumIn } from "../money/money.ts";
import { isClosed, type Pipeline, type Place, type Stage } from "../pipeline/pipeline.ts";
import { type DealRecord, type PipelineRecords, placeOfEntry } from "./deal-record.ts";
import { type SlippedDeal, slippedBy } from "./pushes.ts";
import { type ChangeMark, type RecordedChange, recordedChanges } from "./recorded-changes.ts";
import { type BaseSum, sumInBase, type ValuedDeal, valuedAmount } from "./valuation.ts";

/** A deal that came into the pipeline, with the amount with which it was first recorded there. */
export interface NewDeal extends ValuedDeal {
  readonly entry: RecordedEntry;
  /** Where it was handed over from; absent where it began here. */
  readonly from?: Place;
}

/** A change of what a deal is worth; an end that is absent had no amount. */
export interface AmountStep extends ChangeMark {
  readonly from?: Money | undefined;
  readonly to?: Money | undefined;
  /** What it added in the base currency, both ends at the rate of that day; absent where an end cannot be converted. */
  readonly delta?: Money;
}

/** A step from one stage of the pipeline to another, on the day on which it happened. */
export interface StageStep {
  readonly record: DealRecord;
  readonly day: BusinessDate;
  /** Where it leads to, with the commit that recorded it. */
  readonly entry: RecordedEntry;
  readonly from: Stage;
  readonly to: Stage;
}

/** A deal that another person took over. */
export interface OwnerStep extends ChangeMark {
  readonly from: string;
  readonly to: string;
}

/** Amounts that changed in one direction, and the sum of what that added, which is negative for those that shrank. */
export interface AmountSteps {
  readonly steps: readonly AmountStep[];
  readonly sum: Money;
}

/** What became different in a pipeline in a period, besides what was won and lost. */
export interface PeriodChanges {
  readonly created: readonly NewDeal[];
  readonly createdValue: BaseSum<NewDeal>;
  readonly grown: AmountSteps;
  readonly shrunk: AmountSteps;
  /** Changed amounts of which an end cannot be converted. */
  readonly notConverted: readonly AmountStep[];
  readonly slipped: readonly SlippedDeal[];
  /** How often close dates were put off. */
  readonly pushes: number;
  /** The days by which they were, together. */
  readonly daysPushed: number;
  readonly reopened: readonly StageStep[];
  readonly wentBack: readonly StageStep[];
  readonly ownerChanges: readonly OwnerStep[];
}

/** An entry with its place, and that of the entry before it. */
interface Arrival {
  readonly entry: RecordedEntry;
  readonly place: Place;
  readonly before?: Place;
}

function arrivalsOf(record: DealRecord, { id }: Pipeline): Arrival[] {
  const places = record.entries.map((entry) => ({ entry, place: placeOfEntry(entry, record) }));
  return places.flatMap(({ entry, place }, index) => {
    const before = places[index - 1]?.place;
    return place?.pipeline.id === id ? [{ entry, place, ...(before && { before }) }] : [];
  });
}

/** The amount with which git first recorded a deal in the pipeline; where it did not, today's. */
function firstAmount({ versions, deal }: DealRecord, { id }: Pipeline): Money | undefined {
  const first = versions.find((version) => version.deal?.pipeline === id)?.deal;
  return (first ?? deal).amount;
}

function newDeal(record: DealRecord, period: Period, { pipeline, rates }: PipelineRecords): NewDeal[] {
  const [first] = arrivalsOf(record, pipeline);
  if (!first || !isIn(first.entry.entered, period)) return [];
  const { entry, before } = first;
  const value = valuedAmount(firstAmount(record, pipeline), entry.entered, rates);
  return [{ record, day: entry.entered, entry, ...(before && { from: before }), ...value }];
}

function stepsOf(record: DealRecord, period: Period, pipeline: Pipeline): StageStep[] {
  return arrivalsOf(record, pipeline).flatMap(({ entry, place, before }) =>
    before?.pipeline.id === pipeline.id && isIn(entry.entered, period)
      ? [{ record, day: entry.entered, entry, from: before.stage, to: place.stage }]
      : [],
  );
}

const isReopening = ({ from, to }: StageStep): boolean => isClosed(from) && !isClosed(to);

const isBackward = ({ from, to }: StageStep, { stages }: Pipeline): boolean =>
  from.kind === "open" && to.kind === "open" && stages.indexOf(to) < stages.indexOf(from);

function amountStep(changed: RecordedChange, { rates }: PipelineRecords): AmountStep[] {
  const { change, isArrival, wasClosed, isClosed: isOver, record, day, commit, author } = changed;
  // What is changed of a deal that was over already is mended; and a deal comes into the pipeline with the amount it comes with.
  if (change.kind !== "amount" || isArrival || (wasClosed && isOver)) return [];
  const { from, to } = change;
  const zero = { minor: 0, currency: rates.base };
  const [before, after] = [from, to].map((amount) => (amount ? valuedAmount(amount, day, rates).base : zero));
  return [{ record, day, commit, author, from, to, ...(before && after && { delta: minus(after, before) }) }];
}

function amountSteps(steps: readonly AmountStep[], sign: 1 | -1, base: string): AmountSteps {
  const own = steps.filter(({ delta }) => Math.sign(delta?.minor ?? 0) === sign);
  return {
    steps: own,
    sum: sumIn(
      base,
      own.flatMap(({ delta }) => delta ?? []),
    ),
  };
}

const ownerStep = ({ change, record, day, commit, author }: RecordedChange): OwnerStep[] =>
  change.kind === "owner" ? [{ record, day, commit, author, from: change.from, to: change.to }] : [];

const byDay = (a: { readonly day: BusinessDate }, b: { readonly day: BusinessDate }): number =>
  a.day === b.day ? 0 : a.day < b.day ? -1 : 1;

function amountChanges(
  changes: readonly RecordedChange[],
  input: PipelineRecords,
): Pick<PeriodChanges, "grown" | "shrunk" | "notConverted"> {
  const { base } = input.rates;
  const steps = changes.flatMap((change) => amountStep(change, input)).sort(byDay);
  return {
    grown: amountSteps(steps, 1, base),
    shrunk: amountSteps(steps, -1, base),
    notConverted: steps.filter(({ delta }) => !delta),
  };
}

/**
 * What changed in a pipeline in a period. New deals, reopenings and steps back count on the day on which they happened; amounts,
 * close dates and owners on the day on which the change reached the default branch, the only one that is known.
 */
export function periodChanges(input: PipelineRecords, period: Period): PeriodChanges {
  const { pipeline, all, rates } = input;
  const created = all.flatMap((record) => newDeal(record, period, input)).sort(byDay);
  const steps = all.flatMap((record) => stepsOf(record, period, pipeline)).sort(byDay);
  const changes = recordedChanges(input, period);
  const slipped = slippedBy(changes);
  return {
    created,
    createdValue: sumInBase(created, rates),
    ...amountChanges(changes, input),
    slipped,
    pushes: slipped.reduce((sum, { pushes }) => sum + pushes.length, 0),
    daysPushed: slipped.reduce((sum, { days }) => sum + days, 0),
    reopened: steps.filter(isReopening),
    wentBack: steps.filter((step) => isBackward(step, pipeline)),
    ownerChanges: changes.flatMap(ownerStep).sort(byDay),
  };
}
