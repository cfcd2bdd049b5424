import { findDeal, type PlacedDeal } from "../../app/find-deal.ts";
import { type BusinessDate, dateInZone } from "../../core/calendar/business-date.ts";
import type { Content } from "../../core/check/check-content.ts";
import { type ContentFiles, readDeals, readSettings } from "../../core/content/content.ts";
import { slugOf, sortDealFiles } from "../../core/deal/deal-files.ts";
import { type DealSource, sourceElement } from "./deal-source.ts";
import type { DeskData } from "./desk-data.ts";
import { fetched, readDeskData } from "./read-desk.ts";

/** The organisation's rules, as the desk judges by them. */
export interface Desk {
  readonly data: DeskData;
  readonly today: BusinessDate;
}

let opened: Promise<Desk> | undefined;

async function openNow(): Promise<Desk> {
  const data = await readDeskData();
  return { data, today: dateInZone(Date.now(), data.zone) };
}

/** Reads the rules, once a page; after a failure again. */
export function openDesk(): Promise<Desk> {
  opened ??= openNow().catch((error: unknown) => {
    opened = undefined;
    throw error;
  });
  return opened;
}

/** A deal's source, from its own page. */
export async function readSource(slug: string): Promise<DealSource> {
  const here = document.getElementById(sourceElement);
  if (here?.dataset.slug === slug) return JSON.parse(here.textContent ?? "") as DealSource;
  const page = new DOMParser().parseFromString(await (await fetched(`/deals/${slug}/`)).text(), "text/html");
  return JSON.parse(page.getElementById(sourceElement)?.textContent ?? "") as DealSource;
}

const noHandbook = { findings: [], pageCount: 0 };

/** The content as far as the desk knows it: all rules, one deal, the names of the others. */
export function contentOf({ data }: Desk, texts: ReadonlyMap<string, string> = new Map()): Content {
  const all = new Map([...Object.entries(data.settings), ...texts]);
  const files: ContentFiles = { paths: [...all.keys()], texts: all };
  const sorted = sortDealFiles(files.paths);
  return {
    paths: files.paths,
    settings: readSettings(files),
    deals: readDeals(files, sorted),
    dealPaths: data.deals,
    handbook: noHandbook,
  };
}

/** The deal in its place. Refuses one that cannot be read. */
export const placedDeal = (content: Content, { path }: Pick<DealSource, "path">): PlacedDeal => findDeal(content, slugOf(path));
