import type { Deal } from "../deal/deal.ts";
import { slugOf, sortDealFiles } from "../deal/deal-files.ts";
import { parseDeal } from "../deal/parse-deal.ts";

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

/** A version of a deal that could be read. */
export interface DealVersion extends Recorded {
  readonly deal: Deal;
}

/** The versions of every deal by its slug, in the order given. Versions that cannot be read say nothing and are left out. */
export function dealVersions(versions: readonly TextVersion[]): Map<string, DealVersion[]> {
  const deals = new Set(sortDealFiles(new Set(versions.map(({ path }) => path))).deals);
  const found = new Map<string, DealVersion[]>();
  for (const { path, text, recorded, commit, author } of versions) {
    const deal = text !== null && deals.has(path) ? parseDeal(text, path).deal : null;
    if (!deal) continue;
    const version: DealVersion = { deal, recorded, commit, author };
    const earlier = found.get(slugOf(path));
    if (earlier) earlier.push(version);
    else found.set(slugOf(path), [version]);
  }
  return found;
}
