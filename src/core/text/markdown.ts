import type { Heading, Nodes, Root } from "mdast";
import { markdownToMdast } from "satteri";

/** A heading of a Markdown text, with its line in that text (from 1). */
export interface MarkdownHeading {
  readonly depth: number;
  readonly text: string;
  readonly line: number;
}

// One Markdown parser for everything: it is the one that Astro renders with, so what the check sees is what the site shows.
/** Parses Markdown (CommonMark and GFM) into its syntax tree, with positions; front matter must be taken off before. */
export const parseMarkdown = (text: string): Root => markdownToMdast(text, { features: { frontmatter: false } }) as unknown as Root;

/** All words of a node, without its markup. */
export function plainText(node: Nodes): string {
  if ("value" in node) return node.type === "html" ? "" : node.value;
  if (node.type === "image") return node.alt ?? "";
  return "children" in node ? node.children.map(plainText).join("") : "";
}

/** Calls `visit` for a node and all nodes below it, in the order of the text. */
export function walk(node: Nodes, visit: (node: Nodes) => void): void {
  visit(node);
  if ("children" in node) for (const child of node.children) walk(child, visit);
}

const toHeading = (node: Heading): MarkdownHeading => ({
  depth: node.depth,
  text: plainText(node).trim(),
  line: node.position?.start.line ?? 1,
});

/** The headings in the order of the text. */
export function headingsOf(root: Root): MarkdownHeading[] {
  const headings: MarkdownHeading[] = [];
  walk(root, (node) => {
    if (node.type === "heading") headings.push(toHeading(node));
  });
  return headings;
}
