/** The folder of the handbook in the content root. */
export const handbookRoot = "handbook";

export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf("/")));

export const baseName = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

const pageEnding = /\.(?:mdx?|markdown|mdown|mkdn?|mdwn)$/i;

export const isPagePath = (path: string): boolean => pageEnding.test(path);

export const withoutPageEnding = (path: string): string => path.replace(pageEnding, "");

/** A path in hidden folders (`.obsidian/`, `.github/`) or of installed packages: other tools' pages, not the handbook's. */
export const isForeign = (path: string): boolean => /(^|\/)(\.|node_modules\/)/.test(path);

/**
 * Joins and resolves `.` and `..`.
 * @returns the path without a slash at either end, or `null` where it leaves the top folder
 */
export function joinPath(folder: string, path: string): string | null {
  const segments: string[] = [];
  for (const segment of `${folder}/${path}`.split("/")) {
    if (segment === "" || segment === ".") continue;
    if (segment !== "..") segments.push(segment);
    else if (segments.pop() === undefined) return null;
  }
  return segments.join("/");
}

/** How `path` is written from inside `folder`. */
export function relativePath(folder: string, path: string): string {
  const from = folder === "" ? [] : folder.split("/");
  const to = path.split("/");
  let shared = 0;
  while (shared < from.length && from[shared] === to[shared]) shared += 1;
  return [...from.slice(shared).map(() => ".."), ...to.slice(shared)].join("/");
}

/** Percent-encodes every segment of a path. */
export const encodePath = (path: string): string => path.split("/").map(encodeURIComponent).join("/");

/** Undoes percent-encoding where it is one; a stray `%` stays what it is. */
export function decodePath(path: string): string {
  return path.replace(/(?:%[0-9a-f]{2})+/gi, (encoded) => {
    try {
      return decodeURIComponent(encoded);
    } catch (error) {
      if (error instanceof URIError) return encoded;
      throw error;
    }
  });
}
