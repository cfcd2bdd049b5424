import { folderOf, withoutPageEnding } from "./file-path.ts";

/**
 * Everything under `handbook/` by its path from the content root: the text of a Markdown file, `null` for one that
 * is not UTF-8, and `undefined` for any other file.
 */
export type HandbookInput = ReadonlyMap<string, string | null | undefined>;

/** A page as links know it. */
export interface LinkedPage {
  readonly path: string;
  readonly id: string;
  readonly isIndex: boolean;
}

// File systems differ in how they spell accents: the same name may come composed from one and decomposed from another.
const keyOf = (path: string): string => path.normalize("NFC");

/** The handbook's pages and other files, by every path that a link may use for them. */
export class HandbookFiles {
  readonly #pages = new Map<string, LinkedPage>();
  readonly #addresses = new Map<string, LinkedPage>();
  readonly #assets = new Map<string, string>();

  constructor(pages: readonly LinkedPage[], assets: Iterable<string>) {
    for (const asset of assets) this.#assets.set(keyOf(asset), asset);
    const keys = [
      (page: LinkedPage) => page.path,
      (page: LinkedPage) => withoutPageEnding(page.path),
      (page: LinkedPage) => (page.isIndex ? folderOf(page.path) : page.path),
      (page: LinkedPage) => page.id,
    ];
    // The paths of all pages come before the URLs of any: a file called exactly so is what is meant.
    for (const key of keys) for (const page of pages) this.#add(key(page), page);
    for (const page of pages) this.#addresses.set(keyOf(page.id), page);
    for (const page of pages) if (page.isIndex) this.#addresses.set(keyOf(folderOf(page.path)), page);
  }

  #add(path: string, page: LinkedPage): void {
    const key = keyOf(path);
    if (!this.#pages.has(key)) this.#pages.set(key, page);
  }

  /** The page at a path (with or without its ending), a folder or a URL, all without slashes at the ends. */
  page(path: string): LinkedPage | undefined {
    return this.#pages.get(keyOf(path));
  }

  /** The page that a path with a slash at its end means, here without it: the folder's or the URL's comes before a file's. */
  pageOfFolder(path: string): LinkedPage | undefined {
    return this.#addresses.get(keyOf(path)) ?? this.page(path);
  }

  asset(path: string): string | undefined {
    return this.#assets.get(keyOf(path));
  }
}
