import { hash } from "node:crypto";
import type { SearchPage } from "../../adapters/search-index.ts";

/** A part of the search: an index of its own, which changes when one of its pages does. */
export interface SearchPart {
  /** Its folder within the search's; empty for the part that the browser loads first. */
  readonly name: string;
  readonly pages: readonly SearchPage[];
}

/** Up to so many deals are found through one index; further ones are told apart by their addresses. */
const dealsInOne = 2000;
const dealsInPart = 1500;

/** The names of the parts that only hold deals: powers of two, so that a few more deals seldom move all of them. */
export function dealPartNames(deals: number): string[] {
  if (deals <= dealsInOne) return [];
  const parts = 2 ** Math.ceil(Math.log2(deals / dealsInPart));
  return Array.from({ length: parts }, (_, index) => `deals-${index}`);
}

const byUrl = (a: SearchPage, b: SearchPage): number => (a.url < b.url ? -1 : 1);

/** The search's parts. `names` are those of `dealPartNames`. */
export function searchParts(pages: readonly SearchPage[], deals: readonly SearchPage[], names: readonly string[]): SearchPart[] {
  if (names.length === 0) return [{ name: "", pages: [...pages, ...deals].sort(byUrl) }];
  const groups = Map.groupBy(deals, ({ url }) => names[Number.parseInt(hash("sha1", url).slice(0, 8), 16) % names.length] ?? "");
  const parts = names.map((name) => ({ name, pages: [...(groups.get(name) ?? [])].sort(byUrl) }));
  return [{ name: "", pages: [...pages].sort(byUrl) }, ...parts];
}
