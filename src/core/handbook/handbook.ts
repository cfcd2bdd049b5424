import type { Problem } from "../finding/finding.ts";
import { anchorProblem, SiteAnchors } from "./anchor-problem.ts";
import { baseName, folderOf, handbookRoot, isForeign, isPagePath, withoutPageEnding } from "./file-path.ts";
import { HandbookFiles, type HandbookInput } from "./handbook-files.ts";
import type { HandbookLink } from "./html-links.ts";
import { indexFiles } from "./index-files.ts";
import { linkProblem, NearFiles } from "./link-problem.ts";
import { type LinkTarget, linkTarget, type SitePages } from "./link-target.ts";
import { type PageContent, type ReadPage, readPage } from "./page.ts";
import { slugSegment, UniqueSlugs } from "./slug.ts";

/** A page of the handbook with its place on the site. */
export interface HandbookPage extends PageContent {
  /** The URL without slashes at its ends, such as `handbook/playbooks/closing-a-deal`. */
  readonly id: string;
  /** The site made this page, because the handbook has no first page; there is no such file. */
  readonly isGenerated: boolean;
}

/** The handbook as the site shows it and the check judges it. */
export interface Handbook {
  /** In the order of their paths. */
  readonly pages: readonly HandbookPage[];
  /** Paths of the images and other files that pages refer to. */
  readonly assets: readonly string[];
  readonly problems: readonly Problem[];
  /** What a destination in a page means. */
  readonly resolve: (page: HandbookPage, destination: string, kind: HandbookLink["kind"]) => LinkTarget;
}

const notText = (path: string, isIndex: boolean): ReadPage => {
  const read = readPage(path, "This file is not UTF-8 text, so it cannot be shown.\n", isIndex);
  const problem = {
    code: "handbook/encoding",
    message: "This file is not UTF-8 text, so it cannot be shown.",
    hint: "Save it with the encoding UTF-8.",
  };
  return { ...read, problems: [problem] };
};

const slugPath = (path: string): string => path.split("/").map(slugSegment).join("/");

const nameOf = ({ path, isIndex }: PageContent): string => (isIndex ? folderOf(path) : withoutPageEnding(path));

function wishedId(content: PageContent): string {
  const id = slugPath(nameOf(content));
  // Astro takes a last segment `index` for the folder.
  return baseName(id) === "index" ? `${id}-page` : id;
}

/**
 * The order in which pages choose: a folder's own page first, so that the folder keeps its URL when a page beside it is
 * called like it; then what is called like its URL, so that nothing that comes later takes that away.
 */
function turnOf(content: PageContent): number {
  const isSame = nameOf(content) === wishedId(content);
  return (content.isIndex ? 0 : 3) + (isSame ? 0 : 2) + (content.path.endsWith(".md") ? 0 : 1);
}

/** Every page gets an address of its own. */
function idsOf(contents: readonly PageContent[]): ReadonlyMap<string, string> {
  const slugs = new UniqueSlugs();
  const inTurn = contents.toSorted((a, b) => turnOf(a) - turnOf(b));
  return new Map(inTurn.map((content) => [content.path, slugs.take(wishedId(content))]));
}

const escapeLabel = (label: string): string => label.replace(/[\\`*_[\]<>&#]/g, "\\$&").replace(/\s+/g, " ");

/** A first page for a handbook that has none: a list of what there is at the top. */
function generatedIndex(pages: readonly HandbookPage[]): HandbookPage {
  const depth = (page: HandbookPage): number => page.path.split("/").length - (page.isIndex ? 1 : 0);
  const list = pages.filter((page) => depth(page) === 2).map((page) => `- [${escapeLabel(page.label)}](/${page.id}/)`);
  return {
    path: `${handbookRoot}/index.md`,
    id: handbookRoot,
    isIndex: true,
    isGenerated: true,
    title: "Handbook",
    label: "Handbook",
    description: undefined,
    order: undefined,
    hasTitleHeading: false,
    format: "markdown",
    unread: null,
    body: `${list.join("\n")}\n`,
  };
}

function readPages(files: HandbookInput): ReadPage[] {
  const paths = [...files.keys()].filter((path) => isPagePath(path) && !isForeign(path)).sort();
  const indexes = indexFiles(paths);
  return paths.map((path) => {
    const isIndex = indexes.get(folderOf(path)) === path;
    const text = files.get(path);
    return typeof text === "string" ? readPage(path, text, isIndex) : notText(path, isIndex);
  });
}

function placePages(reads: readonly ReadPage[]): HandbookPage[] {
  const contents = reads.map((read) => read.content);
  const ids = idsOf(contents);
  const pages = contents.map((content) => ({ ...content, id: ids.get(content.path) ?? handbookRoot, isGenerated: false }));
  return pages.some((page) => page.id === handbookRoot) ? pages : [generatedIndex(pages), ...pages];
}

interface World {
  readonly files: HandbookFiles;
  readonly site: SitePages;
  readonly near: NearFiles;
  readonly anchors: SiteAnchors;
}

interface CheckedLinks {
  readonly assets: readonly string[];
  readonly problems: readonly Problem[];
}

function checkLinks({ links, positionOf }: ReadPage, page: HandbookPage, { files, site, near, anchors }: World): CheckedLinks {
  const assets: string[] = [];
  const problems: Problem[] = [];
  for (const link of links) {
    const target = linkTarget(link, page, { files, site });
    if (target.kind === "asset") assets.push(target.path);
    const problem = linkProblem(link, target, { from: page.path, near }) ?? anchorProblem(link, target, { from: page, anchors });
    if (problem) problems.push({ ...problem, at: positionOf(link.offset) });
  }
  return { assets, problems };
}

/** Reads the whole handbook: its pages, their places and links, and everything that is wrong with them. */
export function readHandbook(input: HandbookInput, site: SitePages): Handbook {
  const reads = new Map(readPages(input).map((read) => [read.content.path, read]));
  const pages = placePages([...reads.values()]);
  const files = new HandbookFiles(
    pages,
    [...input.keys()].filter((path) => !isPagePath(path)),
  );
  const world = { files, site, near: new NearFiles(input.keys()), anchors: new SiteAnchors(pages, site) };
  const assets = new Set<string>();
  const problems: Problem[] = [];
  for (const page of pages) {
    const read = reads.get(page.path);
    if (!read) continue;
    const checked = checkLinks(read, page, world);
    for (const asset of checked.assets) assets.add(asset);
    problems.push(...[...read.problems, ...checked.problems].map((problem) => ({ ...problem, file: page.path })));
  }
  const resolve: Handbook["resolve"] = (page, destination, kind) => linkTarget({ kind, destination }, page, { files, site });
  return { pages, assets: [...assets].sort(), problems, resolve };
}
