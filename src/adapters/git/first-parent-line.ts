import type { LineCommit } from "../../app/ports.ts";
import { runGit } from "./git-process.ts";

const options = [
  ...["-c", "log.showSignature=false", "log", "--encoding=UTF-8", "--reverse", "--first-parent", "--no-patch", "-z"],
  "--format=%H%x02%P%x02%ct%x02%an%x02%ae%x02%s",
];

function commitOf(line: string): LineCommit {
  const [commit = "", parents = "", seconds = "", author = "", email = "", ...subject] = line.split("\u0002");
  const parent = parents.split(" ", 1)[0] || null;
  return { commit, parent, recorded: Number(seconds) * 1000, author, email, subject: subject.join(" ") };
}

/** The commits of a range on its first-parent line, oldest first. */
export async function readFirstParentLine(top: string, range: string): Promise<LineCommit[]> {
  const output = (await runGit(top, [...options, range, "--"])).toString("utf8");
  return output
    .split("\0")
    .filter((line) => line !== "")
    .map(commitOf);
}
