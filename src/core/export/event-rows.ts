import { type BusinessDate, dateInZone } from "../calendar/business-date.ts";
import { type FieldChange, fieldChanges, isPush } from "../history/field-changes.ts";
import type { DealRecord } from "../metrics/deal-record.ts";
import { decimalOf, type Money } from "../money/money.ts";
import type { Place } from "../pipeline/pipeline.ts";
import { type ExportInput, personName, startOfDay } from "./export-input.ts";
import { instantText } from "./instant-text.ts";
import { type StageChange, stageChangesOf } from "./stage-change-rows.ts";
import type { Column } from "./table.ts";

/** An event of a deal's life, in the terms of process mining. */
export interface EventRow {
  /** The case: the deal's slug. */
  readonly case_id: string;
  readonly activity: string;
  /** ISO 8601 with the organisation's offset; what is known by the day only begins with it. */
  readonly timestamp: string;
  /** Who did it, as far as it is known. */
  readonly resource?: string | undefined;
  readonly kind: "stage" | "amount" | "close-date" | "owner" | "activity";
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly pipeline: string;
  readonly company: string;
}

/** An event with the instant that it is sorted by. */
interface TimedEvent extends Pick<EventRow, "activity" | "resource" | "kind" | "from" | "to"> {
  readonly at: number;
}

/** The instant of a commit where it was recorded on the very day; else the beginning of the day, because no more is known. */
function instantOf({ entry }: StageChange, zone: string): number {
  const recorded = entry.recorded?.recorded;
  const isSameDay = recorded !== undefined && dateInZone(recorded, zone) === entry.entered;
  return isSameDay ? recorded : startOfDay(entry.entered, zone);
}

/** A stage as an activity; of several pipelines the name tells which. */
function stageName(place: Place | undefined, fallback: string, { pipelines }: ExportInput): string {
  if (!place) return fallback;
  return pipelines.length > 1 ? `${place.pipeline.name}: ${place.stage.name}` : place.stage.name;
}

/** The stage changes of a deal; none is earlier than the one before it, so that their order survives being sorted by time. */
function stageEvents(record: DealRecord, input: ExportInput): TimedEvent[] {
  let latest = Number.NEGATIVE_INFINITY;
  return stageChangesOf(record).map((change) => {
    latest = Math.max(latest, instantOf(change, input.zone));
    return {
      at: latest,
      kind: "stage",
      activity: stageName(change.to, change.entry.stage, input),
      resource: change.entry.recorded?.author,
      from: change.before && stageName(change.from, change.before.stage, input),
      to: stageName(change.to, change.entry.stage, input),
    };
  });
}

const moneyText = (money: Money | undefined): string | undefined => money && `${decimalOf(money)} ${money.currency}`;

function wordsOf(change: FieldChange): Pick<TimedEvent, "activity" | "from" | "to"> {
  if (change.kind === "amount") return { activity: "Amount changed", from: moneyText(change.from), to: moneyText(change.to) };
  const { from, to } = change;
  if (change.kind === "owner") return { activity: "Owner changed", from, to };
  return { activity: isPush(change) ? "Expected close pushed back" : "Expected close changed", from, to };
}

const fieldEvents = ({ versions }: DealRecord): TimedEvent[] =>
  fieldChanges(versions).map((change) => ({ at: change.recorded, kind: change.kind, resource: change.author, ...wordsOf(change) }));

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

const activityEvents = ({ deal }: DealRecord, input: ExportInput): TimedEvent[] =>
  deal.activities.map(({ date, kind, by }) => ({
    at: startOfDay(date as BusinessDate, input.zone),
    kind: "activity",
    activity: capital(kind),
    resource: personName(input, by),
  }));

function eventsOf(record: DealRecord, input: ExportInput): (EventRow & { readonly at: number })[] {
  const events = [...stageEvents(record, input), ...activityEvents(record, input), ...fieldEvents(record)];
  return events.map(({ at, activity, resource, ...event }) => ({
    at,
    case_id: record.deal.slug,
    activity,
    timestamp: instantText(at, input.zone),
    resource,
    ...event,
    pipeline: record.pipeline.id,
    company: record.deal.company,
  }));
}

/** Every event of every deal: stage changes, changes of amount, close date and owner, activities. By time, then by deal. */
export function eventRows(input: ExportInput): EventRow[] {
  const events = input.records.flatMap((record) => eventsOf(record, input));
  // Sorting is stable: what a deal did at one instant stays in its order, the stage change first.
  return events
    .sort((a, b) => a.at - b.at || (a.case_id < b.case_id ? -1 : a.case_id > b.case_id ? 1 : 0))
    .map(({ at: _at, ...row }) => row);
}

/** The columns of an event log: plain names, then those of XES, which some tools look for. */
export const eventColumns: readonly Column<EventRow>[] = [
  { name: "case_id", title: "Case", type: "text", about: "The deal's slug", value: (row) => row.case_id },
  {
    name: "activity",
    title: "Activity",
    type: "text",
    about: "What happened: the stage entered, or Amount changed, Call, …",
    value: (row) => row.activity,
  },
  {
    name: "timestamp",
    title: "Time",
    type: "instant",
    about: "When, with the zone's offset; the day's beginning where only the day is known",
    value: (row) => row.timestamp,
  },
  {
    name: "resource",
    title: "Resource",
    type: "text",
    about: "Who did it: the author of the commit, or who logged the activity",
    value: (row) => row.resource,
  },
  { name: "kind", title: "Kind", type: "text", about: "stage, amount, close-date, owner or activity", value: (row) => row.kind },
  { name: "from", title: "From", type: "text", about: "What was before", value: (row) => row.from },
  { name: "to", title: "To", type: "text", about: "What is after", value: (row) => row.to },
  { name: "pipeline", title: "Pipeline", type: "text", about: "The pipeline that the deal is in now", value: (row) => row.pipeline },
  { name: "company", title: "Company", type: "text", about: "Whom it is sold to", value: (row) => row.company },
  { name: "case:concept:name", title: "XES case", type: "text", about: "case_id, by its name in XES", value: (row) => row.case_id },
  { name: "concept:name", title: "XES activity", type: "text", about: "activity, by its name in XES", value: (row) => row.activity },
  { name: "time:timestamp", title: "XES time", type: "instant", about: "timestamp, by its name in XES", value: (row) => row.timestamp },
  { name: "org:resource", title: "XES resource", type: "text", about: "resource, by its name in XES", value: (row) => row.resource },
  {
    name: "lifecycle:transition",
    title: "XES lifecycle",
    type: "text",
    about: "complete: each event is a moment",
    value: () => "complete",
  },
];
