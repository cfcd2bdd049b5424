import "./decision-buttons.css";
import type { OpenProposal } from "./decision-dialog.ts";
import type { MadeProposal } from "./store.ts";

function button(words: string, press: () => Promise<void>): HTMLButtonElement {
  const element = document.createElement("button");
  element.type = "button";
  element.className = "no-print";
  element.textContent = words;
  element.addEventListener("click", () => void press());
  return element;
}

/** Puts the buttons for a decision beside what is shown of proposals. `changed` is called after one. */
export function showDecisions(proposals: ReadonlyMap<string, MadeProposal>, changed: () => void): void {
  const decide = async (proposal: OpenProposal, wanted: "accept" | "withdraw"): Promise<void> => {
    const { DecisionDialog } = await import("./decision-dialog.ts");
    new DecisionDialog(proposal, changed).open(wanted);
  };
  for (const place of document.querySelectorAll<HTMLElement>("[data-proposed]:not([hidden])")) {
    const slug = place.dataset.proposed ?? "";
    const made = proposals.get(slug);
    // One that was made where there is a forge is decided there.
    if (!made || made.url !== undefined) continue;
    const proposal = { ...made, slug };
    place.append(
      button("Put it on the board", () => decide(proposal, "accept")),
      button("Take it back", () => decide(proposal, "withdraw")),
    );
  }
}
