import type { Nodes, Root } from "mdast";
import type { Problem } from "../finding/finding.ts";
import { parseMarkdown, plainText, walk } from "../text/markdown.ts";
import { type Position, PositionFinder } from "../text/position.ts";
import { baseName, folderOf, handbookRoot, withoutPageEnding } from "./file-path.ts";
import { type HandbookLink, htmlHeading } from "./html-links.ts";
import { readMdx } from "./mdx.ts";
import { type PageFields, readPageFields } from "./page-fields.ts";
import { pageLinks } from "./page-links.ts";
import { type PageSource, readPageSource } from "./page-source.ts";
import { numberOf, readableName } from "./readable-name.ts";
import { bracketSpacedLinks } from "./spaced-links.ts";

/** A page as its file says it, before its place on the site is known. */
export interface PageContent {
  readonly path: string;
  readonly isIndex: boolean;
  readonly title: string;
  /** The name in the sidebar. */
  readonly label: string;
  readonly description: string | undefined;
  readonly order: number | undefined;
  /** The title stands in the body as its first heading, which the site does not print a second time. */
  readonly hasTitleHeading: boolean;
  readonly format: "markdown" | "mdx";
  /** Front matter that could not be read, to be shown above the body as it stands. */
  readonly unread: string | null;
  /** What to render: the text below the front matter, with links written so that Markdown sees them. */
  readonly body: string;
}

/** A page with what else its text holds. */
export interface ReadPage {
  readonly content: PageContent;
  readonly links: readonly HandbookLink[];
  /** The place in the file of an offset in the body. */
  readonly positionOf: (offset: number) => Position;
  readonly problems: readonly Problem[];
}

interface Tree {
  readonly root: Root;
  readonly body: string;
  readonly originalOffset: (offset: number) => number;
  readonly format: PageContent["format"];
  /** The page is nested too deeply to be rendered. */
  readonly isShownAsCode?: boolean;
  readonly problem: { readonly message: string; readonly offset: number | undefined } | null;
}

// Each level of the tree (a nested list takes two) is a call inside another for everything that walks it.
const deepestNesting = 400;

function isTooDeep(root: Root): boolean {
  let level: Nodes[] = [root];
  for (let depth = 0; depth <= deepestNesting; depth += 1) {
    level = level.flatMap((node) => ("children" in node ? node.children : []));
    if (level.length === 0) return false;
  }
  return true;
}

const unchanged = (offset: number): number => offset;

type Parsed = Pick<Tree, "root" | "body" | "originalOffset">;

