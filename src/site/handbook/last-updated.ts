import { spawnSync } from "node:child_process";

const git = (folder: string, ...args: string[]): string | null => {
  const { status, stdout } = spawnSync("git", args, { cwd: folder, encoding: "utf8", maxBuffer: 1 << 28 });
  return status === 0 ? stdout : null;
};

/**
 * The date of the last commit of each file of the handbook, by its path from the content root; empty where there is no git.
 * A shallow clone gives none either: there every file seems to date from the oldest commit that was fetched.
 */
export function lastUpdated(root: string): ReadonlyMap<string, Date> {
  const dates = new Map<string, Date>();
  if (git(root, "rev-parse", "--is-shallow-repository")?.trim() !== "false") return dates;
  let date = new Date(0);
  // The handbook alone: in most commits its folder is what it was, and git looks no further.
  const log = git(root, "log", "-z", "--format=%x01%ct", "--name-only", "--relative", "--", "handbook") ?? "";
  for (const part of log.split("\0")) {
    const token = part.replace(/^\n/, "");
    if (token.startsWith("\u0001")) date = new Date(Number(token.slice(1).trim()) * 1000);
    else if (token !== "" && !dates.has(token)) dates.set(token, date);
  }
  return dates;
}

/** The path of a folder from the top of its repository, such as `content/`; `null` where there is no git. */
export const pathInRepository = (folder: string): string | null => git(folder, "rev-parse", "--show-prefix")?.trim() ?? null;
