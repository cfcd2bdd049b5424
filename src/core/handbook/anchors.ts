import type { Element, Nodes } from "hast";
import { markdownToHast, mdxToHast } from "satteri";
import { type PageContent, sameTitle } from "./page.ts";

/** What the anchors of a page come from. */
export type AnchoredPage = Pick<PageContent, "body" | "format" | "title" | "hasTitleHeading">;

// What github-slugger, and so Astro, keeps in the id of a heading. It differs from `slugSegment` in signs such as ½ and ①.
const dropped = /[^\p{Alphabetic}\p{M}\p{Nd}\p{Nl}\p{Pc}\- ]/gu;

const idOf = (text: string): string => text.toLowerCase().replace(dropped, "").replaceAll(" ", "-");

/** Hands out the ids of headings as Astro does: a second `same` becomes `same-1`. */
class HeadingIds {
  readonly #repeats = new Map<string, number>();

  take(text: string): string {
    const wished = idOf(text);
    let id = wished;
    while (this.#repeats.has(id)) {
      const repeat = (this.#repeats.get(wished) ?? 0) + 1;
      this.#repeats.set(wished, repeat);
      id = `${wished}-${repeat}`;
    }
    this.#repeats.set(id, 0);
    return id;
  }
}

/** A tag or component of MDX, as far as its anchors go. */
interface JsxElement {
  readonly attributes: readonly { readonly name?: string; readonly value?: unknown }[];
}

type TreeNode = Nodes & Partial<JsxElement>;

function treeOf({ body, format }: AnchoredPage): TreeNode {
  const tree =
    format === "mdx"
      ? mdxToHast(body, { features: { frontmatter: false } })
      : markdownToHast(body, { features: { frontmatter: false, rawHtml: true } });
  return tree as unknown as TreeNode;
}

// A list of what is left instead of recursion: raw HTML nests as deeply as somebody likes.
function* nodesOf(root: TreeNode): Generator<TreeNode> {
  const left: TreeNode[] = [root];
  for (let node = left.pop(); node; node = left.pop()) {
    yield node;
    if ("children" in node) left.push(...(node.children as TreeNode[]).toReversed());
  }
}

// An expression of MDX counts with its source.
const wordsOf = (node: TreeNode): string => ("value" in node && node.type !== "comment" ? node.value : "");

const textOf = (node: TreeNode): string => [...nodesOf(node)].map(wordsOf).join("");

/** The values of `id` and `name` that an author, or a footnote, gave. */
function givenIds(node: TreeNode): string[] {
  const values =
    node.type === "element"
      ? [node.properties.id, node.properties.name]
      : (node.attributes ?? []).filter(({ name }) => name === "id" || name === "name").map(({ value }) => value);
  return values.filter((value) => typeof value === "string");
}

const isHeading = (node: TreeNode): node is Element => node.type === "element" && /^h[1-6]$/.test(node.tagName);

// The HTML parser takes a second for a hundred thousand letters of tags that are never closed, and that squared.
const longestPage = 100_000;

/**
 * What a link to a page may have behind its `#`, found as the site makes it; `null` for a page that is too long to say.
 * The heading that is printed as the page's title has no anchor of its own, but a link to it opens the page at its top.
 */
export function anchorsOf(page: AnchoredPage): ReadonlySet<string> | null {
  if (page.body.length > longestPage) return null;
  const anchors = new Set([idOf(page.title)]);
  const ids = new HeadingIds();
  let isTitlePending = page.hasTitleHeading;
  for (const node of nodesOf(treeOf(page))) {
    const given = givenIds(node);
    for (const id of given) anchors.add(id);
    if (!isHeading(node)) continue;
    const text = textOf(node);
    const isTitle = isTitlePending && sameTitle(text, page.title);
    if (isTitle) isTitlePending = false;
    else if (node.properties.id === undefined) anchors.add(ids.take(text));
  }
  return anchors;
}
