import { type BusinessDate, dateInZone, daysBetween } from "../calendar/business-date.ts";
import type { RecordedEntry } from "../history/stage-entries.ts";
import { type DealRecord, placeOfEntry } from "../metrics/deal-record.ts";
import { classifyMove, type MoveKind } from "../pipeline/move.ts";
import type { Place, Stage } from "../pipeline/pipeline.ts";
import { type Amount, amountOf } from "./amount.ts";
import type { ExportInput } from "./export-input.ts";
import { instantText } from "./instant-text.ts";
import { remembered } from "./remembered.ts";
import { type Column, minorUnits } from "./table.ts";

/** How a deal came into a stage: it began there, moved as today's rules call it, or did what they cannot name. */
export type ChangeKind = MoveKind | "began" | "unknown";

/** A deal's entry into a stage, with the one that it came from. */
export interface StageChange {
  readonly record: DealRecord;
  readonly entry: RecordedEntry;
  /** 1 for the deal's first. */
  readonly sequence: number;
  readonly kind: ChangeKind;
  readonly before?: RecordedEntry | undefined;
  /** Absent where the deal began here, or came from a stage that no longer exists. */
  readonly from?: Place | undefined;
  /** Absent where the stage no longer exists. */
  readonly to?: Place | undefined;
  /** The entry that ended this stay; absent while it lasts. */
  readonly next?: RecordedEntry | undefined;
}

/** The stage that the deal was in before it was parked, where it is parked at the entry before `index`. */
function parkedFrom(record: DealRecord, index: number): string | undefined {
  const isParked = placeOfEntry(record.entries[index - 1], record)?.stage.kind === "parked";
  return isParked ? record.entries[index - 2]?.stage : undefined;
}

function kindOf(record: DealRecord, index: number): ChangeKind {
  if (index === 0) return "began";
  const from = placeOfEntry(record.entries[index - 1], record);
  const to = placeOfEntry(record.entries[index], record);
  if (!from || !to) return "unknown";
  if (from.pipeline.id !== to.pipeline.id) return "handoff";
  return classifyMove(to.pipeline, { from: from.stage, to: to.stage, parkedFrom: parkedFrom(record, index) });
}

/** The stage changes of a deal, in their order. */
export const stageChangesOf = (record: DealRecord): StageChange[] =>
  record.entries.map((entry, index) => ({
    record,
    entry,
    sequence: index + 1,
    kind: kindOf(record, index),
    before: record.entries[index - 1],
    from: placeOfEntry(record.entries[index - 1], record),
    to: placeOfEntry(entry, record),
    next: record.entries[index + 1],
  }));

/** A stage change in `stage-changes.json` and the tables of stage changes. What is not known is absent. */
export interface StageChangeRow {
  /** The deal's slug. */
  readonly deal: string;
  readonly company: string;
  /** 1 for the deal's first stage. */
  readonly sequence: number;
  readonly kind: ChangeKind;
  readonly from_pipeline?: string | undefined;
  readonly from_stage?: string | undefined;
  readonly from_stage_name?: string | undefined;
  readonly to_pipeline: string;
  readonly to_stage: string;
  readonly to_stage_name: string;
  /** Absent where the stage no longer exists. */
  readonly to_stage_kind?: Stage["kind"] | undefined;
  /** The day on which it happened. */
  readonly entered: BusinessDate;
  /** The day on which the deal left the stage; absent while it is there. */
  readonly left?: BusinessDate | undefined;
  /** From the one to the other. */
  readonly days?: number | undefined;
  /** When it reached the default branch, as ISO 8601 in the organisation's zone; absent for what was imported or is not committed. */
  readonly recorded?: string | undefined;
  /** Days from when it happened to when it was recorded. */
  readonly days_late?: number | undefined;
  readonly commit?: string | undefined;
  readonly author?: string | undefined;
  /** Who owned the deal then, and what it was worth. */
  readonly owner?: string | undefined;
  readonly amount?: Amount | undefined;
}

function origin({ before, from, record }: StageChange) {
  if (!before) return {};
  return {
    from_pipeline: from?.pipeline.id ?? before.pipeline ?? record.pipeline.id,
    from_stage: before.stage,
    from_stage_name: from?.stage.name ?? before.stage,
  };
}

