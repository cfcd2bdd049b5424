import { readdir } from "node:fs/promises";
import { resolve } from "node:path";
import type { SimpleGit } from "simple-git";

/** Names of the hooks that are installed in a repository, wherever its settings have them; samples do not count. */
export async function installedHooks(git: SimpleGit, top: string): Promise<string[]> {
  const folder = (await git.raw(["rev-parse", "--git-path", "hooks"])).trim();
  const names = await readdir(resolve(top, folder)).catch(() => []);
  return names.filter((name) => !name.endsWith(".sample"));
}
