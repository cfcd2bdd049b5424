// The little that a page loads before somebody moves a deal. The judge comes when it is asked for.
import type { SheetRequest } from "./open-sheet.ts";
import { keepProposal, type MadeProposal, newDealsFor, proposalFor } from "./store.ts";

/** True where a page says something else of the deal than when the proposal was made. */
const isTakenIn = (made: MadeProposal, page: DOMStringMap): boolean =>
  (["stage", "activities", "fields"] as const).some((mark) => made[mark] !== undefined && made[mark] !== page[mark]);

/** Makes room for new deals, which have no card yet. */
function makeRoom(): void {
  const room = document.querySelector<HTMLElement>("[data-new-deals]");
  for (const slug of room ? newDealsFor(room.dataset.newDeals ?? "") : []) {
    if (document.querySelector(`[data-proposed="${CSS.escape(slug)}"]`)) continue;
    const place = document.createElement("p");
    place.className = "proposed";
    // A deal that is in no stage yet.
    Object.assign(place.dataset, { proposed: slug, stage: "" });
    room?.append(place);
  }
}

/** Shows on cards what was proposed from this browser, until the record has it. Returns the proposals by their deals. */
function showProposals(): Map<string, MadeProposal> {
  makeRoom();
  const shown = new Map<string, MadeProposal>();
  for (const place of document.querySelectorAll<HTMLElement>("[data-proposed]")) {
    const slug = place.dataset.proposed ?? "";
    const proposal = proposalFor(slug);
    place.hidden = proposal === null || isTakenIn(proposal, place.dataset);
    if (!proposal) continue;
    if (place.hidden) {
      keepProposal(slug, null);
      continue;
    }
    const words = document.createElement(proposal.url === undefined ? "span" : "a");
    words.textContent = proposal.words;
    if (words instanceof HTMLAnchorElement && proposal.url?.startsWith("http")) words.href = proposal.url;
    place.replaceChildren(words);
    shown.set(slug, proposal);
  }
  return shown;
}

/** Shows the proposals, and what became of them. Pages without any ask nobody. */
async function followProposals(): Promise<void> {
  const shown = showProposals();
  if (shown.size === 0) return;
  const { followProposals: follow } = await import("./follow-proposals.ts");
  await follow(shown, showProposals);
}

/** Says on a button that something is loading, and what went wrong. */
async function whileBusy(button: HTMLElement, work: () => Promise<void>): Promise<void> {
  button.setAttribute("aria-busy", "true");
  try {
    await work();
  } catch (error) {
    // The class of refusals is not loaded here: it goes by its name.
    const isRefusal = error instanceof Error && error.name === "Refusal";
    alert(isRefusal ? error.message : "This could not be loaded. Look at your connection, and try again.");
    if (!isRefusal) throw error;
  } finally {
    button.removeAttribute("aria-busy");
  }
}

/** Opens a sheet for what an element stands for. */
export const open = (element: HTMLElement, request: SheetRequest): Promise<void> =>
  whileBusy(element, async () => {
    const { openSheet } = await import("./open-sheet.ts");
    await openSheet(request, () => void followProposals());
  });

function requestOf({ desk, deal, pipeline, to }: DOMStringMap): SheetRequest | undefined {
  if (desk === "new") return { kind: "new", ...(pipeline !== undefined && { pipeline }) };
  if (deal === undefined) return undefined;
  if (desk === "move") return { kind: desk, deal, ...(to !== undefined && { to }) };
  return desk === "log" || desk === "update" ? { kind: desk, deal } : undefined;
}

document.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest<HTMLElement>("button[data-desk]") : null;
  const request = button && requestOf(button.dataset);
  if (button && request) void open(button, request);
});

void followProposals();
