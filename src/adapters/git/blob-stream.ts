import { Refusal } from "../../app/refusal.ts";
import { type GitStream, streamGit } from "./git-process.ts";

const newline = 0x0a;

const partialClone = (): Refusal =>
  new Refusal(
    "This is a partial clone: old versions of the deals are missing.",
    "Fetch them: git config --unset remote.origin.partialclonefilter; git fetch --refetch. In a workflow, leave filter: out of actions/checkout.",
  );

/** Says of an error of git, where it is that, that the clone lacks objects. */
export function explain(error: Error): never {
  throw /promisor|lazy fetch|could not fetch/i.test(error.message) ? partialClone() : error;
}

/** What is to be done with a blob: its object id, and its bytes. */
type TakeBlob = (id: string, bytes: Buffer) => void;

/** Reads blobs through one `git cat-file --batch`, while others are still being asked for. */
export class BlobStream {
  readonly #git: GitStream;
  readonly #take: TakeBlob;
  readonly #asked = new Set<string>();
  #rest: Buffer = Buffer.alloc(0);

  constructor(folder: string, take: TakeBlob) {
    this.#take = take;
    // In a partial clone git would fetch blob after blob from the server.
    const env = { GIT_NO_LAZY_FETCH: "1" };
    this.#git = streamGit(folder, ["cat-file", "--batch", "--buffer"], { take: (piece) => this.#read(piece), env });
  }

  /** Asks for a blob; one that was asked for before is not read again. */
  ask(id: string): void {
    if (this.#asked.has(id)) return;
    this.#asked.add(id);
    this.#git.write(`${id}\n`);
  }

  /** Waits until all that was asked for has been taken. */
  async end(): Promise<void> {
    await this.#git.end().catch(explain);
  }

  /** Takes one blob from the start of what is there. Returns how many bytes it took; 0 where more have to come. */
  #blob(bytes: Buffer, at: number): number {
    const end = bytes.indexOf(newline, at);
    if (end === -1) return 0;
    const [id = "", type, size] = bytes.toString("latin1", at, end).split(" ");
    if (type === "missing") throw partialClone();
    const next = end + 1 + Number(size) + 1;
    if (next > bytes.length) return 0;
    this.#take(id, bytes.subarray(end + 1, next - 1));
    return next - at;
  }

  #read(piece: Buffer): void {
    const bytes = this.#rest.length === 0 ? piece : Buffer.concat([this.#rest, piece]);
    let at = 0;
    for (let taken = this.#blob(bytes, at); taken > 0; taken = this.#blob(bytes, at)) at += taken;
    this.#rest = bytes.subarray(at);
  }
}
