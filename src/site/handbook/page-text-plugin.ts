import type { MdastPluginDefinition, MdastVisitorContext } from "satteri";
import { drawMermaid } from "../../adapters/diagram.ts";

type Positioned = Readonly<{ position?: { start: { offset?: number }; end: { offset?: number } } | undefined }>;

function sourceOf(node: Positioned, ctx: MdastVisitorContext): string | null {
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
    ? { type: "mdxJsxFlowElement" as const, name: "Fragment", attributes: [{ type: "mdxJsxAttribute" as const, name: "set:html", value: html }], children: [] }
    : { type: "html" as const, value: html };

/** Draws Mermaid blocks; one that cannot be drawn stays a block of code. */
export const diagrams: MdastPluginDefinition = {
  name: "handbook-diagrams",
  code(node, ctx) {
    if (node.lang?.toLowerCase() !== "mermaid") return undefined;
    const svg = drawMermaid(node.value);
    return svg === null ? undefined : (asMarkup(`<div class="diagram-frame">${svg}</div>`, ctx) as never);
  },
};
