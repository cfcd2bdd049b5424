// Stands in for @pagefind/default-ui, which Starlight would have every page load: it is three times as large as all else.
// Somebody who is about to search reaches for the field, or has just opened its dialog.

/** The search's field, made when somebody reaches for it. */
export class PagefindUI {
  constructor(options: object) {
    const place = document.querySelector("site-search");
    const make = once(async () => {
      // @ts-expect-error: the package has no types.
      const { PagefindUI: Field } = await import("@pagefind/default-ui/npm_dist/mjs/ui-core.mjs");
      new Field(options);
    });
    for (const kind of ["pointerover", "focusin", "click"]) place?.addEventListener(kind, make);
    // Who was quicker than this program has the dialog open already.
    if (place?.querySelector("dialog")?.open) make();
    // Ctrl+K opens the dialog without any of these.
    new MutationObserver(make).observe(document.body, { attributeFilter: ["data-search-modal-open"] });
  }
}

/** Does something the first time only. */
function once(act: () => Promise<void>): () => void {
  let isDone = false;
  return () => {
    if (isDone) return;
    isDone = true;
    void act();
  };
}
