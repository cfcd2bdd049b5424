import type { Deal, StageEntry } from "../deal/deal.ts";
import type { DealVersion, Recorded } from "./deal-versions.ts";
import type { DealFacts } from "./facts.ts";

/** A stage that a deal entered. `recorded` is the commit that brought it, where git knows it. */
export interface RecordedEntry extends StageEntry {
  readonly recorded?: Recorded;
}

const currentEntry = ({ pipeline, stage, stage_entered }: DealFacts): StageEntry => ({ pipeline, stage, entered: stage_entered });

const isSame = (a: StageEntry, b: StageEntry): boolean => a.pipeline === b.pipeline && a.stage === b.stage && a.entered === b.entered;

/** What the versions say, oldest first: an entry for each change of stage, dated as the last version of that stay says. */
function entriesOfVersions(versions: readonly DealVersion[]): RecordedEntry[] {
  const entries: RecordedEntry[] = [];
  for (const { deal, recorded, commit, author } of versions) {
    if (!deal) continue;
    const entry = currentEntry(deal);
    const last = entries.at(-1);
    // A new date without a new stage corrects the date; the move itself was recorded before.
    if (last?.stage === entry.stage && last.pipeline === entry.pipeline) entries[entries.length - 1] = { ...last, ...entry };
    else entries.push({ ...entry, recorded: { recorded, commit, author } });
  }
  return entries;
}

/** The working tree may be ahead of the last version: by a move, or by a corrected date. */
function withCurrent(entries: readonly RecordedEntry[], deal: DealFacts): RecordedEntry[] {
  const current = currentEntry(deal);
  const last = entries.at(-1);
  return last?.stage === current.stage && last.pipeline === current.pipeline
    ? [...entries.slice(0, -1), { ...last, ...current }]
    : [...entries, current];
}

const compareEntered = (a: StageEntry, b: StageEntry): number => (a.entered < b.entered ? -1 : a.entered > b.entered ? 1 : 0);

/**
 * What the import knows and nobody else: a stage that the deal itself was in, in any version, is that version's entry, even if its
 * date was corrected since. An entry that names no pipeline is of the one that the deal was imported into.
 */
function importedEntries(deal: DealFacts & Pick<Deal, "history">, versions: readonly DealVersion[]): StageEntry[] {
  if (deal.history.length === 0) return [];
  const said = [...versions.flatMap((version) => version.deal ?? []), deal].map(currentEntry);
  return deal.history.filter((entry) => {
    const named = { ...entry, pipeline: entry.pipeline ?? said[0]?.pipeline };
    return !said.some((each) => isSame(each, named));
  });
}

/** Imported entries by their dates among the recorded ones, which stay in the order of their commits: the last is where the deal is. */
function joined(imported: readonly RecordedEntry[], recorded: readonly RecordedEntry[]): RecordedEntry[] {
  const waiting = [...imported].sort(compareEntered);
  return recorded.flatMap((entry, index) => {
    const isLast = index === recorded.length - 1;
    const count = isLast ? waiting.length : waiting.findLastIndex(({ entered }) => entered <= entry.entered) + 1;
    return [...waiting.splice(0, count), entry];
  });
}

/**
 * The stages that a deal entered, earliest first, the one that it is in last: its imported `history:`, the versions that git
 * recorded (oldest first; none where it is not committed), and the stage that it is in.
 */
export function stageEntries(deal: DealFacts & Pick<Deal, "history">, versions: readonly DealVersion[] = []): RecordedEntry[] {
  const recorded = withCurrent(entriesOfVersions(versions), deal);
  return joined(importedEntries(deal, versions), recorded);
}

/**
 * The entries that still stand. One that was there already, from before the last, takes back what came after it: the commits between
 * were reverted, and by the days on which things happened the deal never was where they put it.
 */
export function standingEntries(entries: readonly RecordedEntry[]): RecordedEntry[] {
  const standing: RecordedEntry[] = [];
  for (const entry of entries) {
    const last = standing.at(-1);
    const isBefore = last !== undefined && entry.entered < last.entered;
    const earlier = isBefore ? standing.findLastIndex((each) => isSame(each, entry)) : -1;
    if (earlier < 0) standing.push(entry);
    else standing.length = earlier + 1;
  }
  return standing;
}
