import type { RuleCommit } from "../../core/review/rule-effect.ts";
import { runGit } from "./git-process.ts";

const options = [
  ...["-c", "log.showRoot=true", "-c", "log.showSignature=false", "log"],
  ...["--encoding=UTF-8", "--reverse", "--first-parent", "--diff-merges=first-parent"],
  ...["--name-only", "--no-renames", "-z", "--format=%x01%H%x02%ct%x02%an%x02%s"],
];

type Found = RuleCommit & { readonly paths: string[] };

function commitOf(header: string): Found {
  const [commit = "", seconds = "", author = "", ...subject] = header.split("\u0002");
  return { commit, recorded: Number(seconds) * 1000, author, subject: subject.join(" "), paths: [] };
}

/**
 * The commits on the first-parent line of `ref` that touched files in these folders (paths from the repository's top), oldest
 * first, with the paths that they touched.
 */
export async function readTouching(top: string, ref: string, folders: readonly string[]): Promise<RuleCommit[]> {
  // Here a pathspec pays: git compares only these folders, which change seldom, and never looks into the deals.
  const output = (await runGit(top, [...options, ref, "--", ...folders])).toString("utf8");
  const commits: Found[] = [];
  for (const field of output.split("\0").map((text) => text.replace(/^\n/, ""))) {
    if (field.startsWith("\u0001")) commits.push(commitOf(field.slice(1)));
    else if (field !== "") commits.at(-1)?.paths.push(field);
  }
  return commits;
}
