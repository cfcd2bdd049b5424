import { type SatteriResolvedOptions, satteri } from "@astrojs/markdown-satteri";
import type { AstroConfig } from "astro";
import type { HastPluginList, MdastPluginList } from "satteri";
import type { Handbook, HandbookPage } from "../../core/handbook/handbook.ts";
import { addressPlugins, imageAddresses, type PageLinks } from "./page-links-plugin.ts";
import { safetyPlugins } from "./page-safety-plugin.ts";
import { accessibleParts, headingLevels } from "./page-structure-plugin.ts";
import { codeLanguages, codeWords, diagrams, mdxDiagrams, plainColons } from "./page-text-plugin.ts";

/** The plugins that one page is rendered with, before those of Starlight. */
export function pagePlugins(page: HandbookPage, handbook: Handbook, base: string): { mdast: MdastPluginList; hast: HastPluginList } {
  const links: PageLinks = { base: base.replace(/\/$/, ""), resolve: (destination, kind) => handbook.resolve(page, destination, kind) };
  return {
    mdast: [plainColons, mdxDiagrams, codeWords, imageAddresses(links)],
    hast: [
      headingLevels(page.hasTitleHeading ? page.title : null),
      ...addressPlugins(links),
      ...safetyPlugins,
      accessibleParts(),
      diagrams,
      codeLanguages,
    ],
  };
}

function fenced(text: string): string {
  const fence = "`".repeat(Math.max(3, ...[...text.matchAll(/`+/g)].map((run) => run[0].length + 1)));
  return `${fence}yaml\n${text}\n${fence}\n\n`;
}

// The same shape under two names, which differ only in what they think of undefined.
type SharedOptions = Parameters<ReturnType<typeof satteri>["createRenderer"]>[0];

/** What is rendered: a front matter that could not be read stands above the page as code. */
const markdownOf = (page: HandbookPage): string => (page.unread === null ? "" : fenced(page.unread)) + page.body;

/**
 * Renders a page's Markdown with Astro's own processor, so that asides, code frames and heading anchors are Starlight's.
 * Not through `context.renderMarkdown`: that takes a thematic break at the top of a page for front matter and stops
 * the build when it is not YAML.
 */
export async function renderPage(page: HandbookPage, handbook: Handbook, { config, fileURL }: { config: AstroConfig; fileURL: URL }) {
  const { markdown, image, base } = config;
  const configured = markdown.processor.options as SatteriResolvedOptions;
  const own = pagePlugins(page, handbook, base);
  const processor = satteri({
    mdastPlugins: [own.mdast, ...configured.mdastPlugins],
    hastPlugins: [own.hast, ...configured.hastPlugins],
    features: { ...configured.features, rawHtml: true, frontmatter: false },
  });
  const { syntaxHighlight, shikiConfig } = markdown;
  const renderer = await processor.createRenderer({ image, syntaxHighlight, shikiConfig, smartypants: false } as SharedOptions);
  const { code, metadata } = await renderer.render(markdownOf(page), { fileURL });
  return { html: code, metadata: { headings: metadata.headings, imagePaths: [] } };
}
