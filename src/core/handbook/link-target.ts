import { decodePath, encodePath, folderOf, handbookRoot, joinPath } from "./file-path.ts";
import type { HandbookFiles } from "./handbook-files.ts";
import type { HandbookLink } from "./html-links.ts";
import { isIndexName } from "./index-files.ts";

/** Tells which pages of the site are generated from other content than the handbook. */
export interface SitePages {
  /** `path` is absolute and ends with a slash, such as `/board/sales/`. */
  has(path: string): boolean;
  /** The anchors of the stages on a pipeline's page; absent where they are not known. */
  stageAnchors?(path: string): ReadonlySet<string> | undefined;
}

/** Where a link leads. A `href` is percent-encoded and starts at the site's root, without its base. */
export type LinkTarget =
  | { readonly kind: "untouched" }
  | { readonly kind: "page"; readonly href: string }
  | { readonly kind: "asset"; readonly href: string; readonly path: string }
  | { readonly kind: "unsafe" }
  | { readonly kind: "missing" };

/** Under this path of the site stand the handbook's images and other files. */
export const assetsPath = "/handbook-files/";

// What is uploaded to a host is often without its hidden folders: `.gitbook` would be missing there.
const withoutHidden = (path: string): string => path.replace(/(^|\/)\./g, "$1_.");

/** The address of an asset on the site, without the site's base. */
export const assetHref = (path: string): string => assetsPath + encodePath(withoutHidden(path.slice(handbookRoot.length + 1)));

const scheme = /^[a-z][a-z0-9+.-]*:/i;
const scriptScheme = /^(javascript|vbscript|data):/i;

/** `null` for a destination inside the site. A browser ignores the control characters that are taken out first. */
function outside(destination: string, kind: HandbookLink["kind"]): LinkTarget | null {
  const address = destination.replace(/[\u0000-\u0020]+/g, "");
  const isPicture = kind === "image" && /^data:image\//i.test(address);
  if (scriptScheme.test(address) && !isPicture) return { kind: "unsafe" };
  const isLocal = address !== "" && !address.startsWith("#") && !address.startsWith("?") && !/^[/\\]{2}/.test(address);
  return isLocal && !scheme.test(address) ? null : { kind: "untouched" };
}

interface Parts {
  readonly path: string;
  /** Query and anchor. */
  readonly rest: string;
}

/** A file's name may contain `#` and `?`, so the whole is tried first, then the part before them. */
function readings(destination: string): Parts[] {
  const at = destination.search(/[?#]/);
  const whole = { path: destination, rest: "" };
  return at === -1 ? [whole] : [whole, { path: destination.slice(0, at), rest: destination.slice(at) }];
}

interface From {
  readonly path: string;
  readonly id: string;
}

/** Places that a path may mean: beside the file, then below its URL; an absolute one in the site, then in the handbook. */
function places(path: string, from: From): string[] {
  const bases = path.startsWith("/") ? ["", handbookRoot] : [folderOf(from.path), from.id];
  return bases.map((base) => joinPath(base, path)).filter((place) => place !== null);
}

function siteHref(place: string, site: SitePages): string | null {
  const deal = /^deals\/(?:.*\/)?([^/]+)\.md$/.exec(place)?.[1];
  const pipeline = /^pipelines\/([^/]+)\.ya?ml$/.exec(place)?.[1];
  const path = deal
    ? `deals/${deal}`
    : pipeline
      ? `process/${pipeline}`
      : place.replace(/(^|\/)index\.html$|\.html$/, "$1").replace(/\/$/, "");
  const href = path === "" ? "/" : `/${path}/`;
  return site.has(href) ? encodePath(href) : null;
}

function withoutIndexName(place: string): string | null {
  const isBare = isIndexName(place) && !/\.\w+$/.test(place.slice(place.lastIndexOf("/")));
  return isBare ? folderOf(place) : null;
}

function pageAt(place: string, files: HandbookFiles, isFolder: boolean): From | undefined {
  const plain = place.replace(/\.html?$/i, "");
  const asFile = (isFolder ? files.pageOfFolder(place) : files.page(place)) ?? files.page(plain);
  const folder = withoutIndexName(plain);
  return asFile ?? (folder === null ? undefined : files.page(folder));
}

/** Finds what a destination in the page `from` means. */
export function linkTarget(
  link: Pick<HandbookLink, "kind" | "destination">,
  from: From,
  world: { files: HandbookFiles; site: SitePages },
): LinkTarget {
  const other = outside(link.destination, link.kind);
  if (other) return other;
  for (const { path, rest } of readings(link.destination.trim())) {
    const found = insideTarget(path, from, world);
    if (found) return found.kind === "page" || found.kind === "asset" ? { ...found, href: found.href + encodeRest(rest) } : found;
  }
  return { kind: "missing" };
}

const encodeRest = (rest: string): string => rest.replace(/[\s"<>\\^`{|}]/g, encodeURIComponent);

function insideTarget(path: string, from: From, { files, site }: { files: HandbookFiles; site: SitePages }): LinkTarget | null {
  for (const reading of new Set([path, decodePath(path)])) {
    for (const place of places(reading, from)) {
      const asset = files.asset(place);
      if (asset !== undefined) return { kind: "asset", path: asset, href: assetHref(asset) };
      const page = place === "" ? undefined : pageAt(place, files, reading.endsWith("/"));
      if (page) return { kind: "page", href: encodePath(`/${page.id}/`) };
      const generated = siteHref(place, site);
      if (generated !== null) return { kind: "page", href: generated };
    }
  }
  return null;
}
