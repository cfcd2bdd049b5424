import type { Element } from "hast";
import type { HastNode, HastPluginDefinition, HastVisitorContext, MdastNode, MdastPluginDefinition, MdastVisitorContext } from "satteri";
import { drawMermaid } from "../../adapters/diagram.ts";

function sourceOf(node: Readonly<MdastNode>, ctx: MdastVisitorContext): string | null {
  const { start, end } = node.position ?? {};
  return start?.offset === undefined || end?.offset === undefined ? null : ctx.source.slice(start.offset, end.offset);
}

/** `12:30` and `::name` are text in a sales handbook. They are put back as they were written. */
export const plainColons: MdastPluginDefinition = {
  name: "handbook-plain-colons",
  options: { position: true },
  textDirective(node, ctx) {
    const value = sourceOf(node, ctx);
    return value === null ? undefined : { type: "text", value };
  },
  leafDirective(node, ctx) {
    const value = sourceOf(node, ctx);
    return value === null ? undefined : { type: "paragraph", children: [{ type: "text", value }] };
  },
};

const isDiagram = (lang: string): boolean => lang.toLowerCase() === "mermaid";

// On a phone a diagram scrolls sideways instead of shrinking, and the arrow keys scroll only what can have the focus.
const framed = (svg: string): string => `<div class="handbook-diagram" role="group" aria-label="Diagram" tabindex="0">${svg}</div>`;

function asJsx(html: string) {
  const attribute = { type: "mdxJsxAttribute" as const, name: "set:html", value: html };
  return { type: "mdxJsxFlowElement" as const, name: "Fragment", attributes: [attribute], children: [] };
}

/** Draws the Mermaid blocks of a page of MDX; one that cannot be drawn stays a block of code. */
export const mdxDiagrams: MdastPluginDefinition = {
  name: "handbook-mdx-diagrams",
  code(node, ctx) {
    if (ctx.sourceFormat !== "mdx" || !isDiagram(node.lang ?? "")) return undefined;
    const svg = drawMermaid(node.value);
    return svg === null ? undefined : asJsx(framed(svg));
  },
};

// Raw HTML is read by parsing the whole page as HTML, which forgets what stood after a code block's opening fence.
/** Keeps the words after a code block's language (its title, the lines to mark) as an attribute. */
export const codeWords: MdastPluginDefinition = {
  name: "handbook-code-words",
  code(node, ctx) {
    if (ctx.sourceFormat === "markdown" && node.meta) ctx.setProperty(node, "data", { hProperties: { dataWords: node.meta } });
  },
};

function codeIn(pre: Readonly<Element>): Element | undefined {
  const [code] = pre.children;
  return code?.type === "element" && code.tagName === "code" ? code : undefined;
}

function languageOf({ properties }: Element): string | undefined {
  const names = Array.isArray(properties.className) ? properties.className.map(String) : [];
  return names.find((name) => name.startsWith("language-"))?.slice("language-".length);
}

function drawing(pre: Readonly<Element>, ctx: HastVisitorContext): HastNode | undefined {
  const code = codeIn(pre);
  if (!code || !isDiagram(languageOf(code) ?? "")) return undefined;
  const svg = drawMermaid(ctx.textContent(code));
  return svg === null ? undefined : { type: "raw", value: framed(svg) };
}

/** Draws the Mermaid blocks of a page of Markdown, once nothing else of the page is active any more. */
export const diagrams: HastPluginDefinition = {
  name: "handbook-diagrams",
  element: { filter: ["pre"], visit: (node, ctx) => (ctx.sourceFormat === "markdown" ? drawing(node, ctx) : undefined) },
};

function restoreCode(pre: Readonly<Element>): Element | undefined {
  const code = codeIn(pre);
  if (!code) return undefined;
  const lang = languageOf(code);
  const { dataWords, ...properties } = pre.properties;
  if (lang === undefined && dataWords === undefined) return undefined;
  const data = { lang: lang ?? "", meta: String(dataWords ?? "") };
  return { ...pre, properties, children: [{ ...code, children: [...code.children], data }] } as Element;
}

/** Gives code blocks back their language and those words, in the form in which Expressive Code looks for them. */
export const codeLanguages: HastPluginDefinition = {
  name: "handbook-code-languages",
  element: { filter: ["pre"], visit: (node, ctx) => (ctx.sourceFormat === "markdown" ? restoreCode(node) : undefined) },
};
