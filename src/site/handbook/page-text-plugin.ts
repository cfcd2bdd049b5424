import type { Element } from "hast";
import type { HastPluginDefinition, MdastNode, MdastPluginDefinition, MdastVisitorContext } from "satteri";
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

const asMarkup = (html: string, ctx: MdastVisitorContext) =>
  ctx.sourceFormat === "mdx"
    ? {
        type: "mdxJsxFlowElement" as const,
        name: "Fragment",
        attributes: [{ type: "mdxJsxAttribute" as const, name: "set:html", value: html }],
        children: [],
      }
    : { type: "html" as const, value: html };

/** Draws Mermaid blocks; one that cannot be drawn stays a block of code. */
export const diagrams: MdastPluginDefinition = {
  name: "handbook-diagrams",
  code(node, ctx) {
    if (node.lang?.toLowerCase() !== "mermaid") return undefined;
    const svg = drawMermaid(node.value);
    return svg === null ? undefined : (asMarkup(`<div class="handbook-diagram">${svg}</div>`, ctx) as never);
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

function restoreCode(pre: Readonly<Element>): Element | undefined {
  const [code] = pre.children;
  if (code?.type !== "element" || code.tagName !== "code") return undefined;
  const names = Array.isArray(code.properties.className) ? code.properties.className.map(String) : [];
  const lang = names.find((name) => name.startsWith("language-"))?.slice("language-".length);
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
