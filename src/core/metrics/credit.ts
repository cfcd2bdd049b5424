import type { DealVersion } from "../history/deal-versions.ts";
import type { RecordedEntry } from "../history/stage-entries.ts";
import type { DealRecord } from "./deal-record.ts";

/** A deal's entry into a stage, for which somebody gets the credit. */
export interface CreditedEntry {
  readonly record: DealRecord;
  readonly entry: RecordedEntry;
}

/** The versions from before the entry reached the default branch; none for one from before git. */
function versionsBefore({ record: { versions, entries }, entry }: CreditedEntry): readonly DealVersion[] {
  const index = versions.findIndex(({ commit }) => commit === entry.recorded?.commit);
  if (index >= 0) return versions.slice(0, index);
  // Of a past day that knows nothing of the commit yet, or of the working tree.
  return entry.recorded || entry === entries.at(-1) ? versions : [];
}

/** Who owned the deal before the commit that recorded the entry, the latest first; empty where git does not know. */
export function ownersBefore(credited: CreditedEntry): string[] {
  const owners = versionsBefore(credited).flatMap(({ deal }) => deal?.owner || []);
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
