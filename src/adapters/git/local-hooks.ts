import { chmod, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { isAbsolute, join, relative, resolve } from "node:path";
import { Refusal } from "../../app/refusal.ts";
import { isMissing } from "../files.ts";
import { runGit } from "./git-process.ts";

/** The hooks that are set up in a clone. */
export const hookNames = ["pre-commit", "pre-push"] as const;

export type HookName = (typeof hookNames)[number];

/** How a hook stands: not there, ours as it is written today, ours as an older version wrote it, or somebody else's. */
export type HookState = "none" | "ours" | "outdated" | "theirs";

/** A clone whose hooks are set up. */
export interface HookPlace {
  /** Folder in which git looks for hooks. */
  readonly folder: string;
  /** The top folder of the working tree. */
  readonly top: string;
  /** True where the folder belongs to this repository alone. */
  readonly isOwn: boolean;
}

/** What a hook calls. */
export interface HookProgram {
  /** Folder of the Dealbook package. */
  readonly home: string;
  /** Path of the content root from the top of the working tree. */
  readonly content: string;
}

const mark = '# dealbook hook, written by "dealbook hooks install"; "dealbook hooks uninstall" takes it away.';

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

const isInside = (folder: string, path: string): boolean => {
  const way = relative(folder, path);
  return !isAbsolute(way) && !/^\.\.(?:[\\/]|$)/.test(way);
};

/** Where the hooks of a working tree are: `core.hooksPath` counts, and linked working trees share them. */
export async function hookPlace(folder: string): Promise<HookPlace> {
  const output = await runGit(folder, ["rev-parse", "--show-toplevel", "--git-common-dir", "--git-path", "hooks"]);
  const [top = "", common = "", hooks = ""] = output.toString("utf8").split("\n");
  const path = resolve(folder, hooks);
  return { top, folder: path, isOwn: isInside(resolve(folder, common), path) || isInside(top, path) };
}

// In a hook's environment git names its folder and index, which are not those of what the hook calls.
const before: Readonly<Record<HookName, string>> = {
  "pre-commit": "given=$(git write-tree) || exit 1",
  "pre-push": "given=$(cat)",
};

/** The text of a hook. Where Dealbook lies in the working tree, each working tree uses its own. */
function hookText(name: HookName, { top }: HookPlace, { home, content }: HookProgram): string {
  const way = relative(top, home).replaceAll("\\", "/");
  const folder = isInside(top, home) ? `"$top"${way === "" ? "" : `/${quoted(way)}`}` : quoted(home);
  return `#!/bin/sh
${mark}
${before[name]}
top=$(git rev-parse --show-toplevel) || exit 1
home=${folder}
unset $(git rev-parse --local-env-vars)
cd "$top" || exit 1
if [ ! -d "$home/node_modules" ]; then
  echo "dealbook: nothing was checked, because its packages are not installed (npm ci in $home)." >&2
  exit 0
fi
PATH="$home/node_modules/.bin:$PATH" exec node "$home/scripts/dealbook.ts" --content ${quoted(content)} hooks run ${name} "$given"
`;
}

async function presentText(file: string): Promise<string | null> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** How a hook stands. */
export async function hookState(name: HookName, place: HookPlace, program: HookProgram): Promise<HookState> {
  const text = await presentText(join(place.folder, name));
  if (text === null) return "none";
  if (!text.includes(mark)) return "theirs";
  return text === hookText(name, place, program) ? "ours" : "outdated";
}

/** Writes a hook of ours; the caller has made sure that none of somebody else's is there. */
export async function writeHook(name: HookName, place: HookPlace, program: HookProgram): Promise<void> {
  await mkdir(place.folder, { recursive: true });
  const file = join(place.folder, name);
  await writeFile(file, hookText(name, place, program));
  await chmod(file, 0o755);
}

/** Takes a hook of ours away. */
export const removeHook = (name: HookName, { folder }: HookPlace): Promise<void> => rm(join(folder, name));

/** What is staged, as the commit that it would be; no branch names it, and git throws it away in time. */
export async function stagedCommit(top: string, tree: string): Promise<string> {
  const isMerging = await runGit(top, ["rev-parse", "--verify", "--quiet", "MERGE_HEAD"]).then(
    () => true,
    () => false,
  );
  const parents = ["-p", "HEAD", ...(isMerging ? ["-p", "MERGE_HEAD"] : [])];
  try {
    return (await runGit(top, ["commit-tree", tree, ...parents, "-m", "Staged"])).toString("utf8").trim();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new Refusal(
      `git could not show what is staged: ${error.message}`,
      "Mend that, or commit without the hook: git commit --no-verify",
    );
  }
}
