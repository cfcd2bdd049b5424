import type { Element, ElementContent, Nodes, Root, RootContent } from "hast";
import { defaultSchema, type Schema, sanitize } from "hast-util-sanitize";
import { toHtml } from "hast-util-to-html";
import { markdownToHast } from "satteri";

/** How the Markdown of a deal is fitted into its page. */
export interface MarkdownPlace {
  /** The level of the text's first heading. */
  readonly topHeading: number;
  /** What the text is, such as "Notes"; its tables are named after it. */
  readonly name: string;
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

const textNode = (value: string): ElementContent => ({ type: "text", value });

// A picture would be asked of another site, or is not published with the page.
const picture = ({ properties }: Element): ElementContent => textNode(`[picture${properties.alt ? `: ${properties.alt}` : ""}]`);

// A form control needs a label of its own; a sign is read with the words that follow it.
const taskBox = ({ properties }: Element): ElementContent => textNode(properties.checked ? "☑" : "☐");

function address(destination: string, place: MarkdownPlace): string | undefined {
  if (destination.startsWith("#")) return `#${place.prefix}${destination.slice(1)}`;
  return isAbsolute(destination) ? destination : place.resolve(destination);
}

// The parser says how a table's column is aligned in a style, and no style gets through.
const alignment = (style: unknown): string | undefined => /^text-align: (left|center|right)$/.exec(String(style))?.[1];

function fitProperties({ properties }: Element, place: MarkdownPlace): Element["properties"] {
  const { id, href, style, ariaDescribedBy: _, ...others } = properties;
  const align = alignment(style);
  return {
    ...others,
    ...(align !== undefined && { align }),
    ...(id && { id: `${place.prefix}${id}` }),
    ...(typeof href === "string" && { href: address(href, place) }),
  };
}

/** Makes raw HTML text, pictures words, and headings and addresses fit the page. */
class Fitter {
  readonly #place: MarkdownPlace;
  /** The levels, as written, of the headings that the text is under at the moment. */
  #outline: number[] = [];

  constructor(place: MarkdownPlace) {
    this.#place = place;
  }

  fit<T extends RootContent>(nodes: readonly T[]): T[] {
    return nodes.map((node) => this.#one(node) as T);
  }

  #one(node: RootContent): RootContent {
    if (node.type === ("raw" as string)) return textNode((node as unknown as { value: string }).value);
    if (node.type !== "element") return node;
    if (node.tagName === "img") return picture(node);
    if (node.tagName === "input") return taskBox(node);
    return { ...node, tagName: this.#tagName(node), properties: fitProperties(node, this.#place), children: this.fit(node.children) };
  }

  // A heading goes at most one level below the one that it is under, whatever was skipped in the text.
  #tagName(node: Element): string {
    const level = headingLevel(node);
    if (level === 0) return node.tagName;
    this.#outline = [...this.#outline.filter((each) => each < level), level];
    return `h${Math.min(6, this.#place.topHeading + this.#outline.length - 1)}`;
  }
}

// A wide table scrolls by itself instead of widening the page. It is no landmark: a page with many would have nothing else.
const scrollable = (table: Element, ariaLabel: string): Element => ({
  type: "element",
  tagName: "div",
  properties: { className: ["scroll"], role: "group", ariaLabel, tabIndex: 0 },
  children: [table],
});

/** Puts tables into regions of their own, named in their order. */
class TableWrapper {
  readonly #name: string;
  #count = 0;

  constructor(name: string) {
    this.#name = name;
  }

  wrap(node: Nodes): void {
    if (!("children" in node)) return;
    node.children = node.children.map((child) => this.#one(child)) as typeof node.children;
  }

  #one(child: RootContent): RootContent {
    const isTable = child.type === "element" && child.tagName === "table";
    const label = isTable ? `${this.#name}, table ${++this.#count}` : "";
    this.wrap(child);
    return isTable ? scrollable(child, label) : child;
  }
}

function render(text: string, place: MarkdownPlace): string {
  const root = markdownToHast(text, { features: { frontmatter: false } }) as unknown as Root;
  const fitted: Root = { type: "root", children: new Fitter(place).fit(root.children) };
  const safe = sanitize(fitted, schema);
  new TableWrapper(place.name).wrap(safe);
  return toHtml(safe);
}

const verbatim = (text: string): string =>
  toHtml({ type: "element", tagName: "pre", properties: {}, children: [{ type: "text", value: text }] });

/** Renders Markdown that a stranger may have written: HTML in it is shown as text, links lead to web pages or mail only. */
export function renderMarkdown(text: string, place: MarkdownPlace): string {
  try {
    return render(text, place);
  } catch (error) {
    // The call stack has ended: no reader misses a thousand quotations in each other, and one text must not stop the build.
    if (error instanceof RangeError) return verbatim(text);
    throw error;
  }
}
