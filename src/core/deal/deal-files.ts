const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf("/")));

const baseName = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

/** The slug of a deal's file: its name without `.md`. */
export const slugOf = (path: string): string => baseName(path).replace(/\.md$/, "");

/** The folder in which a deal's documents stand: named after the deal, beside its file. */
export const documentsFolder = (dealPath: string): string => dealPath.replace(/\.md$/, "");

/** The deal that a file would be a document of: the one its folder is named after. */
export const ownerOf = (path: string): string => `${folderOf(path)}.md`;

/** Which files under `deals/` are deals, and which are documents of one of them. */
export interface DealFiles {
  /** Paths of the deals, from the content root. */
  readonly deals: readonly string[];
  /** Paths of documents by the path of their deal. */
  readonly documents: ReadonlyMap<string, readonly string[]>;
}

/**
 * A Markdown file in a folder that is named after a deal beside it is that deal's document; every other one is
 * a deal. Files that are not Markdown, and README.md, are neither. `formerDeals` are paths of deals that a change
 * took away: what lies in their folders are documents all the same.
 */
export function sortDealFiles(paths: Iterable<string>, formerDeals: readonly string[] = []): DealFiles {
  const files = [...paths].filter((path) => path.startsWith("deals/") && path.endsWith(".md") && baseName(path) !== "README.md");
  const slugs = new Set(files.map(slugOf));
  // A deal that moved to another folder is not gone: documents that it left behind belong to nobody.
  const owners = new Set([...files, ...formerDeals.filter((path) => !slugs.has(slugOf(path)))]);
  const deals: string[] = [];
  const documents = new Map<string, string[]>();
  for (const path of files) {
    const owner = ownerOf(path);
    if (!owners.has(owner)) deals.push(path);
    else documents.set(owner, [...(documents.get(owner) ?? []), path]);
  }
  return { deals: deals.sort(), documents };
}