/** Text that Markdown cannot be made of is shown as it stands. */
function asCode(text: string): Parsed {
  const fence = "`".repeat(Math.max(3, ...[...text.matchAll(/`+/g)].map((run) => run[0].length + 1)));
  const body = `${fence}\n${text}\n${fence}\n`;
  return { root: parseMarkdown(body), body, originalOffset: () => 0 };
}

function readMarkdown(body: string): Parsed & { readonly isShownAsCode?: boolean } {
  const root = parseMarkdown(body);
  if (isTooDeep(root)) return { ...asCode(body), isShownAsCode: true };
  const spaced = bracketSpacedLinks(body, root);
  return spaced.body === body ? { root, body, originalOffset: unchanged } : { ...spaced, root: parseMarkdown(spaced.body) };
}

// Astro runs no file that ends in .MDX, and stops the build at one.
const capitalEnding = { message: "its ending is not written in small letters.", offset: undefined };

const readAsMdx = (path: string, body: string): ReturnType<typeof readMdx> =>
  path.endsWith(".mdx") ? readMdx(body) : { refusal: capitalEnding };

function readTree(path: string, { body, unread }: PageSource): Tree {
  if (!/\.mdx$/i.test(path) || unread !== null) return { ...readMarkdown(body), format: "markdown", problem: null };
  const mdx = readAsMdx(path, body);
  if ("root" in mdx) return { root: mdx.root, body, originalOffset: unchanged, format: "mdx", problem: null };
  return { ...readMarkdown(body), format: "markdown", problem: mdx.refusal };
}

function headingText(node: Nodes): string | undefined {
  if (node.type === "heading") return plainText(node).replace(/\s+/g, " ").trim() || undefined;
  return node.type === "html" ? htmlHeading(node.value) : undefined;
}

function firstHeading(root: Root): string | undefined {
  let found: string | undefined;
  walk(root, (node) => {
    found ??= headingText(node);
  });
  return found;
}

/** Titles are compared without punctuation, which a renderer may change. */
export const sameTitle = (a: string, b: string): boolean => titleKey(a) === titleKey(b);

const titleKey = (title: string): string =>
  title
    .normalize("NFC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{Extended_Pictographic}]/gu, "") || title.trim();

/** The name that a page's title and order come from: an index page stands for its folder. */
const ownName = (path: string, isIndex: boolean): string => baseName(isIndex ? folderOf(path) : withoutPageEnding(path));

function unreadFrontMatter({ problem }: PageSource): Problem[] {
  if (!problem) return [];
  const hint = "Correct the front matter; until then the page shows it as text.";
  return [{ code: "handbook/front-matter", at: problem.at, message: problem.message, hint }];
}

function badTitle({ hasBadTitle }: PageFields, source: PageSource, title: string): Problem[] {
  if (!hasBadTitle) return [];
  const message = `The title in the front matter is empty or not a text; the page is shown as "${title}".`;
  return [
    {
      code: "handbook/missing-title",
      at: source.locate("title"),
      message,
      hint: 'Write a title in quotes, such as title: "Closing a deal", or remove the field.',
    },
  ];
}

function tooDeep({ isShownAsCode }: Tree): Problem[] {
  if (!isShownAsCode) return [];
  const message = "This page nests quotes or lists hundreds deep, so it is shown as plain text.";
  return [{ code: "handbook/nesting", message, hint: "Nest less deeply." }];
}

function refusedMdx({ problem }: Tree, positionOf: ReadPage["positionOf"]): Problem[] {
  if (!problem) return [];
  return [
    {
      code: "handbook/mdx",
      at: problem.offset === undefined ? undefined : positionOf(problem.offset),
      message: `This page is shown as plain Markdown, because it cannot be run as MDX: ${problem.message}`,
      hint: "Correct it, or rename the file to .md.",
    },
  ];
}

function titleOf(path: string, fields: PageFields, { isIndex, heading }: { isIndex: boolean; heading: string | undefined }): string {
  return (
    fields.title ?? heading ?? readableName(path === `${handbookRoot}/${baseName(path)}` && isIndex ? handbookRoot : ownName(path, isIndex))
  );
}

/** Reads one page. A page that is odd is still a page: what is wrong with it stands in the problems. */
export function readPage(path: string, text: string, isIndex: boolean): ReadPage {
  const source = readPageSource(text);
  const fields = readPageFields(source.fields);
  const tree = readTree(path, source);
  const heading = firstHeading(tree.root);
  const title = titleOf(path, fields, { isIndex, heading });
  const positions = new PositionFinder(text);
  const positionOf = (offset: number): Position => positions.at(source.bodyOffset + tree.originalOffset(offset));
  const content: PageContent = {
    path,
    isIndex,
    title,
    label: fields.label ?? title,
    description: fields.description,
    order: fields.order ?? numberOf(ownName(path, isIndex)),
    hasTitleHeading: heading !== undefined && sameTitle(heading, title),
    format: tree.format,
    unread: source.unread,
    body: tree.body,
  };
  const problems = [...unreadFrontMatter(source), ...badTitle(fields, source, title), ...refusedMdx(tree, positionOf), ...tooDeep(tree)];
  return { content, links: pageLinks(tree.body, tree.root), positionOf, problems };
}
