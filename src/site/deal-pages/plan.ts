import { hash } from "node:crypto";
import { linkWorld } from "../views/deal-links.ts";
import { dealPage } from "../views/deal-page.ts";
import { dealSource } from "../views/deal-source.ts";
import type { Site, SiteDeal } from "../views/site.ts";
import { type PageSource, pageSources } from "./page-sources.ts";

/** A page that is to be there, and a digest of the data that it is made from. */
export interface PlannedPage {
  /** Its address below `/deals/`, such as `acme` and `acme/quote`. */
  readonly address: string;
  readonly kind: PageSource["kind"];
  readonly digest: string;
}

const asLists = (_key: string, value: unknown): unknown => (value instanceof Map || value instanceof Set ? [...value] : value);

const digestOf = (...data: readonly unknown[]): string => hash("sha256", JSON.stringify(data));

/** A digest of what every page may show: names, people and rules. Not of the day: what depends on it is in a page's own data. */
function digestOfWhole({
  deals: _,
  broken: _broken,
  pipelines: _pipelines,
  exports: _exports,
  texts: _texts,
  today: _today,
  ...whole
}: Site): string {
  return hash("sha256", JSON.stringify([whole, import.meta.env.BASE_URL], asLists));
}

/** Which deals and documents there are: what relative links in their texts may lead to. */
function digestOfWorld(site: Site): string {
  const { deals, documents } = linkWorld(site);
  return digestOf([...deals], [...documents]);
}

// Links to other sites, which deals have by the dozen, lead there whatever is written here.
const awayLink = /\]\((?:https?:|mailto:)/g;

/** False for a Markdown text that has certainly no relative link in it. */
const mayHaveLinks = (text: string): boolean => /\]\s*[(:]/.test(text.replace(awayLink, ""));

/** The site as far as digests need it. */
interface Surroundings {
  readonly site: Site;
  readonly whole: string;
  readonly world: string;
}

const bodiesOf = ({ documents }: SiteDeal): string[] => documents.flatMap(({ document }) => document?.body ?? []);

function digestOfDeal(deal: SiteDeal, { site, whole, world }: Surroundings): string {
  // What belongs to the pipeline is in the digest of the whole; all that is the deal's own is in this one, shown or not.
  const { pipeline, stage: _, pipelines: _pipelines, ...own } = deal;
  const { standing, checklist } = dealPage(deal, site);
  const links = [deal.deal.notes, ...bodiesOf(deal)].some(mayHaveLinks) ? world : "";
  return digestOf(whole, pipeline.id, own, standing, checklist, links, dealSource(deal, site));
}

function digestOfSource(source: PageSource, surroundings: Surroundings): string {
  const { whole, world } = surroundings;
  if (source.kind === "deal") return digestOfDeal(source.deal, surroundings);
  if (source.kind === "broken") return digestOf(whole, source.broken);
  const { deal, document } = source;
  return digestOf(whole, deal.deal, document, mayHaveLinks(document.body) ? world : "");
}

/** The pages below `/deals/` that are made for each deal. */
export function planPages(site: Site): PlannedPage[] {
  const surroundings = { site, whole: digestOfWhole(site), world: digestOfWorld(site) };
  return [...pageSources(site)].map(([address, source]) => ({
    address,
    kind: source.kind,
    digest: digestOfSource(source, surroundings),
  }));
}
