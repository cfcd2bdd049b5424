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
export function showDecisions(proposals: ReadonlyMap<string, readonly MadeProposal[]>, changed: () => void): void {
  const decide = async (proposal: OpenProposal, wanted: "accept" | "withdraw"): Promise<void> => {
    const { DecisionDialog } = await import("./decision-dialog.ts");
    new DecisionDialog(proposal, changed).open(wanted);
  };
  for (const place of document.querySelectorAll<HTMLElement>("[data-proposed]:not([hidden])")) {
    const slug = place.dataset.proposed ?? "";
    // One that was made where there is a forge is decided there.
    for (const made of (proposals.get(slug) ?? []).filter(({ url }) => url === undefined)) {
      const proposal = { ...made, slug };
      const line = [...place.children].find((each) => each instanceof HTMLElement && each.dataset.branch === made.branch);
      line?.append(
        button("Put it on the board", () => decide(proposal, "accept")),
        button("Take it back", () => decide(proposal, "withdraw")),
      );
    }
  }
}
