/** A commit as `git log` prints it. */
export interface LoggedCommit {
  readonly id: string;
  /** Id of the first parent; empty for the first commit of all. */
  readonly parent: string;
  /** Instant at which it was committed, in milliseconds since 1970. */
  readonly recorded: number;
  readonly author: string;
  readonly email: string;
}

/** What a commit made of a file. Paths are those of the repository. */
export interface LoggedChange {
  readonly commit: LoggedCommit;
  readonly path: string;
  /** Object id; `null` where the commit removed the file. */
  readonly blob: string | null;
  /** Object ids in the commit's parents; `null` where the file was not there. */
  readonly formers: readonly (string | null)[];
}

// What a user's configuration could add to the output, or leave out of it, is said explicitly.
/** How `git log` must be called for the parser to read it. */
export const logOptions = [
  ...["-c", "log.showRoot=true", "-c", "log.showSignature=false", "log"],
  ...["--encoding=UTF-8", "--reverse", "--raw", "--no-renames", "--no-abbrev", "-z"],
  "--format=%x01%H%x02%P%x02%ct%x02%an%x02%ae",
];

const noBlob = /^0+$/;

/** The object ids of a raw line, the result first: `:mode mode old new M`, for a merge with a colon, a mode and an id for each parent. */
function blobsOf(line: string): (string | null)[] {
  const parents = line.search(/[^:]/);
  const ids = line.split(" ").slice(parents + 1, 2 * parents + 2);
  const blobs = ids.map((id) => (noBlob.test(id) ? null : id));
  return [blobs.at(-1) ?? null, ...blobs.slice(0, -1)];
}

function commitOf(header: string): LoggedCommit {
  const [id = "", parents = "", seconds = "", author = "", email = ""] = header.split("\u0002");
  return { id, parent: parents.split(" ", 1)[0] ?? "", recorded: Number(seconds) * 1000, author, email };
}

/** Reads the output of `git log` piece by piece: commits' headers, and changed paths' `:modes ids status` with the path behind it. */
export class LogParser {
  /** The first commit that was read. */
  first: LoggedCommit | undefined;
  /** The commit that was read last. */
  last: LoggedCommit | undefined;
  #line: string | undefined;
  #rest: Buffer = Buffer.alloc(0);

  #field(text: string): LoggedChange[] {
    if (this.#line !== undefined && this.last) {
      const [blob = null, ...formers] = blobsOf(this.#line);
      this.#line = undefined;
      return [{ commit: this.last, path: text, blob, formers }];
    }
    const field = text.replace(/^\n/, "");
    if (field.startsWith("\u0001")) {
      this.last = commitOf(field.slice(1));
      this.first ??= this.last;
    } else if (field.startsWith(":")) this.#line = field;
    return [];
  }

  /** The changes that a piece of the output completes. */
  read(piece: Buffer): LoggedChange[] {
    const output = this.#rest.length === 0 ? piece : Buffer.concat([this.#rest, piece]);
    const end = output.lastIndexOf(0);
    this.#rest = output.subarray(end + 1);
    if (end === -1) return [];
    return output
      .toString("utf8", 0, end)
      .split("\0")
      .flatMap((field) => this.#field(field));
  }
}
