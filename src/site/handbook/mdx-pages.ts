import { join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { SatteriProcessorOptions } from "@astrojs/markdown-satteri";
import type { ViteUserConfig } from "astro";
import type { PluginFactoryContext } from "satteri";
import type { HandbookPage } from "../../core/handbook/handbook.ts";
import type { LoadedHandbook } from "./load-handbook.ts";
import { pagePlugins } from "./page-renderer.ts";

/** A plugin of Vite, as Astro takes it. */
type VitePlugin = Extract<NonNullable<ViteUserConfig["plugins"]>[number], { name: string }>;

/** The handbook's pages that run as MDX, by their absolute paths. */
type MdxPages = ReadonlyMap<string, HandbookPage>;

const mdxPagesOf = ({ handbook }: LoadedHandbook, root: string): MdxPages =>
  new Map(handbook.pages.filter((page) => page.format === "mdx").map((page) => [join(root, page.path), page]));

/** Options of Astro's Markdown processor: pages of MDX get the handbook's plugins; `.md` gets them from the loader. */
export function mdxProcessorOptions(loaded: LoadedHandbook, { root, base }: { root: string; base: string }): SatteriProcessorOptions {
  const pages = mdxPagesOf(loaded, root);
  const pluginsFor = ({ fileURL, sourceFormat }: PluginFactoryContext) => {
    const page = fileURL && sourceFormat === "mdx" ? pages.get(fileURLToPath(fileURL)) : undefined;
    return page && pagePlugins(page, loaded.handbook, base);
  };
  return {
    mdastPlugins: [(context) => pluginsFor(context)?.mdast],
    hastPlugins: [(context) => pluginsFor(context)?.hast],
    features: { frontmatter: false, smartPunctuation: false },
  };
}

const project = fileURLToPath(new URL("./content-root.ts", import.meta.url));

/**
 * Lets pages of MDX stand anywhere: what they import is looked for from here. Their front matter is taken off, because
 * Astro would read it by other rules and import the `layout` that it names.
 */
export function mdxModules(loaded: LoadedHandbook, root: string): VitePlugin {
  const pages = mdxPagesOf(loaded, root);
  const folder = join(root, "handbook") + sep;
  return {
    name: "dealbook-mdx-pages",
    enforce: "pre",
    resolveId(source, importer) {
      const isBare = /^[@a-z]/i.test(source);
      return isBare && importer?.startsWith(folder) ? this.resolve(source, project, { skipSelf: true }) : undefined;
    },
    transform(_code, id) {
      const page = pages.get(id);
      return page && { code: `{/* */}\n\n${page.body}`, map: null };
    },
  };
}
