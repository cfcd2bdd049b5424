import type { HastPluginDefinition, HastVisitorContext } from "satteri";
import type { Element, ElementContent } from "hast";
import { sameTitle } from "../../core/handbook/page.ts";

const headingNames = ["h1", "h2", "h3", "h4", "h5", "h6"];

function imagesIn(node: ElementContent): Element[] {
  if (node.type !== "element") return [];
  return node.tagName === "img" ? [node] : node.children.flatMap(imagesIn);
}

/**
 * Takes out the heading that is printed as the page's title; pictures in it stay. A further first-level heading
 * and all that follow go one level down, since a page has one first-level heading.
 */
export function titleHeading(title: string | null): HastPluginDefinition {
  let isPending = title !== null;
  let shift = 0;
  const dropTitle = (node: Readonly<Element>, ctx: HastVisitorContext): void => {
    isPending = false;
    const images = imagesIn(node as Element);
    if (images.length === 0) ctx.removeNode(node);
    else ctx.replaceNode(node, { type: "element", tagName: "p", properties: {}, children: images });
  };
  return {
    name: "handbook-title-heading",
    element: {
      filter: headingNames,
      visit(node, ctx) {
        if (isPending && title !== null && sameTitle(ctx.textContent(node), title)) return dropTitle(node, ctx);
        const depth = Number(node.tagName.slice(1));
        if (depth === 1) shift = 1;
        if (shift === 0 || node.properties.id === "footnote-label") return;
        ctx.replaceNode(node, { ...node, tagName: `h${Math.min(6, depth + shift)}`, children: [...node.children] } as Element);
      },
    },
  };
}

function labelCheckbox(node: Readonly<Element>, ctx: HastVisitorContext): void {
  if (node.properties.type !== "checkbox" || node.properties.ariaLabel !== undefined) return;
  const item = ctx.parent(node);
  const words = item ? ctx.textContent(item).trim().slice(0, 120) : "";
  ctx.setProperty(node, "ariaLabel", words === "" ? "Task" : words);
}

/** A group, not a region: every region would be a landmark, and a page may have twenty tables. */
function wrapTable(node: Readonly<Element>, ctx: HastVisitorContext): void {
  const [head] = node.children;
  const columns = head?.type === "element" ? ctx.textContent(head).trim().split(/\s*\n\s*/).join(", ") : "";
  const ariaLabel = `Table: ${columns}`.slice(0, 200);
  const properties = { className: ["table-scroll"], tabIndex: 0, role: "group", ariaLabel };
  ctx.wrapNode(node, { type: "element", tagName: "div", properties, children: [] });
}

/** Names what a screen reader could not name: the boxes of task lists, and tables that scroll sideways. */
export const accessibleParts = (): HastPluginDefinition => ({
  name: "handbook-accessible-parts",
  element: [
    { filter: ["input"], visit: labelCheckbox },
    { filter: ["table"], visit: wrapTable },
  ],
});
