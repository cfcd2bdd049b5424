import type { PageParts } from "../../adapters/page-store.ts";

/** Where a text stands in another, exactly once. */
function placeOf(part: string, page: string): number {
  const at = page.indexOf(part);
  if (at === -1 || page.indexOf(part, at + 1) !== -1) throw new Error("A page is not made of its parts.");
  return at;
}

/** What stands around the parts of a page: the same for all pages of a kind. */
export class Shell {
  readonly #beforeTitle: string;
  readonly #between: string;
  readonly #afterBody: string;

  /** Takes a page apart that Astro rendered as a whole. Throws where it does not hold just these parts. */
  constructor(page: string, { title, body }: PageParts) {
    const titleAt = placeOf(`<title>${title}</title>`, page) + "<title>".length;
    const bodyAt = placeOf(body, page);
    this.#beforeTitle = page.slice(0, titleAt);
    this.#between = page.slice(titleAt + title.length, bodyAt);
    this.#afterBody = page.slice(bodyAt + body.length);
  }

  /** The page with other parts. */
  around({ title, body }: PageParts): string {
    return this.#beforeTitle + title + this.#between + body + this.#afterBody;
  }

  /** As much of the page as the search reads: its language and its own words. */
  forSearch({ body }: PageParts): string {
    const [root = "<html>"] = /<html[^>]*>/.exec(this.#beforeTitle) ?? [];
    return `<!doctype html>${root}<body><main data-pagefind-body>${body}</main></body></html>`;
  }
}
