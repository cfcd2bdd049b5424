import type { Root } from "mdast";
import { markdownToMdast } from "satteri";

// One Markdown parser for everything: it is the one that Astro renders with, so what the check sees is what the site shows.
/** Parses Markdown (CommonMark and GFM) into its syntax tree, with positions; front matter must be taken off before. */
export const parseMarkdown = (text: string): Root => markdownToMdast(text, { features: { frontmatter: false } }) as unknown as Root;
