import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { AstroConfig, AstroIntegration, AstroIntegrationLogger, PathWithRoute } from "astro";
import { readPages, type StoredPages, writePages } from "../../adapters/page-store.ts";
import type { SearchPage } from "../../adapters/search-index.ts";
import { emptyFolder, removeOthers, writeIfNew } from "../../adapters/site-folder.ts";
import { isOwnPath, PageRenderer, partsRoute, planRoute } from "./page-renderer.ts";
import type { PlannedPage } from "./plan.ts";
import { Shell } from "./shell.ts";

/** Where pages are kept from build to build. */
export interface PageCache {
  readonly folder: string;
  /** A digest of the program that renders them. */
  readonly code: string;
}

const count = new Intl.NumberFormat("en");

const secondsSince = (start: number): string => `${((performance.now() - start) / 1000).toFixed(1)} s`;

/** A page is what it shows and the program that renders it. */
const withCode = (plan: readonly PlannedPage[], code: string): PlannedPage[] =>
  plan.map((page) => ({ ...page, digest: `${code} ${page.digest}` }));

/** The parts of all pages in the order of the plan: those that are known, and the others rendered. */
async function partsOf(plan: readonly PlannedPage[], known: StoredPages, renderer: PageRenderer) {
  const missing = plan.filter(({ address, digest }) => known.get(address)?.digest !== digest).map(({ address }) => address);
  const rendered = await renderer.parts(missing);
  const pages = plan.flatMap(({ address, digest }) => {
    const parts = rendered.get(address) ?? known.get(address);
    return parts ? [[address, { digest, title: parts.title, body: parts.body }] as const] : [];
  });
  return { pages: new Map(pages), rendered: missing.length };
}

/** The page around the parts of some pages of one kind; Astro renders the first and the last of them as a whole. */
async function shellOf(addresses: readonly string[], pages: StoredPages, renderer: PageRenderer): Promise<Shell> {
  const [first, last] = await Promise.all(
    [addresses[0], addresses.at(-1)].map(async (address = "") => ({ parts: pages.get(address), page: await renderer.whole(address) })),
  );
  if (!first?.parts || !last?.parts) throw new Error("Parts of pages are missing.");
  const shell = new Shell(first.page, first.parts);
  if (shell.around(last.parts) !== last.page) throw new Error("Pages of one kind differ in more than their parts.");
  return shell;
}

interface Task {
  readonly cache: PageCache;
  readonly renderer: PageRenderer;
  /** The folder of the site that pages of deals are in. */
  readonly folder: string;
  readonly logger: AstroIntegrationLogger;
}

const fileOf = (address: string): string => `${address}/index.html`;

/** Writes the pages of one kind. Returns them as the search reads them. */
async function writeKind(addresses: readonly string[], pages: StoredPages, { renderer, folder }: Task): Promise<SearchPage[]> {
  const shell = await shellOf(addresses, pages, renderer);
  return addresses.flatMap((address) => {
    const parts = pages.get(address);
    if (!parts) return [];
    writeIfNew(join(folder, fileOf(address)), Buffer.from(shell.around(parts)));
    return [{ url: `/deals/${address}/`, html: shell.forSearch(parts) }];
  });
}

/** Makes the pages of all deals. Returns what the search shall find: a deal's documents stand on its page, too. */
async function makePages(task: Task): Promise<SearchPage[]> {
  const { cache, renderer, folder, logger } = task;
  const start = performance.now();
  const plan = withCode(await renderer.plan(), cache.code);
  const known = await readPages(cache.folder);
  const { pages, rendered } = await partsOf(plan, known, renderer);
  removeOthers(folder, new Set(plan.map(({ address }) => fileOf(address))));
  const written = new Map<PlannedPage["kind"], SearchPage[]>();
  for (const [kind, ofKind] of Map.groupBy(plan, (page) => page.kind)) {
    const addresses = ofKind.map(({ address }) => address);
    written.set(kind, await writeKind(addresses, pages, task));
  }
  await writePages(cache.folder, known, pages);
  const numbers = `${count.format(plan.length)} pages of deals, ${count.format(rendered)} of them rendered, the others as they were`;
  logger.info(`${numbers} (${secondsSince(start)})`);
  return written.get("deal") ?? [];
}

const addressOf = ({ site, base }: AstroConfig): URL => new URL(base.replace(/\/?$/, "/"), site ?? "http://localhost");

/** The pages of deals in a build. */
export interface DealPages {
  readonly integration: AstroIntegration;
  /** What the search shall find; empty until the pages are made. */
  readonly searched: () => readonly SearchPage[];
}

// Decision 0015.
/**
 * Takes the pages of deals out of Astro's hands when the site is built: it renders those that changed, in parts, and the page
 * around them once. `kept` are folders of the site that others look after.
 */
export function dealPages(cache: PageCache, kept: readonly string[]): DealPages {
  let config: AstroConfig | undefined;
  let searched: readonly SearchPage[] = [];
  const take = async (paths: PathWithRoute[], renderer: PageRenderer, logger: AstroIntegrationLogger) => {
    if (!config) throw new Error("Astro began to build before it was done with its settings.");
    searched = await makePages({ cache, renderer, folder: join(fileURLToPath(config.outDir), "deals"), logger });
    return paths.filter((path) => !isOwnPath(path));
  };
  const integration: AstroIntegration = {
    name: "dealbook-deal-pages",
    hooks: {
      "astro:config:setup": ({ command, injectRoute, updateConfig }) => {
        if (command !== "build") return;
        injectRoute({ pattern: planRoute, entrypoint: new URL("plan-endpoint.ts", import.meta.url) });
        injectRoute({ pattern: partsRoute, entrypoint: new URL("parts.astro", import.meta.url) });
        updateConfig({ vite: { build: { emptyOutDir: false } } });
      },
      "astro:config:done": (done) => {
        config = done.config;
      },
      "astro:build:start": ({ setPrerenderer, logger }) => {
        if (config) emptyFolder(fileURLToPath(config.outDir), [".git", "deals", ...kept]);
        setPrerenderer((standard) => ({
          ...standard,
          getStaticPaths: async () => {
            const start = performance.now();
            const paths = await standard.getStaticPaths();
            logger.info(`Deals and history read (${secondsSince(start)})`);
            return take(paths, new PageRenderer(standard, paths, addressOf(config as AstroConfig)), logger);
          },
        }));
      },
    },
  };
  return { integration, searched: () => searched };
}
