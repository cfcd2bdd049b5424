import { folderReader } from "../../adapters/files.ts";
import { loadFiles } from "../../app/load-content.ts";
import { readSettings, type Settings } from "../../core/content/content.ts";
import { sortDealFiles } from "../../core/deal/deal-files.ts";
import { type Handbook, readHandbook } from "../../core/handbook/handbook.ts";
import { handbookInput, sitePages } from "../../core/handbook/site-pages.ts";

/** The handbook of a content root, with the settings that its surroundings on the site come from. */
export interface LoadedHandbook {
  readonly handbook: Handbook;
  readonly settings: Settings;
  /** How many files there are that should be deals. */
  readonly dealCount: number;
}

/** Reads the handbook below `root`, an absolute folder. Deals are not read, only their names. */
export async function loadHandbook(root: string): Promise<LoadedHandbook> {
  const files = await loadFiles(folderReader(root), () => (path) => !path.startsWith("deals/"));
  const settings = readSettings(files);
  const pipelines = settings.rules.pipelines.keys();
  const people = Object.keys(settings.people?.people ?? {});
  const { deals } = sortDealFiles(files.paths);
  const site = sitePages({ pipelines, deals, people });
  return { handbook: readHandbook(handbookInput(files), site), settings, dealCount: deals.length };
}
