import type { Content } from "../core/check/check-content.ts";
import { type ContentFiles, isSettingsPath, readDeals, readSettings } from "../core/content/content.ts";
import { readHandbookState } from "../core/content/handbook-state.ts";
import { type DealFiles, sortDealFiles } from "../core/deal/deal-files.ts";
import { isPagePath } from "../core/handbook/file-path.ts";
import type { ContentReader } from "./ports.ts";

const isHandbookText = (path: string): boolean => path.startsWith("handbook/") && isPagePath(path);

const isText = (path: string): boolean =>
  isSettingsPath(path) || isHandbookText(path) || (path.startsWith("deals/") && path.endsWith(".md"));

/** Which of the files of a content root to read, given the paths of all of them. */
export type Selection = (paths: ReadonlySet<string>) => (path: string) => boolean;

const everything: Selection = () => () => true;

/** Reads the texts that Dealbook understands; of the others it knows the paths only. */
export async function loadFiles(reader: ContentReader, selection: Selection = everything): Promise<ContentFiles> {
  const paths = await reader.list();
  const isSelected = selection(new Set(paths));
  return { paths, texts: await reader.read(paths.filter((path) => isText(path) && isSelected(path))) };
}

/** Turns files into content. `formerDeals` are deals that a change took away; see `sortDealFiles`. */
export function readContent(files: ContentFiles, formerDeals: readonly string[] = []): Content {
  const settings = readSettings(files);
  const sorted: DealFiles = sortDealFiles(files.paths, formerDeals);
  return {
    paths: files.paths,
    settings,
    deals: readDeals(files, sorted),
    dealPaths: sorted.deals,
    handbook: readHandbookState(files, { rules: settings.rules, people: settings.people, dealPaths: sorted.deals }),
  };
}

/** Reads a whole content root. */
export const loadContent = async (reader: ContentReader): Promise<Content> => readContent(await loadFiles(reader));
