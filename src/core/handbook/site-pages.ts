import { slugOf } from "../deal/deal-files.ts";
import { baseName, handbookRoot, isPagePath } from "./file-path.ts";
import type { HandbookInput } from "./handbook-files.ts";
import type { SitePages } from "./link-target.ts";

/** The pages that are generated for these pipelines (by id) and deals (by path). */
export function sitePages({ pipelines, deals }: { pipelines: Iterable<string>; deals: Iterable<string> }): SitePages {
  const pages = new Set(["/", "/deals/", "/metrics/"]);
  for (const id of pipelines) pages.add(`/process/${id}/`).add(`/board/${id}/`);
  for (const path of deals) pages.add(`/deals/${slugOf(baseName(path))}/`);
  return pages;
}

/** The handbook's part of a content root. */
export function handbookInput({ paths, texts }: { paths: readonly string[]; texts: ReadonlyMap<string, string | null> }): HandbookInput {
  const own = paths.filter((path) => path.startsWith(`${handbookRoot}/`));
  return new Map(own.map((path) => [path, isPagePath(path) ? (texts.get(path) ?? null) : undefined]));
}
