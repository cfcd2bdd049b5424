import type { FileChange } from "../../core/history/deal-versions.ts";
import { type DealFacts, factsOf } from "../../core/history/facts.ts";
import { recordingOrder } from "../../core/history/recording-order.ts";
import { decodeUtf8 } from "../files.ts";
import { BlobStream, explain } from "./blob-stream.ts";
import { streamGit } from "./git-process.ts";
import { type KnownHistory, loadHistory, saveHistory } from "./history-cache.ts";
import { type LoggedChange, LogParser, logOptions } from "./log-parser.ts";

/** Which history to read. */
export interface HistoryRequest {
  /** Folder in which git runs. */
  readonly top: string;
  /** Id of the commit whose first-parent line is the record. */
  readonly tip: string;
  /** Path from the repository's top to the files, ending in a slash. */
  readonly prefix: string;
  /** Folder of the cache. */
  readonly cache: string;
}

/** A history that is being gathered. */
interface Gathering extends Pick<KnownHistory, "commits" | "changes"> {
  readonly facts: Map<string, DealFacts | null>;
}

/** The changes of one stretch of history, gathered as git prints them. */
class Stretch {
  readonly gathered: Gathering;
  readonly #prefix: string;
  readonly #ask: (blob: string) => void;

  constructor(prefix: string, facts: Gathering["facts"], ask: (blob: string) => void) {
    this.gathered = { commits: [], changes: [], facts };
    this.#prefix = prefix;
    this.#ask = ask;
  }

  take({ commit, path, blob }: LoggedChange): void {
    if (!path.startsWith(this.#prefix) || !path.endsWith(".md")) return;
    const { commits, changes, facts } = this.gathered;
    const { id, recorded, author } = commit;
    if (commits.at(-1)?.id !== id) commits.push({ id, recorded, author });
    changes.push({ commit: commits.length - 1, path: path.slice(this.#prefix.length), blob });
    if (blob !== null && !facts.has(blob)) this.#ask(blob);
  }
}

/** What a range of commits did, oldest first, and the commit that it follows on. */
async function readRange({ top, prefix }: HistoryRequest, range: string, facts: Gathering["facts"]) {
  const parser = new LogParser();
  const blobs = new BlobStream(top, (id, bytes) => facts.set(id, factsOf(decodeUtf8(bytes))));
  const stretch = new Stretch(prefix, facts, (blob) => blobs.ask(blob));
  // No pathspec: it makes git compare more trees than it saves, two to ten times slower (measured).
  const args = [...logOptions, "--first-parent", "--diff-merges=first-parent", range, "--"];
  const take = (piece: Buffer) => {
    for (const change of parser.read(piece)) stretch.take(change);
  };
  await streamGit(top, args, { take, env: { GIT_NO_LAZY_FETCH: "1" } })
    .end()
    .catch(explain);
  await blobs.end();
  return { ...stretch.gathered, parent: parser.first?.parent };
}

/** Two stretches of history, one after the other. */
const joined = (known: KnownHistory, more: Gathering): Gathering => ({
  commits: [...known.commits, ...more.commits],
  changes: [...known.changes, ...more.changes.map((change) => ({ ...change, commit: change.commit + known.commits.length }))],
  facts: more.facts,
});

function changesOf({ commits, changes, facts }: Pick<KnownHistory, "commits" | "changes" | "facts">): FileChange[] {
  const recordings = recordingOrder(commits.map(({ recorded }) => recorded));
  return changes.flatMap(({ commit: index, path, blob }) => {
    const commit = commits[index];
    const recorded = recordings[index];
    if (!commit || recorded === undefined) return [];
    const { id, author } = commit;
    return [{ path, commit: id, recorded, author, facts: blob === null ? null : (facts.get(blob) ?? null), isRemoved: blob === null }];
  });
}

/** What is known of the history, as far as `isKnown` says that its tip is still there. */
async function knownHistory(request: HistoryRequest, isKnown: (commit: string) => Promise<boolean>): Promise<KnownHistory | null> {
  const known = await loadHistory(request.cache, request.prefix);
  return known && (known.tip === request.tip || (await isKnown(known.tip))) ? known : null;
}

/** The history as far as the tip: what is known, and what came after it. */
async function gather(request: HistoryRequest, known: KnownHistory | null): Promise<Gathering> {
  const facts = new Map(known?.facts);
  if (!known) return readRange(request, request.tip, facts);
  const later = await readRange(request, `${known.tip}..${request.tip}`, facts);
  // What does not follow on it was rewritten, or the known tip came in through a merge's other side.
  return later.parent === known.tip ? joined(known, later) : readRange(request, request.tip, facts);
}

/**
 * What every commit on the first-parent line made of the Markdown files below a folder, oldest first; the same with a cache
 * and without one. `isKnown` tells whether git has a commit.
 */
export async function readHistory(request: HistoryRequest, isKnown: (commit: string) => Promise<boolean>): Promise<FileChange[]> {
  const { tip, prefix, cache } = request;
  const known = await knownHistory(request, isKnown);
  if (known?.tip === tip) return changesOf(known);
  const { commits, changes, facts } = await gather(request, known);
  await saveHistory(cache, { prefix, tip, commits, changes, facts });
  return changesOf({ commits, changes, facts });
}
