import { type OverdueDeal, overdueDeals, type RottingDeal, rottingDeals } from "./attention.ts";
import { type PipelineRecords, recordsOf } from "./deal-record.ts";

/** What of an owner's open deals waits to be looked at. */
export interface OwnerAttention {
  /** Id from people.yaml. */
  readonly owner: string;
  readonly open: number;
  /** The longest idle first. */
  readonly rotting: readonly RottingDeal[];
  /** The latest next step first. */
  readonly overdue: readonly OverdueDeal[];
}

/** Rotting deals and overdue next steps of everybody who owns an open deal, those with most to do first. */
export function attentionByOwner({ records, today }: PipelineRecords): OwnerAttention[] {
  const groups = Map.groupBy(recordsOf(records, "open"), ({ deal }) => deal.owner);
  return [...groups]
    .map(([owner, own]) => ({ owner, open: own.length, rotting: rottingDeals(own, today), overdue: overdueDeals(own, today) }))
    .sort((a, b) => b.rotting.length + b.overdue.length - a.rotting.length - a.overdue.length || (a.owner < b.owner ? -1 : 1));
}
