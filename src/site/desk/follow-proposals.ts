import { Refusal } from "../../app/refusal.ts";
import type { DeskRecord } from "./desk-data.ts";
import { readDeskData } from "./read-desk.ts";
import { recordFor } from "./records.ts";
import { forgetProposal, type MadeProposal } from "./store.ts";

type Proposals = ReadonlyMap<string, readonly MadeProposal[]>;

/** Forgets those proposals that are taken in or turned down. Whoever has no token in this tab is asked for none. */
async function forgetClosed(proposals: Proposals, place: DeskRecord): Promise<void> {
  const record = await recordFor(place);
  if (record === null || record === "token") return;
  const all = [...proposals].flatMap(([slug, made]) => made.map(({ branch, number }) => ({ slug, branch, number })));
  for (const { slug, branch, number } of all) {
    try {
      const isOpen = await record.isOpen({ branch, ...(number !== undefined && { number: Number(number) }) });
      if (!isOpen) forgetProposal(slug, branch);
    } catch (error) {
      // Nobody asked for this: out of reach, a proposal is shown as it was.
      if (!(error instanceof Refusal)) throw error;
      return;
    }
  }
}

/** Shows what became of the proposals that a page shows; where they are of this computer, with the buttons for a decision. */
export async function followProposals(proposals: Proposals, show: () => Proposals): Promise<void> {
  const { record } = await readDeskData();
  await forgetClosed(proposals, record);
  if (record.kind !== "local") return void show();
  const { showDecisions } = await import("./decision-buttons.ts");
  showDecisions(show(), () => void followProposals(show(), show));
}
