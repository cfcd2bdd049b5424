import { isId } from "../../core/text/field-types.ts";
import { type DocumentView, documentViews } from "../views/document-view.ts";
import type { BrokenDeal, Site, SiteDeal } from "../views/site.ts";

/** What a page below `/deals/` shows: a deal, one of its documents, or a file that could not be read as a deal. */
export type PageSource =
  | { readonly kind: "deal"; readonly deal: SiteDeal }
  | { readonly kind: "document"; readonly deal: SiteDeal; readonly document: DocumentView }
  | { readonly kind: "broken"; readonly broken: BrokenDeal };

/** Page sources by the pages' addresses below `/deals/`, such as `acme` and `acme/quote`. */
export type PageSources = ReadonlyMap<string, PageSource>;

const documentsOf = (deal: SiteDeal, site: Site): [string, PageSource][] =>
  documentViews(deal, site).flatMap((document): [string, PageSource][] =>
    document.address === undefined ? [] : [[`${deal.deal.slug}/${document.address}`, { kind: "document", deal, document }]],
  );

function drawUp(site: Site): PageSources {
  const sources = new Map<string, PageSource>();
  for (const broken of site.broken) if (isId(broken.slug)) sources.set(broken.slug, { kind: "broken", broken });
  for (const deal of site.deals) {
    sources.set(deal.deal.slug, { kind: "deal", deal });
    for (const [address, source] of documentsOf(deal, site)) sources.set(address, source);
  }
  return sources;
}

const known = new WeakMap<Site, PageSources>();

/** The pages that are made for each deal, and for each file that should be one. */
export function pageSources(site: Site): PageSources {
  const sources = known.get(site) ?? drawUp(site);
  known.set(site, sources);
  return sources;
}

/** A page's title, without the site's name. */
export function titleOf(source: PageSource): string {
  if (source.kind === "broken") return source.broken.slug;
  const { company, title } = source.deal.deal;
  return source.kind === "deal" ? `${company}: ${title}` : `${source.document.title}, ${company}`;
}
