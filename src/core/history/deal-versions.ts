import { slugOf, sortDealFiles } from "../deal/deal-files.ts";
import type { DealFacts } from "./facts.ts";

/** The commit on the record that brought a version, and when: milliseconds since 1970. */
export interface Recorded {
  readonly recorded: number;
  readonly commit: string;
  readonly author: string;
}

/** A version of a file as the record holds it; `text` is `null` where the commit removed it or it is not UTF-8. */
export interface TextVersion extends Recorded {
  readonly path: string;
  readonly text: string | null;
}

/** What a commit made of a Markdown file under `deals/`. */
export interface FileChange extends Recorded {
  /** Path from the content root. */
  readonly path: string;
  /** `null` where the file says nothing of a deal, or is gone. */
  readonly facts: DealFacts | null;
  readonly isRemoved: boolean;
}

/** A version of a deal; `deal` is `null` where the commit took it away. */
export interface DealVersion extends Recorded {
  readonly deal: DealFacts | null;
}

/** What the changes of one commit make of a deal: where its file moved to another folder, the removal says nothing. */
function versionOf(changes: readonly FileChange[], isThere: boolean): DealVersion[] {
  const change = changes.find(({ facts }) => facts !== null) ?? changes.find(({ isRemoved }) => isRemoved && isThere);
  const isUnreadable = changes.some(({ facts, isRemoved }) => facts === null && !isRemoved);
  if (!change || (change.isRemoved && isUnreadable)) return [];
  const { facts, recorded, commit, author } = change;
  return [{ deal: facts, recorded, commit, author }];
}

/**
 * The versions of every deal by its slug, in the order given (the record's, oldest first). A deal is its slug: it stays the
 * same deal in whatever folder its file lies. Versions that cannot be read say nothing and are left out.
 */
export function dealVersions(changes: readonly FileChange[]): Map<string, DealVersion[]> {
  const deals = new Set(sortDealFiles(new Set(changes.map(({ path }) => path))).deals);
  const found = new Map<string, DealVersion[]>();
  const commits = Map.groupBy(
    changes.filter(({ path }) => deals.has(path)),
    ({ commit }) => commit,
  );
  for (const commit of commits.values()) {
    for (const [slug, own] of Map.groupBy(commit, ({ path }) => slugOf(path))) {
      const earlier = found.get(slug) ?? [];
      earlier.push(...versionOf(own, (earlier.at(-1)?.deal ?? null) !== null));
      if (earlier.length > 0) found.set(slug, earlier);
    }
  }
  return found;
}
