import { join } from "node:path";
import { GitError, simpleGit } from "simple-git";
import type { ChangeVersion, ContentReader, LineCommit, Repository } from "../../app/ports.ts";
import { Refusal } from "../../app/refusal.ts";
import type { FileChange } from "../../core/history/deal-versions.ts";
import type { RuleCommit } from "../../core/review/rule-effect.ts";
import { isContentPath } from "../files.ts";
import { commitAside, mergeAside } from "./aside-commit.ts";
import { readBlobs } from "./blobs.ts";
import { advanceBranch, dropBranch } from "./branches.ts";
import { type ChangedFile, readChangedFiles } from "./changed-files.ts";
import { commitPaths } from "./commit-paths.ts";
import { readFirstParentLine } from "./first-parent-line.ts";
import { runGit } from "./git-process.ts";
import { readHistory } from "./history.ts";
import { requireIdentity } from "./identity.ts";
import { openLedger } from "./ledger.ts";
import { moveRef } from "./move-ref.ts";
import { nothingLearnt, type Place, placeOf } from "./place.ts";
import { notedProposals, noteProposals } from "./proposal-note.ts";
import { fetchBranch, fetchPullRequest, pushBranch, remoteAddress } from "./remote.ts";
import { noteStep, readSteps, takeBack } from "./steps.ts";
import { readTouching } from "./touching.ts";
import { readRange, readVersions } from "./versions.ts";

const listOf = (output: string): string[] => output.split("\0").filter((item) => item !== "");

