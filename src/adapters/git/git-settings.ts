import { runGit } from "./git-process.ts";

/** The settings of a section of git's configuration, such as `dealbook`, by their names in lower case. */
export async function readGitSettings(folder: string, section: string): Promise<Map<string, string>> {
  // Without --get-regexp: that one fails where nothing is set.
  const output = (await runGit(folder, ["config", "--null", "--list"])).toString("utf8");
  const settings = new Map<string, string>();
  for (const entry of output.split("\0")) {
    const [key = "", ...value] = entry.split("\n");
    if (key.startsWith(`${section}.`)) settings.set(key.slice(section.length + 1), value.join("\n"));
  }
  return settings;
}

/** Absolute path of the repository's own folder (`.git`, or that of a bare repository). */
export const gitFolder = async (folder: string): Promise<string> =>
  (await runGit(folder, ["rev-parse", "--absolute-git-dir"])).toString("utf8").replace(/\n$/, "");
