// The little that a page loads before somebody moves a deal. The judge comes when it is asked for.
import type { SheetRequest } from "./open-sheet.ts";
import { proposalFor } from "./store.ts";

/** Shows on cards what was proposed from this browser, until the record has it. */
function showProposals(): void {
  for (const place of document.querySelectorAll<HTMLElement>("[data-proposed]")) {
    const proposal = proposalFor(place.dataset.proposed ?? "");
    if (!proposal) continue;
    const words = document.createElement(proposal.url === undefined ? "span" : "a");
    words.textContent = proposal.words;
    if (words instanceof HTMLAnchorElement && proposal.url?.startsWith("http")) words.href = proposal.url;
    place.replaceChildren(words);
    place.hidden = false;
  }
}

/** Says on a button that something is loading, and what went wrong. */
async function whileBusy(button: HTMLElement, work: () => Promise<void>): Promise<void> {
  button.setAttribute("aria-busy", "true");
  try {
    await work();
  } catch (error) {
    alert("This could not be loaded. Look at your connection, and try again.");
    throw error;
  } finally {
    button.removeAttribute("aria-busy");
  }
}

/** Opens a sheet for what an element stands for. */
export const open = (element: HTMLElement, request: SheetRequest): Promise<void> =>
  whileBusy(element, async () => {
    const { openSheet } = await import("./open-sheet.ts");
    await openSheet(request, showProposals);
  });

function requestOf({ desk, deal, pipeline }: DOMStringMap): SheetRequest | undefined {
  if (desk === "new") return { kind: "new", ...(pipeline !== undefined && { pipeline }) };
  if (deal === undefined) return undefined;
  return desk === "move" || desk === "log" ? { kind: desk, deal } : undefined;
}

document.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest<HTMLElement>("button[data-desk]") : null;
  const request = button && requestOf(button.dataset);
  if (button && request) void open(button, request);
});

showProposals();
