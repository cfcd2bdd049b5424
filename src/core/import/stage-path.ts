import type { BusinessDate } from "../calendar/business-date.ts";
import { laterOf } from "../calendar/business-date.ts";
import type { StageEntry } from "../deal/deal.ts";
import { skip } from "./mapping.ts";
import type { Ways } from "./questions.ts";
import { readDate } from "./reading.ts";
import type { SourceDeal } from "./source-deal.ts";
import { stageOf, type Vocabulary } from "./words.ts";

/** What dates are read by. */
export interface Calendar {
  readonly ways: Ways;
  readonly zone: string;
  readonly today: BusinessDate;
}

/** The stages that a deal entered, the one that it is in last; what of it was left out; and what is wrong. */
export interface StagePath {
  readonly entries: readonly StageEntry[];
  /** False where no date says when the deal entered the stage that it is in; the one that stands there is the nearest known. */
  readonly isDated: boolean;
  readonly notes: readonly string[];
  readonly reasons: readonly string[];
}

const compareEntered = (a: StageEntry, b: StageEntry): number => (a.entered < b.entered ? -1 : a.entered > b.entered ? 1 : 0);

/** An entry into a stage that the deal is in already says nothing. */
const withoutRepeats = (entries: readonly StageEntry[]): StageEntry[] =>
  entries.filter(({ stage }, index) => entries[index - 1]?.stage !== stage);

class PathReader {
  readonly notes: string[] = [];
  readonly reasons: string[] = [];
  readonly #deal: SourceDeal;
  readonly #words: Vocabulary;
  readonly #calendar: Calendar;

  constructor(deal: SourceDeal, words: Vocabulary, calendar: Calendar) {
    this.#deal = deal;
    this.#words = words;
    this.#calendar = calendar;
  }

  /** A date of the past; `undefined` where none is given, or it is none, which is then found. */
  #date(text: string | undefined): BusinessDate | undefined {
    if (text === undefined || text.trim() === "") return undefined;
    const { ways, zone, today } = this.#calendar;
    const date = readDate(text, ways.order, zone);
    if (date === undefined) this.reasons.push(`"${text}" is not a date.`);
    else if (date > today) this.reasons.push(`${text} is after today (${today}).`);
    return date;
  }

  #moves(): StageEntry[] {
    const found = this.#deal.moves.flatMap((move): StageEntry[] => {
      const [stage, entered] = [stageOf(move.stage, this.#words), this.#date(move.date)];
      if (stage === skip && move.stage !== this.#deal.stage)
        this.notes.push(`Its time in "${move.stage}" is left out, as the mapping says.`);
      return stage === undefined || stage === skip || entered === undefined ? [] : [{ stage, entered }];
    });
    return withoutRepeats(found.sort(compareEntered));
  }

  /** The moves, and where the deal is now: the export's moves need not lead there. */
  path(): Pick<StagePath, "entries" | "isDated"> {
    const stage = stageOf(this.#deal.stage, this.#words) ?? "";
    const moves = this.#moves();
    const [created, entered] = [this.#date(this.#deal.created), this.#date(this.#deal.entered)];
    const last = moves.at(-1);
    const since = entered ?? last?.entered ?? created ?? this.#calendar.today;
    const isThere = last?.stage === stage;
    const all = isThere ? moves : [...moves, { stage, entered: last ? laterOf(since, last.entered) : since }];
    const first = this.#words.mapping.first_stage;
    const isLate = first !== undefined && created !== undefined && created < (all[0]?.entered ?? created);
    const entries = isLate ? withoutRepeats([{ stage: first, entered: created }, ...all]) : all;
    return { entries, isDated: isThere || entered !== undefined };
  }
}

/** Where a deal was, and since when. */
export function stagePath(deal: SourceDeal, words: Vocabulary, calendar: Calendar): StagePath {
  const reader = new PathReader(deal, words, calendar);
  const path = reader.path();
  return { ...path, notes: reader.notes, reasons: reader.reasons };
}

/**
 * The stage changes that an earlier import wrote, and those that a later export adds. An export may have lost the oldest, so
 * what was written stays; what does not lead on from it is what the export made up in their place. A new stage that it gives
 * no date for was entered between the two, as far as anybody knows on the day of the import.
 */
export function mergedEntries(known: readonly StageEntry[], path: StagePath, today: BusinessDate): StageEntry[] {
  const { entries, isDated } = path;
  const last = known.at(-1);
  if (!last) return [...entries];
  const exported = isDated ? entries : entries.slice(0, -1);
  const at = exported.findLastIndex(({ stage, entered }) => stage === last.stage && entered === last.entered);
  const later = at >= 0 ? exported.slice(at + 1) : exported.filter(({ entered }) => entered > last.entered);
  const now = entries.at(-1);
  // Without the dates of its moves a deal seems to have entered its stage whenever the file was read.
  if (at < 0 && now?.stage === last.stage && later.length <= 1) return [...known];
  const merged = withoutRepeats([...known, ...later]);
  const isBehind = !isDated && now !== undefined && merged.at(-1)?.stage !== now.stage;
  return isBehind ? [...merged, { stage: now.stage, entered: today }] : merged;
}
