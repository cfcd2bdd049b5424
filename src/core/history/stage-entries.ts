import type { Deal, StageEntry } from "../deal/deal.ts";
import type { DealVersion, Recorded } from "./deal-versions.ts";
import type { DealFacts } from "./facts.ts";

/** A stage that a deal entered. `recorded` is the commit that brought it, where git knows it. */
export interface RecordedEntry extends StageEntry {
  readonly recorded?: Recorded;
}

const currentEntry = ({ pipeline, stage, stage_entered }: DealFacts): StageEntry => ({ pipeline, stage, entered: stage_entered });

const isSame = (a: StageEntry, b: StageEntry): boolean => a.pipeline === b.pipeline && a.stage === b.stage && a.entered === b.entered;

/**
 * The entries with one more. One that stands there already, from before the last, takes back what came after it: the commits between
 * were reverted, and the deal never was where they put it.
 */
function withEntry(entries: readonly RecordedEntry[], entry: RecordedEntry): RecordedEntry[] {
  const last = entries.at(-1);
  // A new date without a new stage corrects the date; the move itself was recorded before.
  if (last?.stage === entry.stage && last.pipeline === entry.pipeline)
    return [...entries.slice(0, -1), { ...last, entered: entry.entered }];
  const isReverted = last !== undefined && entry.entered < last.entered;
  const earlier = isReverted ? entries.findLastIndex((each) => isSame(each, entry)) : -1;
  return earlier < 0 ? [...entries, entry] : entries.slice(0, earlier + 1);
}

/** What the versions say, oldest first: an entry for each change of stage, dated as the last version of that stay says. */
const entriesOfVersions = (versions: readonly DealVersion[]): RecordedEntry[] =>
  versions.reduce((entries: RecordedEntry[], { deal, recorded, commit, author }) => {
    return deal ? withEntry(entries, { ...currentEntry(deal), recorded: { recorded, commit, author } }) : entries;
  }, []);

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
  // The working tree may be ahead of the last version: by a move, or by a corrected date.
  const recorded = withEntry(entriesOfVersions(versions), currentEntry(deal));
  return joined(importedEntries(deal, versions), recorded);
}
