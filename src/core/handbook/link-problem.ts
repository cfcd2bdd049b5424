import type { Problem } from "../finding/finding.ts";
import { nearest } from "../text/suggest.ts";
import { baseName, decodePath, folderOf, isForeign, joinPath, relativePath, withoutPageEnding } from "./file-path.ts";
import type { HandbookLink } from "./html-links.ts";
import type { LinkTarget } from "./link-target.ts";

const nameKey = (path: string): string => withoutPageEnding(baseName(path)).normalize("NFC").toLowerCase();

// A path that is longer than any file name is no slip of the keys.
const longestName = 300;

/** The file with the nearest name: a folder that all of them are in makes none of them alike. */
function nearestName(place: string, neighbours: readonly string[]): string | undefined {
  const name = nearest(baseName(place), neighbours.map(baseName));
  return neighbours.find((path) => baseName(path) === name);
}

/** Finds the file that a dead link may have meant. */
export class NearFiles {
  readonly #byName: ReadonlyMap<string, string[]>;
  readonly #byFolder: ReadonlyMap<string, string[]>;

  constructor(paths: Iterable<string>) {
    const own = [...paths].filter((path) => !isForeign(path));
    this.#byName = Map.groupBy(own, nameKey);
    this.#byFolder = Map.groupBy(own, folderOf);
  }

  /** A file of that name in another folder, else one in the same folder that is called nearly so; as a path from `from`. */
  find(destination: string, from: string): string | undefined {
    const wanted = decodePath(destination.replace(/[?#].*$/s, "")).replace(/\/$/, "");
    if (wanted.length > longestName) return undefined;
    const place = joinPath(folderOf(from), wanted) ?? wanted;
    const sameName = this.#byName.get(nameKey(wanted))?.find((path) => path !== from);
    const neighbours = this.#byFolder.get(folderOf(place))?.filter((path) => path !== from) ?? [];
    const found = sameName ?? nearestName(place, neighbours);
    return found === undefined ? undefined : relativePath(folderOf(from), found);
  }
}

const shown = (destination: string): string => (destination.length > longestName ? `${destination.slice(0, longestName)}…` : destination);

/** What is wrong with a link or image in the page `from` that leads where `target` says, if anything. */
export function linkProblem(link: HandbookLink, target: LinkTarget, { from, near }: { from: string; near: NearFiles }): Problem | null {
  const isDead = target.kind === "missing" || (link.kind === "image" && target.kind === "page");
  if (!isDead) return null;
  const file = near.find(link.destination, from);
  const suggestion = file === undefined ? undefined : `Did you mean "${file}"?`;
  if (link.kind === "image") {
    const message = `The image "${shown(link.destination)}" does not exist, neither beside this page nor in the handbook.`;
    return { code: "handbook/missing-image", message, hint: suggestion ?? "Add the image, or take the reference out." };
  }
  const message = `The link leads to "${shown(link.destination)}", where there is no page and no file.`;
  return { code: "handbook/broken-link", message, hint: suggestion ?? "Correct the path, write the page, or take the link out." };
}
