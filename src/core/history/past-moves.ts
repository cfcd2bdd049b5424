import { type BusinessDate, dateInZone } from "../calendar/business-date.ts";
import type { Deal } from "../deal/deal.ts";
import { ownerOf, slugOf } from "../deal/deal-files.ts";
import { type DocumentFile, parseDocument } from "../deal/document.ts";
import { type DealFile, parseDeal } from "../deal/parse-deal.ts";
import type { TextVersion } from "./deal-versions.ts";

/** A move as the record has it: the deal before and after, and its documents then. */
export interface PastMove {
  readonly before: Deal;
  readonly file: DealFile & { readonly deal: Deal };
  readonly documents: readonly DocumentFile[];
  /** The day on which it was recorded. */
  readonly date: BusinessDate;
  readonly commit: string;
}

/** The files under `deals/` as they stood after one commit after the other. */
class PastFiles {
  readonly #texts = new Map<string, string>();
  /** Paths of Markdown files by the folder they stand in. */
  readonly #folders = new Map<string, Set<string>>();
  readonly #deals = new Map<string, Deal>();
  readonly #zone: string;

  constructor(zone: string) {
    this.#zone = zone;
  }

  #isDeal(path: string): boolean {
    return path.endsWith(".md") && !this.#texts.has(ownerOf(path));
  }

  #documentsOf(path: string): DocumentFile[] {
    const paths = [...(this.#folders.get(path) ?? [])].sort();
    return paths.map((each) => parseDocument(this.#texts.get(each) ?? null, each));
  }

  #set({ path, text }: TextVersion): void {
    const folder = this.#folders.get(ownerOf(path)) ?? new Set();
    this.#folders.set(ownerOf(path), folder);
    if (text === null) {
      this.#texts.delete(path);
      folder.delete(path);
    } else {
      this.#texts.set(path, text);
      if (path.endsWith(".md")) folder.add(path);
    }
  }

  #moveOf({ path, text, recorded, commit }: TextVersion): PastMove[] {
    const file = text === null || !this.#isDeal(path) ? null : parseDeal(text, path);
    if (!file?.deal) return [];
    const before = this.#deals.get(slugOf(path));
    this.#deals.set(slugOf(path), file.deal);
    if (!before || (before.stage === file.deal.stage && before.pipeline === file.deal.pipeline)) return [];
    const date = dateInZone(recorded, this.#zone);
    return [{ before, file: { ...file, deal: file.deal }, documents: this.#documentsOf(path), date, commit }];
  }

  /** Takes the versions of one commit in, and returns the moves that it made. */
  commit(versions: readonly TextVersion[]): PastMove[] {
    for (const version of versions) this.#set(version);
    const kept = new Set(versions.flatMap(({ path, text }) => (text === null ? [] : slugOf(path))));
    // A deal that is removed, and later begun again under its name, does not move.
    for (const { path, text } of versions) if (text === null && !kept.has(slugOf(path))) this.#deals.delete(slugOf(path));
    return versions.flatMap((version) => this.#moveOf(version));
  }
}

/** Every move that the versions of the files under `deals/` record, oldest first. `zone` says which day a commit is of. */
export function pastMoves(versions: readonly TextVersion[], zone: string): PastMove[] {
  const files = new PastFiles(zone);
  const commits = Map.groupBy(versions, ({ commit }) => commit);
  return [...commits.values()].flatMap((each) => files.commit(each));
}
