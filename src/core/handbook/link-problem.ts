import { nearest } from "../text/suggest.ts";
import type { Problem } from "../finding/finding.ts";
import { baseName, decodePath, folderOf, isForeign, isPagePath, relativePath, withoutPageEnding } from "./file-path.ts";
import type { HandbookInput } from "./handbook-files.ts";
import type { HandbookLink } from "./html-links.ts";
import type { LinkTarget } from "./link-target.ts";

const nameKey = (path: string): string => withoutPageEnding(baseName(path)).normalize("NFC").toLowerCase();

/** A file of the same name elsewhere, else one whose path is nearly the one that was written. */
function nearFile(destination: string, { from, input }: { from: string; input: HandbookInput }): string | undefined {
  const wanted = decodePath(destination.replace(/[?#].*$/, "")).replace(/\/$/, "");
  const paths = [...input.keys()].filter((path) => path !== from && !isForeign(path));
  const sameName = paths.find((path) => nameKey(path) === nameKey(wanted));
  if (sameName !== undefined) return relativePath(folderOf(from), sameName);
  const relatives = paths.filter((path) => isPagePath(path) === !/\.\w{2,4}$/.test(wanted) || isPagePath(path) === isPagePath(wanted)).map((path) => relativePath(folderOf(from), path));
  return nearest(wanted, relatives);
}

/** What is wrong with a link or image that leads where `target` says, if anything. */
export function linkProblem(link: HandbookLink, target: LinkTarget, world: { from: string; input: HandbookInput }): Problem | null {
  const isDead = target.kind === "missing" || (link.kind === "image" && target.kind === "page");
  if (!isDead) return null;
  const near = nearFile(link.destination, world);
  const suggestion = near === undefined ? undefined : `Did you mean "${near}"?`;
  if (link.kind === "image") {
    const message = `The image "${link.destination}" does not exist, neither beside this page nor in the handbook.`;
    return { code: "handbook/missing-image", message, hint: suggestion ?? "Add the image, or take the reference out." };
  }
  const message = `The link leads to "${link.destination}", where there is no page and no file.`;
  return { code: "handbook/broken-link", message, hint: suggestion ?? "Correct the path, write the page, or take the link out." };
}
