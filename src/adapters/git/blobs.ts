import { decodeUtf8 } from "../files.ts";
import { runGit } from "./git-process.ts";

const newline = 0x0a;

/** Texts of blobs by object id, read by one `git cat-file --batch`; `null` where a blob is not UTF-8. */
export async function readBlobs(folder: string, ids: Iterable<string>): Promise<Map<string, string | null>> {
  const wanted = [...new Set(ids)];
  const texts = new Map<string, string | null>();
  if (wanted.length === 0) return texts;
  const output = await runGit(folder, ["cat-file", "--batch"], { input: `${wanted.join("\n")}\n` });
  let at = 0;
  for (const id of wanted) {
    const end = output.indexOf(newline, at);
    const [, type, size] = output.toString("latin1", at, end).split(" ");
    if (type !== "blob") throw new Error(`git has no blob ${id}: ${output.toString("latin1", at, end)}`);
    const start = end + 1;
    at = start + Number(size) + 1;
    texts.set(id, decodeUtf8(output.subarray(start, at - 1)));
  }
  return texts;
}