/** A full commit id; `null` for what git does not know. `--end-of-options` keeps a ref such as `--output=x` a ref. */
async function findCommit({ top, learnt }: Place, ref: string): Promise<string | null> {
  if (learnt.commits.has(ref)) return ref;
  try {
    const output = await runGit(top, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`]);
    const commit = output.toString("utf8").trim();
    if (commit === "") return null;
    learnt.commits.add(commit);
    return commit;
  } catch (error) {
    if (error instanceof Error && error.message.startsWith("git rev-parse failed")) return null;
    throw error;
  }
}

async function resolveCommit(place: Place, ref: string): Promise<string> {
  const commit = await findCommit(place, ref);
  if (commit !== null) return commit;
  if ((await findCommit(place, "HEAD")) === null) {
    throw new Refusal(
      `The repository ${place.top} has no commits yet, so there is nothing to compare with.`,
      "Commit what there is (git add . && git commit), or leave --base out.",
    );
  }
  throw new Refusal(
    `git knows no commit "${ref}" in ${place.top}.`,
    `Fetch it first (git fetch origin ${ref}), or name another: git branch --all`,
  );
}

async function refuseShallow({ top, learnt }: Place): Promise<void> {
  learnt.isComplete ||= (await runGit(top, ["rev-parse", "--is-shallow-repository"])).toString("utf8").trim() !== "true";
  if (learnt.isComplete) return;
  throw new Refusal(
    "This is a shallow clone: the commits that the check and the dates need are missing.",
    "Run: git fetch --unshallow. In a workflow, set fetch-depth: 0 on actions/checkout.",
  );
}

async function mergeBase(place: Place, base: string, head: string | null): Promise<string> {
  await refuseShallow(place);
  const from = await resolveCommit(place, base);
  const to = await resolveCommit(place, head ?? "HEAD");
  const output = await runGit(place.top, ["merge-base", from, to]).catch(() => null);
  if (output !== null) return output.toString().trim();
  throw new Refusal(`"${base}" and "${head ?? "HEAD"}" have no commit in common.`, "Name the branch that the change started from.");
}

interface TreeEntry {
  readonly path: string;
  readonly blob: string;
}

/** Regular files of a tree; links and submodules have no text of their own. */
async function readTree({ top, prefix }: Place, commit: string): Promise<TreeEntry[]> {
  const output = await runGit(top, ["ls-tree", "-r", "-z", "--full-tree", commit, "--", prefix === "" ? "." : prefix]);
  return listOf(output.toString("utf8")).flatMap((line) => {
    const tab = line.indexOf("\t");
    const [mode = "", , blob = ""] = line.slice(0, tab).split(" ");
    const path = line.slice(tab + 1 + prefix.length);
    return mode.startsWith("100") && isContentPath(path) ? [{ path, blob }] : [];
  });
}

function commitReader(place: Place, ref: string): ContentReader {
  let tree: Promise<Map<string, string>> | undefined;
  const blobs = () => {
    tree ??= resolveCommit(place, ref).then(
      async (commit) => new Map((await readTree(place, commit)).map(({ path, blob }) => [path, blob])),
    );
    return tree;
  };
  return {
    list: async () => [...(await blobs()).keys()].sort(),
    read: async (paths) => {
      const known = await blobs();
      const wanted = paths.flatMap((path) => {
        const blob = known.get(path);
        return blob === undefined ? [] : [{ path, blob }];
      });
      const texts = await readBlobs(
        place.top,
        wanted.map(({ blob }) => blob),
      );
      return new Map(wanted.map(({ path, blob }) => [path, texts.get(blob) ?? null]));
    },
  };
}

const folderOf = ({ prefix }: Place): string => (prefix === "" ? "." : prefix);

async function changedFiles(place: Place, commit: string, head: string | null): Promise<ChangedFile[]> {
  // The commit, not the name: a branch may be called `--output=x`.
  const range = await Promise.all([commit, ...(head === null ? [] : [head])].map((ref) => resolveCommit(place, ref)));
  const files = await readChangedFiles(place.top, range, folderOf(place));
  return files.map((file) => ({ ...file, path: file.path.slice(place.prefix.length) }));
}

async function changedOutside(place: Place, commits: readonly [string, string]): Promise<string[]> {
  const range = await Promise.all(commits.map((ref) => resolveCommit(place, ref)));
  const files = await readChangedFiles(place.top, range, ".");
  return files.map(({ path }) => path).filter((path) => !path.startsWith(place.prefix));
}

async function untrackedPaths(place: Place): Promise<string[]> {
  const output = await runGit(place.top, ["ls-files", "--others", "--exclude-standard", "-z", "--", folderOf(place)]);
  return listOf(output.toString("utf8")).map((path) => path.slice(place.prefix.length));
}

async function changedPaths(place: Place, commit: string, head: string | null): Promise<string[]> {
  const paths = (await changedFiles(place, commit, head)).map(({ path }) => path);
  return head === null ? [...paths, ...(await untrackedPaths(place))] : paths;
}

async function firstParentLine(place: Place, from: string | null, to: string): Promise<LineCommit[]> {
  const tip = await resolveCommit(place, to);
  return readFirstParentLine(place.top, from === null ? tip : `${await resolveCommit(place, from)}..${tip}`);
}

async function userEmail({ git }: Place): Promise<string | null> {
  const { value } = await git.getConfig("user.email");
  return value;
}

async function changeVersions(place: Place, [base, head]: readonly [string, string], paths: readonly string[]): Promise<ChangeVersion[]> {
  if (paths.length === 0) return [];
  const range = `${await resolveCommit(place, base)}..${await resolveCommit(place, head)}`;
  const { top, prefix } = place;
  const versions = await readRange(
    top,
    range,
    paths.map((path) => prefix + path),
  );
  return versions.map((version) => ({ ...version, path: version.path.slice(prefix.length) }));
}

/** The folder of what takes long to make, below the top of a repository or a content root that is in none. */
export const cacheBelow = (top: string): string => join(top, ".cache", "dealbook");

async function dealHistory(place: Place, ref: string): Promise<FileChange[]> {
  await refuseShallow(place);
  const { top, prefix } = place;
  const tip = await resolveCommit(place, ref);
  const changes = await readHistory(
    { top, tip, prefix: `${prefix}deals/`, cache: cacheBelow(top) },
    async (commit) => (await findCommit(place, commit)) !== null,
  );
  return changes.map((change) => ({ ...change, path: `deals/${change.path}` }));
}

async function commitsTouching(place: Place, ref: string, folders: readonly string[]): Promise<RuleCommit[]> {
  await refuseShallow(place);
  const { top, prefix } = place;
  const commits = await readTouching(
    top,
    await resolveCommit(place, ref),
    folders.map((folder) => prefix + folder),
  );
  return commits.map((commit) => ({ ...commit, paths: commit.paths.map((path) => path.slice(prefix.length)) }));
}

async function countCommits(place: Place, base: string, head: string): Promise<number> {
  const range = `${await resolveCommit(place, base)}..${await resolveCommit(place, head)}`;
  return Number((await runGit(place.top, ["rev-list", "--count", range])).toString("utf8"));
}

async function startBranch(place: Place, name: string, from: string | null): Promise<void> {
  if ((await findCommit(place, `refs/heads/${name}`)) !== null) {
    throw new Refusal(`There is a branch "${name}" already.`, `Go on there (git switch ${name}), or delete it (git branch -D ${name}).`);
  }
  const start = from === null ? [] : [await resolveCommit(place, from)];
  try {
    await place.git.raw(["switch", "--quiet", "--create", name, ...start]);
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    throw new Refusal(`git could not start the branch "${name}": ${error.message.trim()}`, "Commit or stash your other edits first.");
  }
}

async function currentBranch({ top }: Place): Promise<string | null> {
  const name = (await runGit(top, ["branch", "--show-current"])).toString("utf8").trim();
  return name === "" ? null : name;
}

/** The repository that a content root lies in, and where; `null` where there is none. */
export interface OpenRepository {
  readonly repository: Repository;
  /** The folder of what takes long to make, and can be made again. */
  readonly cache: string;
  /** Path from the repository's top to the content root, ending in a slash; empty where they are the same. */
  readonly prefix: string;
}

const repositoryAt = (place: Place): OpenRepository => ({
  prefix: place.prefix,
  cache: cacheBelow(place.top),
  repository: {
    mergeBase: (base, head) => mergeBase(place, base, head),
    requireFullHistory: () => refuseShallow(place),
    hasCommit: async (ref) => (await findCommit(place, ref)) !== null,
    moveRef: (ref, move) => moveRef(place.top, ref, move),
    ledger: (ref, isShared) => openLedger(place.top, ref, isShared),
    readerAt: (ref) => commitReader(place, ref),
    changedPaths: (commit, head) => changedPaths(place, commit, head),
    changedOutside: (commit, head) => changedOutside(place, [commit, head]),
    changedLinks: async (commit, head) => (await changedFiles(place, commit, head)).filter(({ isLink }) => isLink).map(({ path }) => path),
    line: (from, to) => firstParentLine(place, from, to),
    versions: async (ref, folder) => {
      await refuseShallow(place);
      const commit = await resolveCommit(place, ref);
      const versions = await readVersions(place.top, commit, `${place.prefix}${folder}/`);
      return versions.map((version) => ({ ...version, path: version.path.slice(place.prefix.length) }));
    },
    history: (ref) => dealHistory(place, ref),
    commitsTouching: (ref, folders) => commitsTouching(place, ref, folders),
    countCommits: (base, head) => countCommits(place, base, head),
    changeVersions: (base, head, paths) => changeVersions(place, [base, head ?? "HEAD"], paths),
    userEmail: () => userEmail(place),
    userName: async () => (await place.git.getConfig("user.name")).value,
    requireIdentity: () => requireIdentity(place.top),
    startBranch: (name, from) => startBranch(place, name, from),
    leaveBranch: async (name, previous) => {
      await place.git.raw(["switch", "--quiet", previous]);
      await place.git.raw(["branch", "--quiet", "-D", name]);
    },
    commit: (paths, message) => commitPaths(place, paths, message),
    commitAside: async (change) =>
      commitAside(place.top, {
        ...change,
        from: await resolveCommit(place, change.from),
        files: change.files.map(({ path, text }) => ({ path: place.prefix + path, text })),
      }),
    mergeAside: (merge) => mergeAside(place.top, merge),
    advanceBranch: (name, move) => advanceBranch(place.top, name, move),
    dropBranch: (name, at) => dropBranch(place.top, name, at),
    noteProposals: (branch, commits) => noteProposals(place.git, branch, commits),
    notedProposals: (branch) => notedProposals(place.git, branch),
    commitOf: (ref) => findCommit(place, ref),
    noteStep: (branch, step) => noteStep(place.git, branch, step),
    steps: (branch) => readSteps(place.git, branch),
    push: (branch) => pushBranch(place.git, branch),
    fetch: (branch) => fetchBranch(place.git, branch),
    fetchPullRequest: (number) => fetchPullRequest(place.git, number),
    remote: () => remoteAddress(place.git),
    takeBack: (branch, step) => takeBack(place.git, branch, step),
    currentBranch: () => currentBranch(place),
  },
});

/** Opens the git repository around a content root (an absolute folder). `null` where there is none. */
export async function openRepository(contentRoot: string): Promise<OpenRepository | null> {
  const place = await placeOf(contentRoot);
  return place && repositoryAt(place);
}

/**
 * Opens a repository by its own folder (`.git`, or that of a bare one), as a hook on a server does: there need be no
 * working tree. `contentRoot` is the path of the content root in it.
 */
export function openBareRepository(folder: string, contentRoot: string): OpenRepository {
  const prefix = contentRoot.replace(/^(?:\.?\/)+|\/+$/g, "");
  return repositoryAt({
    git: simpleGit(folder),
    top: folder,
    prefix: prefix === "" || prefix === "." ? "" : `${prefix}/`,
    learnt: nothingLearnt(),
  });
}
