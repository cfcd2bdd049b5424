import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { Refusal } from "../../app/refusal.ts";
import { runGit } from "./git-process.ts";
import { moveRef } from "./move-ref.ts";

const textOf = async (top: string, ...args: readonly string[]): Promise<string> => (await runGit(top, args)).toString("utf8").trimEnd();

/** Where a branch is: its commit, `null` where there is no such branch; and the folder that it is checked out in, empty where it is in none. */
async function placeOf(top: string, ref: string): Promise<{ readonly at: string | null; readonly folder: string }> {
  const [at = "", ...folder] = (await textOf(top, "for-each-ref", "--format=%(objectname) %(worktreepath)", ref)).split(" ");
  return { at: at || null, folder: folder.join(" ") };
}

/** A rebase keeps its branch in mind while none is checked out, and cannot end once the branch is somewhere else. */
async function refuseRebase(top: string): Promise<void> {
  const places = await textOf(top, "rev-parse", "--git-path", "rebase-merge", "--git-path", "rebase-apply");
  if (!places.split("\n").some((place) => existsSync(resolve(top, place)))) return;
  throw new Refusal("A rebase is under way in the folder of the deals.", "End it first: git rebase --continue, or git rebase --abort");
}

/** What git says, for a reason that the user can mend. */
function refusalOf({ message }: Error): Refusal {
  const inTheWay = [...message.matchAll(/^\t(.+)$/gm)].map(([, path]) => path);
  if (!/would be overwritten/.test(message) || inTheWay.length === 0)
    return new Refusal(`git could not bring the folder up to date: ${message}`, "Mend that, and try again. See: git status");
  return new Refusal(
    `You have changed ${inTheWay.join(", ")} yourself, and not committed it. That would be overwritten.`,
    "Commit it, or put it aside (git stash --include-untracked), and try again.",
  );
}

/** Fast-forwards what is checked out. git looks at every file before it changes one. False where HEAD has moved on meanwhile. */
async function advanceHere(top: string, to: string): Promise<boolean> {
  // What a user's configuration could make of it is said explicitly: edits are neither stashed nor overwritten, ignored files included.
  const options = ["--ff-only", "--no-squash", "--no-autostash", "--no-overwrite-ignore", "--no-stat", "--quiet"];
  try {
    await runGit(top, ["merge", ...options, to]);
    return true;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (/Not possible to fast-forward/i.test(error.message)) return false;
    throw refusalOf(error);
  }
}

/**
 * Brings a branch on from one commit (`null`: from nowhere) to a later one. Where it is checked out, the working tree
 * goes along; where another branch is, nothing but the ref moves. False where the branch is not at `from` any more.
 */
export async function advanceBranch(top: string, name: string, move: { readonly from: string | null; readonly to: string }) {
  const ref = `refs/heads/${name}`;
  await refuseRebase(top);
  const { at, folder } = await placeOf(top, ref);
  if (at !== move.from) return false;
  if ((await textOf(top, "branch", "--show-current")) === name) return advanceHere(top, move.to);
  if (folder === "") return moveRef(top, ref, move);
  throw new Refusal(`The deals of the board are open in another folder: ${folder}`, "Take it in from there: dealbook dev");
}

/** Deletes a branch with its settings. False where it is checked out, or not at that commit any more. */
export async function dropBranch(top: string, name: string, at: string): Promise<boolean> {
  const ref = `refs/heads/${name}`;
  if ((await placeOf(top, ref)).folder !== "") return false;
  try {
    await runGit(top, ["update-ref", "-d", ref, at]);
  } catch (error) {
    if (error instanceof Error && /cannot lock ref/.test(error.message)) return false;
    throw error;
  }
  const settings = await textOf(top, "config", "--local", "--name-only", "--list");
  const section = `branch.${name}`;
  if (settings.split("\n").some((key) => key.startsWith(`${section}.`)))
    await runGit(top, ["config", "--local", "--remove-section", section]);
  return true;
}
