import { daysInStage } from "../../core/metrics/deal-state.ts";
import { decimalOf } from "../../core/money/money.ts";
import type { Pipeline, Stage } from "../../core/pipeline/pipeline.ts";
import { personName } from "./deal-page.ts";
import type { Format } from "./format.ts";
import { href } from "./links.ts";
import type { Site, SiteDeal } from "./site.ts";

/** A deal as a row of the table. What a deal does not have is absent. */
export interface DealRow {
  readonly slug: string;
  readonly title: string;
  readonly company: string;
  /** Key of the stage; see `StageOption`. */
  readonly stage: string;
  /** Id of the owner. */
  readonly owner: string;
  /** The amount as a plain decimal, and as it is printed. */
  readonly value?: string;
  readonly money?: string;
  /** The day it is to close, and how that is printed. */
  readonly close?: string;
  readonly date?: string;
  readonly next?: string;
  readonly days: number;
  readonly archived?: true;
}

/** A stage as the table shows and sorts it. */
export interface StageOption {
  /** Pipeline and stage: `sales/proposal`. */
  readonly key: string;
  readonly name: string;
  readonly isWon: boolean;
  /** Name of the pipeline. */
  readonly pipeline: string;
}

/** What rows refer to: the stages in their order, and the owners' names by id. */
export interface DealsLegend {
  readonly stages: readonly StageOption[];
  readonly owners: Readonly<Record<string, string>>;
}

/** All rows, as a browser loads them to search a table of several pages. */
export interface DealsFile extends DealsLegend {
  readonly deals: readonly DealRow[];
}

/** A page of the table of all deals. */
export interface DealsPage {
  /** From 1. */
  readonly number: number;
  /** How many pages there are. */
  readonly count: number;
  readonly deals: readonly SiteDeal[];
}

/** The rows of a page: as many as a phone shows without a wait. */
const dealsOnPage = 500;

const stageKey = (pipeline: Pipeline, stage: Stage): string => `${pipeline.id}/${stage.id}`;

/** What the rows of a site refer to. */
export function dealsLegend(site: Site): DealsLegend {
  const stages = site.pipelines.flatMap(({ pipeline }) =>
    pipeline.stages.map((stage) => ({
      key: stageKey(pipeline, stage),
      name: stage.name,
      isWon: stage.kind === "won",
      pipeline: pipeline.name,
    })),
  );
  const owners = [...new Set(site.deals.map(({ deal }) => deal.owner))].sort();
  return { stages, owners: Object.fromEntries(owners.map((owner) => [owner, personName(owner, site)])) };
}

/** All deals in the table's order: by pipeline and stage, then by company. */
function sortedDeals(site: Site): SiteDeal[] {
  const places = new Map(dealsLegend(site).stages.map(({ key }, index) => [key, index]));
  const placeOf = ({ pipeline, stage }: SiteDeal): number => places.get(stageKey(pipeline, stage)) ?? 0;
  const text = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  return [...site.deals].sort((a, b) => placeOf(a) - placeOf(b) || text(a.deal.company, b.deal.company) || text(a.deal.slug, b.deal.slug));
}

/** The pages of the table of all deals; one without deals where there are none. */
export function dealsPages(site: Site): DealsPage[] {
  const deals = sortedDeals(site);
  const count = Math.max(1, Math.ceil(deals.length / dealsOnPage));
  return Array.from({ length: count }, (_, index) => ({
    number: index + 1,
    count,
    deals: deals.slice(index * dealsOnPage, (index + 1) * dealsOnPage),
  }));
}

/** The address of a page of the table. No deal's slug has an underscore, so no deal has the address. */
export const dealsPageHref = (number: number): string => href(number === 1 ? "/deals/" : `/deals/page_${number}/`);

/** A deal's row. */
export function dealRow({ deal, pipeline, stage }: SiteDeal, site: Site, format: Format): DealRow {
  const { slug, title, company, owner, amount, expected_close: close, next_step: next, archived } = deal;
  return {
    slug,
    title,
    company,
    stage: stageKey(pipeline, stage),
    owner,
    ...(amount && { value: decimalOf(amount), money: format.money(amount) }),
    ...(close !== undefined && { close, date: format.date(close) }),
    ...(next && { next: next.action }),
    days: daysInStage(deal, site.today),
    ...(archived !== undefined && { archived: true }),
  };
}

/** The rows of all deals, in the table's order. */
export const dealsFile = (site: Site, format: Format): DealsFile => ({
  ...dealsLegend(site),
  deals: sortedDeals(site).map((deal) => dealRow(deal, site, format)),
});

const around = 2;

/** The numbers that links are given for: the first, the last and those around the current one; `undefined` for a gap. */
export function pageNumbers({ number, count }: Pick<DealsPage, "number" | "count">): (number | undefined)[] {
  const near = Array.from({ length: count }, (_, index) => index + 1).filter(
    (each) => each === 1 || each === count || Math.abs(each - number) <= around,
  );
  return near.flatMap((each, index) => (index > 0 && each !== (near[index - 1] ?? 0) + 1 ? [undefined, each] : [each]));
}
