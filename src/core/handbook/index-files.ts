import { baseName, folderOf, withoutPageEnding } from "./file-path.ts";

/** Names of a folder's own page, in the order in which they win. */
const indexNames = ["index", "readme", "_index"];

/** The place of a path's name among the index names; -1 for any other name. */
const indexRank = (path: string): number => indexNames.indexOf(withoutPageEnding(baseName(path)).toLowerCase());

/** True for a last segment such as `index` or `README`, which means the folder. */
export const isIndexName = (path: string): boolean => indexRank(path) !== -1;

/** The index page of each folder that has one; where there are several, the first name in order, then the first path. */
export function indexFiles(pagePaths: readonly string[]): ReadonlyMap<string, string> {
  const candidates = pagePaths.filter(isIndexName);
  const byRank = candidates.toSorted((a, b) => indexRank(a) - indexRank(b) || (a < b ? -1 : 1));
  const indexes = new Map<string, string>();
  for (const path of byRank) if (!indexes.has(folderOf(path))) indexes.set(folderOf(path), path);
  return indexes;
}
