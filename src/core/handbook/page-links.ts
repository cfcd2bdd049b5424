import type { Definition, Nodes, Root } from "mdast";
import { walk } from "../text/markdown.ts";
import { type HandbookLink, htmlLinks } from "./html-links.ts";

const startOf = (node: Nodes): number => node.position?.start.offset ?? 0;
const endOf = (node: Nodes): number => node.position?.end.offset ?? 0;

function skipOpening(text: string, from: number): number {
  const rest = /^\s*<?/.exec(text.slice(from, from + 1000));
  return from + (rest?.[0].length ?? 0);
}

/** Where the destination of an inline link stands: after the `](` that follows its words. */
function inlineOffset(text: string, node: Nodes): number {
  const lastChild = "children" in node ? node.children.at(-1) : undefined;
  const bracket = lastChild ? text.indexOf("](", endOf(lastChild)) : text.lastIndexOf("](", endOf(node));
  return bracket < startOf(node) || bracket >= endOf(node) ? startOf(node) : skipOpening(text, bracket + 2);
}

function definitionOffset(text: string, node: Definition): number {
  const colon = text.indexOf("]:", startOf(node));
  return colon === -1 ? startOf(node) : skipOpening(text, colon + 2);
}

/** The definitions that references use; the first of a name counts, as in every Markdown reader. */
function definitionsOf(root: Root): ReadonlyMap<string, Definition> {
  const definitions = new Map<string, Definition>();
  walk(root, (node) => {
    if (node.type === "definition" && !definitions.has(node.identifier)) definitions.set(node.identifier, node);
  });
  return definitions;
}

const jsxTargets = { href: "link", src: "image" } as const;

// A JSX attribute has no position of its own; it is found again in the text of its element.
function jsxLinks(text: string, node: Nodes & { readonly attributes?: unknown }): HandbookLink[] {
  const attributes = (node.attributes ?? []) as { name?: string; value?: unknown }[];
  return attributes.flatMap(({ name, value }) => {
    if ((name !== "href" && name !== "src") || typeof value !== "string") return [];
    const at = text.indexOf(value, text.indexOf(name, startOf(node)));
    return { kind: jsxTargets[name], destination: value, offset: at === -1 ? startOf(node) : at };
  });
}

/** All links and images of a page in the order of its text; a reference counts once, where its destination is defined. */
export function pageLinks(text: string, root: Root): HandbookLink[] {
  const definitions = definitionsOf(root);
  const links = new Map<string, HandbookLink>();
  const add = (link: HandbookLink): unknown => links.set(`${link.kind} ${link.offset}`, link);
  const addReference = (kind: HandbookLink["kind"], identifier: string): void => {
    const definition = definitions.get(identifier);
    if (definition) add({ kind, destination: definition.url, offset: definitionOffset(text, definition) });
  };
  walk(root, (node) => {
    if (node.type === "link" || node.type === "image") add({ kind: node.type, destination: node.url, offset: inlineOffset(text, node) });
    else if (node.type === "linkReference") addReference("link", node.identifier);
    else if (node.type === "imageReference") addReference("image", node.identifier);
    else if (node.type === "html") for (const link of htmlLinks(text.slice(startOf(node), endOf(node)), startOf(node))) add(link);
    else if (String(node.type).startsWith("mdxJsx")) for (const link of jsxLinks(text, node)) add(link);
  });
  return [...links.values()].toSorted((a, b) => a.offset - b.offset);
}
