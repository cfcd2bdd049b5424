// @ts-check
import { fileURLToPath } from "node:url";
import { satteri } from "@astrojs/markdown-satteri";
import starlight from "@astrojs/starlight";
import { defineConfig, passthroughImageService } from "astro/config";
import { codeDigest } from "./src/adapters/code-digest.ts";
import { contentWatch } from "./src/site/content-watch.ts";
import { dealPages } from "./src/site/deal-pages/deal-pages-integration.ts";
import { localDesk } from "./src/site/desk/local-desk.ts";
import { contentRoot } from "./src/site/handbook/content-root.ts";
import { handbookFiles } from "./src/site/handbook/handbook-integration.ts";
import { loadHandbook } from "./src/site/handbook/load-handbook.ts";
import { mdxModules, mdxProcessorOptions } from "./src/site/handbook/mdx-pages.ts";
import { starlightSettings } from "./src/site/handbook/starlight-settings.ts";
import { searchFolder, siteSearch } from "./src/site/search/search-integration.ts";
import { dealPartNames } from "./src/site/search/search-parts.ts";
import { searchConfig, withoutIndex } from "./src/site/search/starlight-search.ts";

process.env.ASTRO_TELEMETRY_DISABLED = "1";

// Astro is started in a folder of its own (src/adapters/site-process.ts), so that no path may depend on where it runs.
/** @param {string} path */
const inPackage = (path) => fileURLToPath(new URL(path, import.meta.url));

const root = contentRoot();
const loaded = await loadHandbook(root);
const address = loaded.settings.organisation?.site ? new URL(loaded.settings.organisation.site) : undefined;
const cache = process.env.DEALBOOK_CACHE ?? `${root}/.cache/dealbook/site`;
const code = codeDigest(inPackage("."));
const deals = dealPages({ folder: `${cache}/pages`, code }, [searchFolder]);
const parts = dealPartNames(loaded.dealCount);

export default defineConfig({
  srcDir: inPackage("src/site"),
  publicDir: inPackage("public"),
  outDir: process.env.DEALBOOK_OUT ?? inPackage("dist"),
  ...(address && { site: address.origin, base: address.pathname }),
  // The dev server is for those who write and sell, not for those who build sites.
  devToolbar: { enabled: false },
  // Images are copied as they are: a damaged one must not stop the build.
  image: { service: passthroughImageService() },
  markdown: { processor: satteri(mdxProcessorOptions(loaded, { root, base: address?.pathname ?? "/" })) },
  integrations: [
    // Starlight adds a site map, which needs the site's address and would warn of its absence at each build.
    ...(address ? [] : [{ name: "@astrojs/sitemap", hooks: {} }]),
    deals.integration,
    withoutIndex(
      starlight({
        ...starlightSettings(loaded),
        credits: false,
        pagefind: searchConfig(parts, address?.pathname ?? "/"),
        disable404Route: true,
        // Starlight reads dates from git for src/content/docs only; the handbook's loader brings them.
        lastUpdated: false,
        markdown: { processedDirs: [`${root}/handbook`] },
        components: {
          Head: inPackage("src/site/components/PageHead.astro"),
          Header: inPackage("src/site/components/SiteHeader.astro"),
        },
        customCss: [inPackage("src/site/styles/site.css")],
      }),
    ),
    handbookFiles(root, loaded),
    contentWatch(root),
    localDesk(root, loaded.settings.organisation?.default_branch ?? "main"),
    siteSearch({ deals: deals.searched, names: parts, cache, code }),
  ],
  vite: {
    // The judge is loaded with the first click on "Move to …", not with a page.
    build: { chunkSizeWarningLimit: 1000 },
    plugins: [mdxModules(loaded, root)],
    resolve: { alias: [{ find: /^@pagefind\/default-ui$/, replacement: inPackage("src/site/search/late-search.ts") }] },
  },
});
