import { type SimpleGit, simpleGit } from "simple-git";
import { Refusal } from "../../app/refusal.ts";
import { runGit } from "./git-process.ts";

/** Where the content root lies in its repository. */
export interface Place {
  /** For the working tree only: it leaves the environment out in which a hook finds what is being pushed. */
  readonly git: SimpleGit;
  /** The top folder of the working tree; of a repository without one, its own folder. */
  readonly top: string;
  /** Path from the top to the content root, ending in a slash; empty where they are the same. */
  readonly prefix: string;
  readonly learnt: Learnt;
}

/** What git has said once and will say again, so that no process is started to ask. */
export interface Learnt {
  /** Full ids of commits that are there. */
  readonly commits: Set<string>;
  /** True where the clone is known not to be shallow. */
  isComplete: boolean;
}

/** Nothing yet. */
export const nothingLearnt = (): Learnt => ({ commits: new Set(), isComplete: false });

/** Why git would not even say where the repository is. `null`: because there is none. */
function unopened(error: unknown): Refusal | null {
  if (!(error instanceof Error)) throw error;
  if (/not a git repository/i.test(error.message)) return null;
  if ("code" in error && error.code === "ENOENT")
    return new Refusal("git is not installed, or not on the PATH.", "Install git: https://git-scm.com/downloads");
  const [, folder] = /dubious ownership in repository at '(.*)'/.exec(error.message) ?? [];
  if (folder === undefined) throw error;
  return new Refusal(
    `git does not trust ${folder}: the folder belongs to another user.`,
    `If it is yours all the same: git config --global --add safe.directory ${folder}`,
  );
}

/** Where a content root (an absolute folder) lies in its git repository; `null` where it is in none. */
export async function placeOf(contentRoot: string): Promise<Place | null> {
  try {
    const output = await runGit(contentRoot, ["rev-parse", "--show-toplevel", "--show-prefix"]);
    const [top = "", prefix = ""] = output.toString("utf8").split("\n");
    return { git: simpleGit(top), top, prefix, learnt: nothingLearnt() };
  } catch (error) {
    const refusal = unopened(error);
    if (refusal) throw refusal;
    return null;
  }
}
