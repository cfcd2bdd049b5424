import type { RecordedEntry } from "../history/stage-entries.ts";
import type { DealRecord } from "./deal-record.ts";

/** A deal's entry into a stage, for which somebody gets the credit. */
export interface CreditedEntry {
  readonly record: DealRecord;
  readonly entry: RecordedEntry;
}

/** Who owned the deal before the commit that recorded the entry, the latest first; empty where git does not know. */
export function ownersBefore({ record, entry }: CreditedEntry): string[] {
  const index = record.versions.findIndex(({ commit }) => commit === entry.recorded?.commit);
  const owners = record.versions.slice(0, Math.max(0, index)).flatMap(({ deal }) => deal?.owner || []);
  return [...new Set(owners.toReversed())];
}

/**
 * Who owned the deal just before a commit recorded the entry: whoever takes over with it did not bring it there. Where git knows
 * nothing from before, whoever that commit names; of an imported deal, its owner.
 */
export function ownerBefore({ record, entry }: CreditedEntry): string {
  const [owner] = ownersBefore({ record, entry });
  const recorded = record.versions.find(({ commit }) => commit === entry.recorded?.commit);
  return owner ?? (recorded?.deal?.owner || record.deal.owner);
}
