import { slugOf } from "../deal/deal-files.ts";
import { processPath, stageAnchor } from "../pipeline/docs-links.ts";
import { baseName, handbookRoot, isPagePath } from "./file-path.ts";
import type { HandbookInput } from "./handbook-files.ts";
import type { SitePages } from "./link-target.ts";

/** What pages are generated from. */
interface SiteContent {
  /** The ids of all pipelines. */
  readonly pipelines: Iterable<string>;
  /** The paths of all deals. */
  readonly deals: Iterable<string>;
  /** The ids of all people. */
  readonly people?: Iterable<string>;
  /** The stages of a pipeline, for those who ask for their anchors. */
  readonly stagesOf?: (pipeline: string) => readonly { readonly id: string }[] | undefined;
}

/** The pages that are generated for these pipelines, deals and people. */
export function sitePages({ pipelines, deals, people = [], stagesOf }: SiteContent): SitePages {
  const pages = new Set(["/", "/deals/", "/metrics/", "/people/", "/exports/"]);
  const anchors = new Map<string, ReadonlySet<string>>();
  for (const id of pipelines) {
    pages.add(processPath(id)).add(`/board/${id}/`).add(`/metrics/${id}/`);
    const stages = stagesOf?.(id);
    if (stages) anchors.set(processPath(id), new Set(stages.map((stage) => stageAnchor(stage.id))));
  }
  for (const id of people) pages.add(`/people/${id}/`);
  for (const path of deals) pages.add(`/deals/${slugOf(baseName(path))}/`);
  return { has: (path) => pages.has(path), stageAnchors: (path) => anchors.get(path) };
}

/** The handbook's part of a content root. */
export function handbookInput({ paths, texts }: { paths: readonly string[]; texts: ReadonlyMap<string, string | null> }): HandbookInput {
  const own = paths.filter((path) => path.startsWith(`${handbookRoot}/`));
  return new Map(own.map((path) => [path, isPagePath(path) ? (texts.get(path) ?? null) : undefined]));
}
