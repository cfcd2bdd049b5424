import { daysBetween } from "../calendar/business-date.ts";
import type { Money } from "../money/money.ts";
import { isClosed, openStages, type Pipeline, type Stage } from "../pipeline/pipeline.ts";
import type { DealRecord, PipelineRecords } from "./deal-record.ts";
import { type ValuedDeal, valuedDeal } from "./valuation.ts";
import { type StageTotals, totalsOf } from "./value.ts";
import { closedOn } from "./win-rate.ts";

/** Closed deals stay on the board for as many days. */
const closedDaysShown = 90;

/** One column of a board. */
export interface BoardColumn extends StageTotals {
  /** In the order of their priority, the most important first. */
  readonly records: readonly DealRecord[];
  /** Closed deals of this stage that are no longer shown. */
  readonly hidden: number;
}

const compareMoney = (a: Money | undefined, b: Money | undefined): number => (a?.minor ?? 0) - (b?.minor ?? 0);

/** By priority, the smallest number first; then those without one, the most valuable in the base currency first. */
function compareCards(a: ValuedDeal, b: ValuedDeal): number {
  const [one, other] = [a.record.deal, b.record.deal];
  const byPriority = (one.priority ?? Number.POSITIVE_INFINITY) - (other.priority ?? Number.POSITIVE_INFINITY);
  // Two without a priority give NaN, which is false, as 0 is.
  return byPriority || compareMoney(b.base, a.base) || compareMoney(b.amount, a.amount) || (one.slug < other.slug ? -1 : 1);
}

/** What is shown of a column's deals, in its order. */
function cardsOf(records: readonly DealRecord[], input: PipelineRecords): DealRecord[] {
  const shown = records.filter((record) => isShown(record, input));
  const valued = shown.map((record) => valuedDeal(record, input)).sort(compareCards);
  return valued.map(({ record }) => record);
}

const columnStages = (pipeline: Pipeline): Stage[] => [
  ...openStages(pipeline),
  ...pipeline.stages.filter((stage) => stage.kind === "parked"),
  ...pipeline.stages.filter(isClosed),
];

function isShown(record: DealRecord, { today }: PipelineRecords): boolean {
  if (record.deal.archived !== undefined) return false;
  return !isClosed(record.stage) || daysBetween(closedOn(record), today) <= closedDaysShown;
}

/** The board of a pipeline: a column for each open stage, then the parked and the closed ones with what was closed lately. */
export function boardOf(input: PipelineRecords): BoardColumn[] {
  return columnStages(input.pipeline).map((stage) => {
    const all = input.records.filter((record) => record.stage.id === stage.id);
    const records = cardsOf(all, input);
    return { stage, records, hidden: all.length - records.length, ...totalsOf(records, input) };
  });
}
