// The little that a page loads before somebody moves a deal. The judge comes when it is asked for.
import type { SheetRequest } from "./open-sheet.ts";
import { forgetProposal, type MadeProposal, newDealsFor, proposalsFor } from "./store.ts";

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

/** A proposal as a line of its own, which leads to it where there is a forge. */
function lineOf({ words, branch, url }: MadeProposal): HTMLElement {
  const line = document.createElement("span");
  line.dataset.branch = branch;
  const text = document.createElement(url === undefined ? "span" : "a");
  text.textContent = words;
  if (text instanceof HTMLAnchorElement && url?.startsWith("http")) text.href = url;
  line.append(text);
  return line;
}

/** Shows on cards what was proposed from this browser, until the record has it. Returns the proposals by their deals. */
function showProposals(): Map<string, readonly MadeProposal[]> {
  makeRoom();
  const shown = new Map<string, readonly MadeProposal[]>();
  for (const place of document.querySelectorAll<HTMLElement>("[data-proposed]")) {
    const slug = place.dataset.proposed ?? "";
    for (const made of proposalsFor(slug)) if (isTakenIn(made, place.dataset)) forgetProposal(slug, made.branch);
    const open = proposalsFor(slug);
    place.hidden = open.length === 0;
    place.replaceChildren(...open.map(lineOf));
    if (open.length > 0) shown.set(slug, open);
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