function recording({ entry, record }: StageChange, zone: string) {
  if (!entry.recorded) return {};
  const { recorded, commit, author } = entry.recorded;
  const version = record.versions.find((each) => each.commit === commit)?.deal;
  return {
    recorded: instantText(recorded, zone),
    days_late: daysBetween(entry.entered, dateInZone(recorded, zone)),
    commit,
    author,
    owner: version?.owner || undefined,
    amount: amountOf(version?.amount),
  };
}

function changeRow(change: StageChange, zone: string): StageChangeRow {
  const { record, entry, to, next } = change;
  return {
    deal: record.deal.slug,
    company: record.deal.company,
    sequence: change.sequence,
    kind: change.kind,
    ...origin(change),
    to_pipeline: to?.pipeline.id ?? entry.pipeline ?? record.pipeline.id,
    to_stage: entry.stage,
    to_stage_name: to?.stage.name ?? entry.stage,
    to_stage_kind: to?.stage.kind,
    entered: entry.entered,
    left: next?.entered,
    days: next && daysBetween(entry.entered, next.entered),
    ...recording(change, zone),
  };
}

/** Every stage change of every deal, by deal and then in their order. */
export const stageChangeRows = remembered(({ records, zone }: ExportInput): readonly StageChangeRow[] =>
  records.flatMap((record) => stageChangesOf(record).map((change) => changeRow(change, zone))),
);

/** The columns of a table of stage changes. */
export const stageChangeColumns: readonly Column<StageChangeRow>[] = [
  { name: "deal", title: "Deal", type: "text", about: "The deal's slug", value: (row) => row.deal },
  { name: "company", title: "Company", type: "text", about: "Whom it is sold to", value: (row) => row.company },
  { name: "sequence", title: "No.", type: "whole", about: "1 for the deal's first stage", value: (row) => row.sequence },
  {
    name: "kind",
    title: "Kind",
    type: "text",
    about: "began, forward, backward, park, resume, lose, handoff, …",
    value: (row) => row.kind,
  },
  {
    name: "from_pipeline",
    title: "From pipeline",
    type: "text",
    about: "Id of the pipeline that it came from",
    isTechnical: true,
    value: (row) => row.from_pipeline,
  },
  {
    name: "from_stage",
    title: "From id",
    type: "text",
    about: "Id of the stage that it came from",
    isTechnical: true,
    value: (row) => row.from_stage,
  },
  { name: "from_stage_name", title: "From", type: "text", about: "Its name", value: (row) => row.from_stage_name },
  { name: "to_pipeline", title: "Pipeline", type: "text", about: "Id of the pipeline that it entered", value: (row) => row.to_pipeline },
  {
    name: "to_stage",
    title: "To id",
    type: "text",
    about: "Id of the stage that it entered",
    isTechnical: true,
    value: (row) => row.to_stage,
  },
  { name: "to_stage_name", title: "To", type: "text", about: "Its name", value: (row) => row.to_stage_name },
  { name: "to_stage_kind", title: "Kind of stage", type: "text", about: "open, parked, won or lost", value: (row) => row.to_stage_kind },
  { name: "entered", title: "Entered", type: "day", about: "The day on which it happened", value: (row) => row.entered },
  { name: "left", title: "Left", type: "day", about: "The day on which the deal left the stage", value: (row) => row.left },
  { name: "days", title: "Days", type: "whole", about: "From the one to the other", value: (row) => row.days },
  { name: "recorded", title: "Recorded", type: "instant", about: "When it reached the default branch", value: (row) => row.recorded },
  { name: "days_late", title: "Days late", type: "whole", about: "From the event to its record", value: (row) => row.days_late },
  { name: "commit", title: "Commit", type: "text", about: "The commit that recorded it", isTechnical: true, value: (row) => row.commit },
  { name: "author", title: "Author", type: "text", about: "Who wrote that commit", value: (row) => row.author },
  { name: "owner", title: "Owner id", type: "text", about: "Id of who owned the deal then", value: (row) => row.owner },
  { name: "amount", title: "Amount", type: "amount", about: "What the deal was worth then", value: (row) => row.amount },
  { name: "currency", title: "Currency", type: "text", about: "Currency of the amount", value: (row) => row.amount?.currency },
  minorUnits,
];
