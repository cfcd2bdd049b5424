import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AsideCommit, AsideMerge, ChangedFile } from "../../app/ports.ts";
import { Refusal } from "../../app/refusal.ts";
import { harmlessMessage } from "./commit-message.ts";
import { runGit } from "./git-process.ts";

/** Runs git with an index of its own. Returns what it printed, without the line break at the end. */
type IndexedGit = (args: readonly string[], input?: string) => Promise<string>;

/** Puts the text into the index in place of what the file held; the file's mode stays. */
async function stage(git: IndexedGit, { path, text }: ChangedFile): Promise<void> {
  // From standard input git takes the bytes as they are, without filters: they came out of the repository.
  const blob = await git(["hash-object", "-w", "--stdin"], text);
  const [mode = "100644"] = (await git(["ls-files", "--stage", "--", path])).split(" ");
  await git(["update-index", "--add", "--cacheinfo", `${mode || "100644"},${blob},${path}`]);
}

// What `git commit` looks up by itself, `git commit-tree` has to be told.
async function signing(git: IndexedGit): Promise<string[]> {
  return (await git(["config", "--type=bool", "--default=false", "--get", "commit.gpgsign"])) === "true" ? ["-S"] : [];
}

/** A commit of a tree. Returns its id. */
async function commitTree(git: IndexedGit, tree: string, { parents, message }: { parents: readonly string[]; message: string }) {
  const after = parents.flatMap((parent) => ["-p", parent]);
  return git(["commit-tree", tree, ...after, ...(await signing(git))], harmlessMessage(message));
}

async function commitIn(git: IndexedGit, change: AsideCommit): Promise<string> {
  await git(["read-tree", change.from]);
  for (const file of change.files) await stage(git, file);
  const commit = await commitTree(git, await git(["write-tree"]), { parents: [change.from], message: change.message });
  // `git branch` refuses to move a branch that somebody has checked out, here or in another working tree.
  await git(["branch", "--quiet", "--force", "--no-track", change.branch, commit]);
  return commit;
}

/**
 * Commits files on a branch through an index in a temporary folder: working tree, index and checked-out branch are
 * not touched, and hooks do not run. `from` is a commit id, paths count from the repository's top.
 */
export async function commitAside(top: string, change: AsideCommit): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "dealbook-index-"));
  const env = { GIT_INDEX_FILE: join(folder, "index") };
  try {
    return await commitIn(async (args, input = "") => (await runGit(top, args, { input, env })).toString("utf8").trimEnd(), change);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new Refusal(`git could not commit on the branch "${change.branch}": ${error.message}`, "Mend that, and run the command again.");
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Merges two commits into a third that no branch is at yet; `null` where both have changed the same lines. Nothing is
 * checked out for it, so that nothing half-merged is ever seen.
 */
export async function mergeAside(top: string, { onto, commit, message }: AsideMerge): Promise<string | null> {
  const git: IndexedGit = async (args, input = "") => (await runGit(top, args, { input })).toString("utf8").trimEnd();
  try {
    const tree = await git(["merge-tree", "--write-tree", "--no-messages", onto, commit]);
    return await commitTree(git, tree, { parents: [onto, commit], message });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (error.message.startsWith("git merge-tree failed (1)")) return null;
    throw new Refusal(
      `What changed on both sides could not be brought together: ${error.message}`,
      "Mend that, and try again. It takes git 2.38 or later; see: git --version",
    );
  }
}
