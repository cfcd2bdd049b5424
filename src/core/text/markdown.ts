import type { Heading, Nodes, Root } from "mdast";

export { parseMarkdown } from "#parse-markdown";

/** A heading of a Markdown text, with its line in that text (from 1). */
export interface MarkdownHeading {
  readonly depth: number;
  readonly text: string;
  readonly line: number;
}

/** Calls `visit` for a node and all nodes below it, in the order of the text. */
export function walk(root: Nodes, visit: (node: Nodes) => void): void {
  // A list of what is left instead of recursion: a hostile text nests deeper than a call stack is.
  const left: Nodes[] = [root];
  for (let node = left.pop(); node; node = left.pop()) {
    visit(node);
    if ("children" in node) left.push(...node.children.toReversed());
  }
}

/** All words of a node, without its markup. */
export function plainText(root: Nodes): string {
  const words: string[] = [];
  walk(root, (node) => {
    if (node.type === "image") words.push(node.alt ?? "");
    else if ("value" in node && node.type !== "html") words.push(node.value);
  });
  return words.join("");
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
