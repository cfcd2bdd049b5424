import { ownerOf, slugOf } from "../../core/deal/deal-files.ts";
import { documentAnchor } from "./document-view.ts";
import { dealHref, href } from "./links.ts";
import type { Site } from "./site.ts";

function joinPath(from: string, destination: string): string | undefined {
  const parts = destination.startsWith("/") ? [] : from.split("/").slice(0, -1);
  for (const part of destination.split("/")) {
    if (part === "..") {
      if (parts.pop() === undefined) return undefined;
    } else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.join("/");
}

/** What relative links in a deal's Markdown may lead to: paths from the content root. */
export interface LinkWorld {
  readonly deals: ReadonlySet<string>;
  readonly documents: ReadonlySet<string>;
}

const worlds = new WeakMap<Site, LinkWorld>();

/** The deals and documents of a site; drawn up once, because every deal's page asks. */
export function linkWorld(site: Site): LinkWorld {
  const known = worlds.get(site);
  if (known) return known;
  const deals = new Set(site.deals.map(({ deal }) => deal.path));
  const documents = new Set(site.deals.flatMap((deal) => deal.documents.map((each) => (each.document ? each.document.path : each.path))));
  const world: LinkWorld = { deals, documents };
  worlds.set(site, world);
  return world;
}

/**
 * The address of the page that a relative link in the file `from` means; `undefined` where there is none. Handbook
 * pages go by the address that their path gives, which the check of the handbook does not vouch for.
 */
export function resolveLink(from: string, destination: string, { deals, documents }: LinkWorld): string | undefined {
  const [target = ""] = destination.split(/[?#]/);
  const path = joinPath(from, target);
  if (path === undefined) return undefined;
  if (deals.has(path)) return dealHref(slugOf(path));
  if (documents.has(path)) return `${dealHref(slugOf(ownerOf(path)))}#${documentAnchor(path)}`;
  if (/^handbook\/.*\.mdx?$/.test(path)) return href(`/${path.replace(/(\/index)?\.mdx?$/, "")}/`);
  return target.startsWith("/") && target.endsWith("/") ? href(target) : undefined;
}
