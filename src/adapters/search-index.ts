import { close, createIndex, type PagefindIndex } from "pagefind";

/** A page that the search shall find. */
export interface SearchPage {
  /** Its address on the site, such as `/deals/acme/`. */
  readonly url: string;
  readonly html: string;
}

/** Files by their paths. */
export type Files = ReadonlyMap<string, Uint8Array>;

// Pagefind writes a file for every page; a few pages to a file are found as fast, and thousands of files are slow to publish.
const mostFragments = 250;

interface Answer {
  readonly errors: readonly string[];
}

/** Pagefind answers errors like anything else. */
function answered<T extends Answer>(answer: T): T {
  if (answer.errors.length > 0) throw new Error(`The search could not be built: ${answer.errors.join(" ")}`);
  return answer;
}

async function filesOf(index: PagefindIndex, pages: readonly SearchPage[]): Promise<Files> {
  // In one order always: Pagefind numbers pages as they come, and what it numbers differently it writes differently.
  const added = pages.map(({ url, html }) => index.addHTMLFile({ url, content: html }));
  for (const answer of await Promise.all(added)) answered(answer);
  const { files } = answered(await index.getFiles());
  return new Map(files.map(({ path, content }) => [path, content]));
}

/** Builds search indexes; close it in the end. */
export class Indexer {
  #isOpen = false;

  /** The files of an index of pages. The same pages in the same order give the same files. */
  async index(pages: readonly SearchPage[]): Promise<Files> {
    this.#isOpen = true;
    const { index } = answered(await createIndex({ maxFragments: mostFragments }));
    if (!index) throw new Error("Pagefind made no index.");
    const files = await filesOf(index, pages);
    await index.deleteIndex();
    return files;
  }

  /** Ends Pagefind's process, where it was needed. */
  async close(): Promise<void> {
    if (this.#isOpen) await close();
  }
}
