import { join, relative, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Loader, LoaderContext } from "astro/loaders";
import type { Handbook, HandbookPage } from "../../core/handbook/handbook.ts";
import type { Organisation } from "../../core/organisation/organisation.ts";
import { contentRoot } from "./content-root.ts";
import { lastUpdated, pathInRepository } from "./last-updated.ts";
import { loadHandbook } from "./load-handbook.ts";
import { renderPage } from "./page-renderer.ts";

interface Surroundings {
  readonly root: string;
  readonly dates: ReadonlyMap<string, Date>;
  readonly editUrl: (path: string) => string | false;
}

/** Where the forge edits a file of the content root; false where the organisation names no repository. */
function editUrls(root: string, organisation: Organisation | null): Surroundings["editUrl"] {
  const folder = pathInRepository(root) ?? "";
  const { repository, default_branch: branch } = organisation ?? {};
  if (repository === undefined || branch === undefined) return () => false;
  const encode = (path: string): string => path.split("/").map(encodeURIComponent).join("/");
  return (path) => `${repository.replace(/(\.git)?\/?$/, "")}/edit/${encode(branch)}/${encode(folder + path)}`;
}

function dataOf(page: HandbookPage, { dates, editUrl }: Surroundings): Record<string, unknown> {
  const date = dates.get(page.path);
  return {
    title: page.title,
    ...(page.description !== undefined && { description: page.description }),
    editUrl: page.isGenerated ? false : editUrl(page.path),
    ...(date && { lastUpdated: date }),
  };
}

/** What a page's HTML depends on: its own text, and which pages and files there are to link to. */
const renderKey = (page: HandbookPage, handbook: Handbook): string =>
  JSON.stringify([
    page.path,
    page.id,
    page.title,
    page.hasTitleHeading,
    page.unread,
    page.body,
    handbook.pages.map((each) => each.id),
    handbook.assets,
  ]);

type Rendered = Awaited<ReturnType<typeof renderPage>>;

class PageStore {
  // Between two changes in the dev server, all pages but one or two are what they were.
  readonly #rendered = new Map<string, { key: string; rendered: Rendered }>();
  readonly #context: LoaderContext;

  constructor(context: LoaderContext) {
    this.#context = context;
  }

  async #render(page: HandbookPage, handbook: Handbook, fileURL: URL): Promise<Rendered> {
    const key = this.#context.generateDigest(renderKey(page, handbook));
    const known = this.#rendered.get(page.path);
    if (known?.key === key) return known.rendered;
    const rendered = await renderPage(page, handbook, { config: this.#context.config, fileURL });
    this.#rendered.set(page.path, { key, rendered });
    return rendered;
  }

  async #add(page: HandbookPage, handbook: Handbook, surroundings: Surroundings): Promise<void> {
    const { config, parseData, store } = this.#context;
    const file = join(surroundings.root, page.path);
    const data = await parseData({ id: page.id, data: dataOf(page, surroundings), filePath: file });
    const filePath = relative(fileURLToPath(config.root), file).split(sep).join("/");
    const entry = { id: page.id, data, body: page.body, filePath };
    if (page.format === "mdx") store.set({ ...entry, deferredRender: true });
    else store.set({ ...entry, rendered: await this.#render(page, handbook, pathToFileURL(file)) });
  }

  async fill(): Promise<void> {
    const root = contentRoot();
    const { handbook, settings } = await loadHandbook(root);
    const surroundings = { root, dates: lastUpdated(root), editUrl: editUrls(root, settings.organisation) };
    this.#context.store.clear();
    for (const page of handbook.pages) await this.#add(page, handbook, surroundings);
  }
}

/** Astro reports a save of one file as several events. */
const settleTime = 100;

function watch(context: LoaderContext, pages: PageStore): void {
  const folder = join(contentRoot(), "handbook");
  let timer: NodeJS.Timeout | undefined;
  const refill = (): void => {
    pages.fill().catch((error: unknown) => context.logger.error(error instanceof Error ? error.message : String(error)));
  };
  context.watcher?.add(folder);
  context.watcher?.on("all", (_event, path) => {
    if (!path.startsWith(folder + sep)) return;
    clearTimeout(timer);
    timer = setTimeout(refill, settleTime);
  });
}

/** Loads the handbook as Starlight's `docs` collection. Starlight's own loader would read it by other rules. */
export const handbookLoader = (): Loader => ({
  name: "handbook-loader",
  async load(context) {
    const pages = new PageStore(context);
    await pages.fill();
    watch(context, pages);
  },
});
