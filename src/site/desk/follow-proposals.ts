import { Refusal } from "../../app/refusal.ts";
import { readDeskData } from "./read-desk.ts";
import { recordFor } from "./records.ts";
import { keepProposal, type MadeProposal } from "./store.ts";

/** Forgets those proposals that are taken in or turned down. Whoever has no token in this tab is asked for none. */
export async function forgetClosed(proposals: ReadonlyMap<string, MadeProposal>): Promise<void> {
  const { record: place } = await readDeskData();
  const record = await recordFor(place);
  if (record === null || record === "token") return;
  for (const [slug, { branch, number }] of proposals) {
    try {
      const isOpen = await record.isOpen({ branch, ...(number !== undefined && { number: Number(number) }) });
      if (!isOpen) keepProposal(slug, null);
    } catch (error) {
      // Nobody asked for this: out of reach, a proposal is shown as it was.
      if (!(error instanceof Refusal)) throw error;
      return;
    }
  }
}
