import type { Element, ElementContent, Nodes, Root, RootContent } from "hast";
import { defaultSchema, sanitize, type Schema } from "hast-util-sanitize";
import { toHtml } from "hast-util-to-html";
import { markdownToHast } from "satteri";

/** How the Markdown of a deal is fitted into its page. */
export interface MarkdownPlace {
  /** The level that the text's highest heading gets. */
  readonly topHeading: number;
  /** Sets footnotes of one text apart from those of another on the page. */
  readonly prefix: string;
  /** The address that a relative link means; `undefined` where there is no such page. */
  readonly resolve: (destination: string) => string | undefined;
}

const schema: Schema = {
  ...defaultSchema,
  // Ids get the text's own prefix, so that the footnotes of several texts do not meet.
  clobber: [],
  protocols: { href: ["http", "https", "mailto"] },
};

const isAbsolute = (destination: string): boolean => /^[a-z][a-z0-9+.-]*:/i.test(destination) || destination.startsWith("//");

const headingLevel = (node: Nodes): number => (node.type === "element" ? Number(/^h([1-6])$/.exec(node.tagName)?.[1] ?? 0) : 0);

function headingLevels(node: Nodes): number[] {
  const own = headingLevel(node);
  return [...(own > 0 ? [own] : []), ...("children" in node ? node.children.flatMap(headingLevels) : [])];
}

/** The text's levels in their order become the page's, from the top on. */
function levelMap(root: Root, top: number): ReadonlyMap<number, number> {
  const used = [...new Set(headingLevels(root))].sort();
  return new Map(used.map((level, index) => [level, Math.min(6, top + index)]));
}

const textNode = (value: string): ElementContent => ({ type: "text", value });

// A picture would be asked of another site, or is not published with the page.
const picture = ({ properties }: Element): ElementContent => textNode(`[picture${properties.alt ? `: ${properties.alt}` : ""}]`);

// A form control needs a label of its own; a sign is read with the words that follow it.
const taskBox = ({ properties }: Element): ElementContent => textNode(properties.checked ? "☑" : "☐");

function address(destination: string, place: MarkdownPlace): string | undefined {
  if (destination.startsWith("#")) return `#${place.prefix}${destination.slice(1)}`;
  return isAbsolute(destination) ? destination : place.resolve(destination);
}

function fitProperties({ properties }: Element, place: MarkdownPlace): Element["properties"] {
  const { id, href, ariaDescribedBy: _, ...others } = properties;
  return {
    ...others,
    ...(id && { id: `${place.prefix}${id}` }),
    ...(typeof href === "string" && { href: address(href, place) }),
  };
}

/** Makes raw HTML text, pictures words, and headings and addresses fit the page. */
class Fitter {
  readonly #place: MarkdownPlace;
  readonly #levels: ReadonlyMap<number, number>;

  constructor(root: Root, place: MarkdownPlace) {
    this.#place = place;
    this.#levels = levelMap(root, place.topHeading);
  }

  fit<T extends RootContent>(nodes: readonly T[]): T[] {
    return nodes.map((node) => this.#one(node) as T);
  }

  #one(node: RootContent): RootContent {
    if (node.type === ("raw" as string)) return textNode((node as unknown as { value: string }).value);
    if (node.type !== "element") return node;
    if (node.tagName === "img") return picture(node);
    if (node.tagName === "input") return taskBox(node);
    const level = this.#levels.get(headingLevel(node));
    const tagName = level === undefined ? node.tagName : `h${level}`;
    return { ...node, tagName, properties: fitProperties(node, this.#place), children: this.fit(node.children) };
  }
}

// A wide table scrolls by itself instead of widening the page.
const scrollable = (table: Element): Element => ({
  type: "element",
  tagName: "div",
  properties: { className: ["scroll"], role: "region", ariaLabel: "Table", tabIndex: 0 },
  children: [table],
});

function wrapTables(node: Nodes): void {
  if (!("children" in node)) return;
  node.children = node.children.map((child) => {
    wrapTables(child);
    return child.type === "element" && child.tagName === "table" ? scrollable(child) : child;
  }) as typeof node.children;
}

/** Renders Markdown that a stranger may have written: HTML in it is shown as text, links lead to web pages or mail only. */
export function renderMarkdown(text: string, place: MarkdownPlace): string {
  const root = markdownToHast(text, { features: { frontmatter: false } }) as unknown as Root;
  const fitted: Root = { type: "root", children: new Fitter(root, place).fit(root.children) };
  const safe = sanitize(fitted, schema);
  wrapTables(safe);
  return toHtml(safe);
}
