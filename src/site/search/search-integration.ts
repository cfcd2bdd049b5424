import { createHash } from "node:crypto";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { AstroIntegration } from "astro";
import { type Files, Indexer, type SearchPage } from "../../adapters/search-index.ts";
import { readIndex, writeIndex } from "../../adapters/search-store.ts";
import { readPage, removeOthers, writeIfNew } from "../../adapters/site-folder.ts";
import { type SearchPart, searchParts } from "./search-parts.ts";

/** The folder of the site that the search's files are in. */
export const searchFolder = "pagefind";

/** What is searched, and where indexes are kept. */
export interface SearchSource {
  /** The pages of deals, asked for when all pages are made. */
  readonly deals: () => readonly SearchPage[];
  /** Names of the parts that hold them; see `dealPartNames`. */
  readonly names: readonly string[];
  /** Folder of the cache. */
  readonly cache: string;
  /** A digest of the program that makes the indexes. */
  readonly code: string;
}

// Pages that say what of them is to be found; others are not to be.
const isFound = ({ html }: SearchPage): boolean => html.includes("data-pagefind-body");

async function pagesOf(dir: string, pathnames: readonly string[]): Promise<SearchPage[]> {
  const pages = pathnames.map(async (pathname) => ({ url: `/${pathname}`, html: await readPage(dir, pathname) }));
  return (await Promise.all(pages)).filter(isFound);
}

function digestOf({ pages }: SearchPart, code: string): string {
  const digest = createHash("sha256").update(code);
  for (const { url, html } of pages) digest.update(`\0${url}\0${html}`);
  return digest.digest("hex");
}

/** The files of a part, below the search's folder. */
function placed(files: Files, name: string): [string, Uint8Array][] {
  if (name === "") return [...files];
  // The program that searches is that of the first part.
  return [...files].filter(([path]) => !/\.(js|css)$/.test(path)).map(([path, bytes]) => [`${name}/${path}`, bytes]);
}

class SearchBuild {
  readonly #source: SearchSource;
  readonly #indexer = new Indexer();
  indexed = 0;

  constructor(source: SearchSource) {
    this.#source = source;
  }

  async #filesOf(part: SearchPart): Promise<Files> {
    const { cache, code } = this.#source;
    const name = part.name || "first";
    const digest = digestOf(part, code);
    const known = await readIndex(cache, name, digest);
    if (known) return known;
    this.indexed += part.pages.length;
    const files = await this.#indexer.index(part.pages);
    await writeIndex(cache, name, { digest, files });
    return files;
  }

  /** The files of all parts by their paths below the search's folder. */
  async files(parts: readonly SearchPart[]): Promise<Map<string, Uint8Array>> {
    const files = new Map<string, Uint8Array>();
    try {
      for (const part of parts) for (const [path, bytes] of placed(await this.#filesOf(part), part.name)) files.set(path, bytes);
    } finally {
      await this.#indexer.close();
    }
    return files;
  }
}

/** Builds the search once all pages are there; parts in which nothing changed are what they were. */
export const siteSearch = (source: SearchSource): AstroIntegration => ({
  name: "dealbook-search",
  hooks: {
    "astro:build:done": async ({ dir, pages, logger }) => {
      const start = performance.now();
      const root = fileURLToPath(dir);
      const found = await pagesOf(
        root,
        pages.map(({ pathname }) => pathname),
      );
      const parts = searchParts(found, source.deals(), source.names);
      const build = new SearchBuild(source);
      const files = await build.files(parts);
      removeOthers(join(root, searchFolder), new Set(files.keys()));
      for (const [path, bytes] of files) writeIfNew(join(root, searchFolder, path), bytes);
      const count = parts.reduce((sum, part) => sum + part.pages.length, 0);
      const seconds = ((performance.now() - start) / 1000).toFixed(1);
      logger.info(`${count} pages can be searched, ${build.indexed} of them read anew (${seconds} s)`);
    },
  },
});
