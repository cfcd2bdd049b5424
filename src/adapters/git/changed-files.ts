import { runGit } from "./git-process.ts";

/** A path that differs between two states, from the repository's top. */
export interface ChangedFile {
  readonly path: string;
  /** True where a symbolic link or a submodule stands there now. */
  readonly isLink: boolean;
}

const linkModes = new Set(["120000", "160000"]);

/** What differs below `folder` between one commit and another, or the working tree where one is given only. */
export async function readChangedFiles(top: string, commits: readonly string[], folder: string): Promise<ChangedFile[]> {
  const diff = await runGit(top, ["diff", "--raw", "--no-renames", "--no-abbrev", "-z", ...commits, "--", folder]);
  const fields = diff.toString("utf8").split("\0");
  const files: ChangedFile[] = [];
  // `:old-mode new-mode old-id new-id status`, then the path.
  for (let at = 0; at + 1 < fields.length; at += 2)
    files.push({ path: fields[at + 1] ?? "", isLink: linkModes.has(fields[at]?.split(" ")[1] ?? "") });
  return files;
}
