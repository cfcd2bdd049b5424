import type { Element, ElementContent } from "hast";
import type { HastPluginDefinition, HastVisitorContext } from "satteri";
import { sameTitle } from "../../core/handbook/page.ts";

const headingNames = ["h1", "h2", "h3", "h4", "h5", "h6"];

function imagesIn(node: ElementContent): Element[] {
  if (node.type !== "element") return [];
  return node.tagName === "img" ? [node] : node.children.flatMap(imagesIn);
}

/** Gives headings the levels below the page's title: one deeper than the heading that they belong to, never two. */
class HeadingLevels {
  readonly #open: number[] = [];

  levelOf(depth: number): number {
    while ((this.#open.at(-1) ?? 0) >= depth) this.#open.pop();
    this.#open.push(depth);
    return Math.min(6, this.#open.length + 1);
  }
}

function dropTitle(node: Readonly<Element>, ctx: HastVisitorContext): void {
  const images = imagesIn(node as Element);
  if (images.length === 0) ctx.removeNode(node);
  else ctx.replaceNode(node, { type: "element", tagName: "p", properties: {}, children: images });
}

/**
 * Takes out the heading that is printed as the page's title (pictures in it stay), and puts the others below it: a
 * page has one first-level heading, whatever its text has.
 */
export function headingLevels(title: string | null): HastPluginDefinition {
  const levels = new HeadingLevels();
  let isTitlePending = title !== null;
  return {
    name: "handbook-heading-levels",
    element: {
      filter: headingNames,
      visit(node, ctx) {
        if (node.properties.id === "footnote-label") return;
        if (isTitlePending && sameTitle(ctx.textContent(node), title ?? "")) {
          isTitlePending = false;
          return dropTitle(node, ctx);
        }
        const tagName = `h${levels.levelOf(Number(node.tagName.slice(1)))}`;
        if (tagName !== node.tagName) ctx.replaceNode(node, { ...node, tagName, children: [...node.children] } as Element);
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

/** Starlight lets a wide table scroll sideways; the arrow keys do that only where the focus can go. */
const makeFocusable = (node: Readonly<Element>, ctx: HastVisitorContext): void => ctx.setProperty(node, "tabIndex", 0);

/** Makes usable without eyes or mouse what would not be: the boxes of task lists, and tables that scroll sideways. */
export const accessibleParts = (): HastPluginDefinition => ({
  name: "handbook-accessible-parts",
  element: [
    { filter: ["input"], visit: labelCheckbox },
    { filter: ["table"], visit: makeFocusable },
  ],
});
