import type { Nodes, Root, RootContent } from "mdast";
import { walk } from "./markdown.ts";

const comment = /<!--[\s\S]*?(?:-->|$)/g;

// "5." alone is a list that begins at 5 to Markdown, and an answer to who wrote it.
const isNumberAlone = (node: Nodes): boolean => node.type === "list" && node.ordered === true && node.start !== 1;

/** True for words, code, a picture or HTML; what only guides the writer, such as a comment, is nothing. */
function holdsSomething(root: RootContent): boolean {
  // Footnotes and link addresses stand at the end of a text and belong to no section.
  if (root.type === "footnoteDefinition" || root.type === "definition") return false;
  let isFound = false;
  walk(root, (node) => {
    if (node.type === "image" || isNumberAlone(node)) isFound = true;
    else if (node.type === "html") isFound ||= node.value.replace(comment, "").trim() !== "";
    else if ("value" in node) isFound ||= node.value.trim() !== "";
  });
  return isFound;
}

/** Lines (from 1) of the headings with nothing under them, down to the next heading of the same or a higher level. */
export function emptyHeadings(root: Root): ReadonlySet<number> {
  const empty = new Set<number>();
  let open: { readonly depth: number; readonly line: number }[] = [];
  for (const node of root.children) {
    if (node.type === "heading") {
      const { depth } = node;
      const line = node.position?.start.line ?? 1;
      open = [...open.filter((each) => each.depth < depth), { depth, line }];
      empty.add(line);
    } else if (open.length > 0 && holdsSomething(node)) {
      for (const { line } of open) empty.delete(line);
      open = [];
    }
  }
  return empty;
}
