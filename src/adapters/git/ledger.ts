import type { Ledger } from "../../app/ports.ts";
import { Refusal } from "../../app/refusal.ts";
import { runGit } from "./git-process.ts";
import { moveRef } from "./move-ref.ts";
import { withoutPassword } from "./remote.ts";

const fileName = "state.json";

// A runner has no identity of its own, and whoever runs this by hand does not write these commits.
const author = { name: "Dealbook", email: "dealbook@localhost" };
const identity = {
  GIT_AUTHOR_NAME: author.name,
  GIT_AUTHOR_EMAIL: author.email,
  GIT_COMMITTER_NAME: author.name,
  GIT_COMMITTER_EMAIL: author.email,
};

/** Where the ledger is. */
interface Place {
  readonly top: string;
  readonly ref: string;
}

const gitText = async ({ top }: Place, args: readonly string[], input?: string): Promise<string> =>
  (await runGit(top, args, { env: identity, ...(input !== undefined && { input }) })).toString("utf8").trimEnd();

const unreachable = (error: unknown, ref: string): Refusal =>
  new Refusal(
    `${ref} could not be exchanged with origin: ${withoutPassword(error instanceof Error ? error.message : String(error))}`,
    "Is there a remote called origin, is it in reach, and may you push to it? See: git remote --verbose",
  );

async function localVersion(place: Place): Promise<string | null> {
  return (await gitText(place, ["for-each-ref", "--format=%(objectname)", place.ref])) || null;
}

/** The version on `origin`, fetched; the local ref follows it. */
async function sharedVersion(place: Place): Promise<string | null> {
  const { ref } = place;
  try {
    const [version] = (await gitText(place, ["ls-remote", "origin", ref])).split("\t");
    if (!version) return null;
    await gitText(place, ["fetch", "--quiet", "origin", `+${ref}:${ref}`]);
    return version;
  } catch (error) {
    throw unreachable(error, ref);
  }
}

// What git says where the ref has moved: seen by the push, by the server, or by the server while it took the push in.
const hasMoved = /stale info|cannot lock ref|failed to update ref|fetch first|non-fast-forward|already exists/;

/** Moves the ref on `origin` if it is where the caller saw it. False where somebody else has moved it meanwhile. */
async function moveShared(place: Place, from: string | null, to: string): Promise<boolean> {
  const { ref } = place;
  try {
    await gitText(place, ["push", "--quiet", `--force-with-lease=${ref}:${from ?? ""}`, "origin", `${to}:${ref}`]);
  } catch (error) {
    if (error instanceof Error && hasMoved.test(error.message)) return false;
    throw unreachable(error, ref);
  }
  await gitText(place, ["update-ref", ref, to]);
  return true;
}

/** A commit that holds nothing but the text, after the version before it: `git log` of the ref tells what was done. */
async function commitText(place: Place, { version, text, note }: { version: string | null; text: string; note: string }): Promise<string> {
  const blob = await gitText(place, ["hash-object", "-w", "--stdin"], text);
  const tree = await gitText(place, ["mktree"], `100644 blob ${blob}\t${fileName}\n`);
  const parents = version === null ? [] : ["-p", version];
  return gitText(place, ["commit-tree", "--no-gpg-sign", tree, ...parents], note);
}

/** A text under a ref of its own: here, or on `origin` where it is shared. */
export function openLedger(top: string, ref: string, isShared: boolean): Ledger {
  const place = { top, ref };
  return {
    read: async () => {
      const version = await (isShared ? sharedVersion(place) : localVersion(place));
      return version === null ? null : { version, text: await gitText(place, ["cat-file", "blob", `${version}:${fileName}`]) };
    },
    replace: async (version, text, note) => {
      const next = await commitText(place, { version, text, note });
      const isMoved = isShared ? await moveShared(place, version, next) : await moveRef(top, ref, { from: version, to: next });
      return isMoved ? next : null;
    },
  };
}
