import type { Problem } from "../finding/finding.ts";
import { nearest } from "../text/suggest.ts";
import { type AnchoredPage, anchorsOf } from "./anchors.ts";
import { decodePath, encodePath } from "./file-path.ts";
import type { HandbookLink } from "./html-links.ts";
import type { LinkTarget, SitePages } from "./link-target.ts";

/** A page that links lead to. */
type AnchorPage = AnchoredPage & { readonly path: string; readonly id: string };

/** A page that is known by its address, and the anchors on it. */
interface KnownPlace {
  readonly path: string;
  readonly anchors: ReadonlySet<string>;
}

/** The anchors on the pages of the site, read when the first link asks for them: few pages are linked to with one. */
export class SiteAnchors {
  readonly #pages: ReadonlyMap<string, AnchorPage>;
  readonly #site: SitePages;
  readonly #read = new Map<string, ReadonlySet<string> | null>();

  constructor(pages: readonly AnchorPage[], site: SitePages) {
    this.#pages = new Map(pages.map((page) => [`/${page.id}/`, page]));
    this.#site = site;
  }

  #anchorsOf(page: AnchorPage): ReadonlySet<string> | null {
    const known = this.#read.get(page.id);
    const anchors = known === undefined ? anchorsOf(page) : known;
    this.#read.set(page.id, anchors);
    return anchors;
  }

  /** The page at `address` where its anchors are known as far as `fragment` goes; of a generated page, its stages are. */
  place(address: string, fragment: string): KnownPlace | null {
    const page = this.#pages.get(address);
    const anchors = page ? this.#anchorsOf(page) : fragment.startsWith("stage-") && this.#site.stageAnchors?.(address);
    return anchors ? { path: page?.path ?? address, anchors } : null;
  }
}

/** Where a link leads, from the site's root: also within its own page; `null` for a link that leads to no page. */
function hrefOf({ destination }: HandbookLink, target: LinkTarget, from: AnchorPage): string | null {
  if (target.kind === "page") return target.href;
  const own = destination.trim();
  return target.kind === "untouched" && /^[?#]/.test(own) ? encodePath(`/${from.id}/`) + own : null;
}

/** The words that a browser is to look for are no part of the anchor. */
function fragmentOf(href: string): string {
  const at = href.indexOf("#");
  return at === -1 ? "" : decodePath(href.slice(at + 1).replace(/:~:.*$/s, ""));
}

const isTop = (fragment: string): boolean => /^(?:_?top)?$/i.test(fragment);

/**
 * A link to a heading or anchor that its page does not have. It opens the right page at its top, so it is a warning.
 * `target` is where the link in the page `from` leads.
 */
export function anchorProblem(
  link: HandbookLink,
  target: LinkTarget,
  { from, anchors }: { from: AnchorPage; anchors: SiteAnchors },
): Problem | null {
  const href = link.kind === "link" ? hrefOf(link, target, from) : null;
  const fragment = fragmentOf(href ?? "");
  if (href === null || isTop(fragment)) return null;
  const place = anchors.place(decodePath(href.replace(/[?#].*$/s, "")), fragment);
  if (!place || place.anchors.has(fragment)) return null;
  const near = nearest(fragment, place.anchors);
  const where = place.path === from.path ? ", but this page has" : ` of ${place.path}, which has`;
  return {
    code: "handbook/broken-anchor",
    severity: "warning",
    message: `The link leads to "#${fragment}"${where} no such heading or anchor.`,
    hint: near === undefined ? `Link to a heading of that page, or take "#${fragment}" off.` : `Did you mean "#${near}"?`,
  };
}
