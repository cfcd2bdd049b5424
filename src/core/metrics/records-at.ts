import { type BusinessDate, endOfDay } from "../calendar/business-date.ts";
import type { Deal } from "../deal/deal.ts";
import type { DealVersion } from "../history/deal-versions.ts";
import type { DealFacts } from "../history/facts.ts";
import { type RecordedEntry, stageEntries, standingEntries } from "../history/stage-entries.ts";
import { type DealRecord, placeOfEntry } from "./deal-record.ts";

/**
 * Which of a stage change's two dates counts: `entered`, the day on which it happened, as far as it is known today; or
 * `recorded`, the day on which it reached the default branch: what somebody who looked then could see.
 */
export type Clock = "entered" | "recorded";

/** A past day, as seen by one of the clocks. */
export interface Moment {
  readonly day: BusinessDate;
  readonly clock: Clock;
  /** IANA time zone that says when the day is over. */
  readonly zone: string;
}

/** What speaks of the move into the stage. */
const reasonsOf = ({ lost_reason, stage_reason, parked_from }: Partial<DealFacts>) => ({ lost_reason, stage_reason, parked_from });

/** The same of a past entry, as it is known today: it belongs to the move, whenever that was recorded or mended. */
function knownReasons({ deal, entries, versions }: DealRecord, entry: RecordedEntry | undefined) {
  if (entry === entries.at(-1)) return reasonsOf(deal);
  const first = versions.findIndex(({ commit }) => commit === entry?.recorded?.commit);
  const since = first < 0 ? [] : versions.slice(first).flatMap((version) => version.deal ?? []);
  const next = since.findIndex(({ pipeline, stage }) => stage !== entry?.stage || pipeline !== entry.pipeline);
  return reasonsOf(since.at(next < 0 ? -1 : next - 1) ?? {});
}

/** The deal as a version has it: fields that it did not have then are gone. What no version keeps is as it is today. */
const dealThen = (deal: Deal, facts: DealFacts, { day }: Moment): Deal => ({
  ...deal,
  title: facts.title,
  company: facts.company,
  owner: facts.owner,
  amount: facts.amount,
  expected_close: facts.expected_close,
  source: facts.source,
  priority: facts.priority,
  ...reasonsOf(facts),
  archived: facts.archived !== undefined && facts.archived <= day ? facts.archived : undefined,
  // The next step of that day is not kept, and today's says nothing about it.
  next_step: undefined,
  snooze: undefined,
  activities: deal.activities.filter(({ date }) => date <= day),
});

/** A deal as it was, with the stages that it had entered. */
interface PastDeal {
  readonly record: DealRecord;
  readonly deal: Deal;
  readonly past: { readonly entries: readonly RecordedEntry[]; readonly versions: readonly DealVersion[] };
}

function placed({ record, deal, past }: PastDeal): DealRecord[] {
  const entry = past.entries.at(-1);
  const place = placeOfEntry(entry, record);
  if (!entry || !place) return [];
  const { pipeline, stage } = place;
  return [{ ...record, deal: { ...deal, pipeline: pipeline.id, stage: stage.id, stage_entered: entry.entered }, pipeline, stage, ...past }];
}

function dealAt(record: DealRecord, moment: Moment, end: number): PastDeal[] {
  const versions = record.versions.filter(({ recorded }) => recorded < end);
  const last = versions.at(-1);
  if (moment.clock === "recorded") {
    if (!last?.deal) return [];
    const deal = { ...dealThen(record.deal, last.deal, moment), ...last.deal, history: record.deal.history };
    return [{ record, deal, past: { entries: standingEntries(stageEntries(deal, versions)), versions } }];
  }
  const facts = last?.deal ?? record.versions.find((version) => version.deal)?.deal ?? record.deal;
  const entries = record.entries.filter(({ entered }) => entered <= moment.day);
  if (entries.length === 0) return [];
  return [
    { record, deal: { ...dealThen(record.deal, facts, moment), ...knownReasons(record, entries.at(-1)) }, past: { entries, versions } },
  ];
}

/** Deals as they were when a day was over. */
export interface PastRecords {
  /** Without those that had not begun. */
  readonly records: readonly DealRecord[];
  /** How many more there were, in a stage that no longer exists. */
  readonly unplaced: number;
}

/** The deals as they were when a day was over, and how many of them have no place today. */
export function pastRecords(records: readonly DealRecord[], moment: Moment): PastRecords {
  const end = endOfDay(moment.day, moment.zone);
  const deals = records.flatMap((record) => dealAt(record, moment, end));
  const found = deals.flatMap(placed);
  return { records: found, unplaced: deals.length - found.length };
}

/** The deals as they were when a day was over; those that had not begun are left out, and those whose stage no longer exists. */
export const recordsAt = (records: readonly DealRecord[], moment: Moment): readonly DealRecord[] => pastRecords(records, moment).records;
