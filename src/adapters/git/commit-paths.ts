import { Refusal } from "../../app/refusal.ts";
import { harmlessMessage } from "./commit-message.ts";
import { runGit } from "./git-process.ts";
import type { Place } from "./place.ts";

// More paths than this are handed to git through its standard input: a command line holds only so much.
const mostArguments = 500;

async function addAndCommit({ git, top }: Place, files: readonly string[], message: string): Promise<void> {
  const commit = ["commit", "--quiet", "--message", harmlessMessage(message)];
  if (files.length <= mostArguments) {
    await git.raw(["add", "--", ...files]);
    await git.raw([...commit, "--", ...files]);
    return;
  }
  const fromInput = ["--pathspec-from-file=-", "--pathspec-file-nul"];
  const input = files.join("\0");
  await runGit(top, ["add", ...fromInput], { input });
  await runGit(top, [...commit, ...fromInput], { input });
}

/** Commits exactly these paths of the content root, however many. Returns the commit. */
export async function commitPaths(place: Place, paths: readonly string[], message: string): Promise<string> {
  const { git, prefix } = place;
  try {
    await addAndCommit(
      place,
      paths.map((path) => prefix + path),
      message,
    );
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new Refusal(
      `The files are written, but git could not commit them: ${error.message.trim()}`,
      "Mend that, then commit them yourself: git commit",
    );
  }
  return (await git.raw(["rev-parse", "HEAD"])).trim();
}
