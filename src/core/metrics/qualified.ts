import { type BusinessDate, daysBetween } from "../calendar/business-date.ts";
import { isIn, type Period } from "../calendar/period.ts";
import type { RecordedEntry } from "../history/stage-entries.ts";
import type { People } from "../people/people.ts";
import { openStages, type Pipeline, type Place, qualifiedStages, type Stage } from "../pipeline/pipeline.ts";
import { type CreditedEntry, ownerBefore, ownersBefore } from "./credit.ts";
import { type DealRecord, placeOfEntry } from "./deal-record.ts";

/** A deal that became a qualified opportunity. */
export interface QualifiedOpportunity {
  readonly record: DealRecord;
  readonly day: BusinessDate;
  /** Id of the pipeline that says so. */
  readonly pipeline: string;
  /** The stage that it entered. */
  readonly stage: Stage;
  readonly entry: RecordedEntry;
  /** Id of the person who qualified it. */
  readonly person: string;
}

interface Arrival {
  readonly entry: RecordedEntry;
  readonly place: Place | undefined;
}

const isQualified = ({ place }: Arrival): boolean => place !== undefined && qualifiedStages(place.pipeline).includes(place.stage);

const isBefore = ({ place }: Arrival, pipeline: Pipeline): boolean =>
  place?.pipeline.id === pipeline.id && openStages(pipeline).includes(place.stage) && !qualifiedStages(pipeline).includes(place.stage);

/** True where a deal went back soon to a stage in which it was not qualified yet. */
function isTakenBack({ entry, place }: Arrival, later: readonly Arrival[]): boolean {
  const days = place?.pipeline.qualified?.unless_back_within_days;
  if (!place || days === undefined) return false;
  return later.some((each) => isBefore(each, place.pipeline) && daysBetween(entry.entered, each.entry.entered) <= days);
}

/**
 * Whoever owned the deal while its stage was worked on by people of their role: a deal may be handed over a little before it moves.
 * Of a move from before git, whoever of that role logged something last. Otherwise whoever owned it just before.
 */
function qualifier(credited: CreditedEntry, left: Place | undefined, people: People | null): string {
  const known = ownersBefore(credited);
  const { record, entry } = credited;
  const logged = record.deal.activities.filter(({ date }) => date <= entry.entered).sort((a, b) => (a.date < b.date ? 1 : -1));
  const candidates = known.length > 0 ? known : logged.map(({ by }) => by);
  const role = left?.stage.owner_role;
  const leader = candidates.find((id) => role !== undefined && people?.people[id]?.role === role);
  return leader ?? ownerBefore(credited);
}

function opportunityOf(record: DealRecord, people: People | null): QualifiedOpportunity[] {
  const arrivals = record.entries.map((entry) => ({ entry, place: placeOfEntry(entry, record) }));
  const index = arrivals.findIndex((arrival, at) => {
    const before = arrivals[at - 1];
    const isNew = isQualified(arrival) && (!before || !isQualified(before));
    return isNew && !isTakenBack(arrival, arrivals.slice(at + 1));
  });
  const { entry, place } = arrivals[index] ?? {};
  if (!entry || !place) return [];
  const person = qualifier({ record, entry }, arrivals[index - 1]?.place, people);
  return [{ record, day: entry.entered, pipeline: place.pipeline.id, stage: place.stage, entry, person }];
}

/**
 * The deals that became qualified opportunities in a period, as their pipelines say what that is (`qualified:`). A deal counts once
 * in its life, on the day on which it first entered such a stage and did not go back too soon; earliest first.
 */
export function qualifiedOpportunities(all: readonly DealRecord[], people: People | null, period: Period): QualifiedOpportunity[] {
  return all
    .flatMap((record) => opportunityOf(record, people))
    .filter(({ day }) => isIn(day, period))
    .sort((a, b) => (a.day < b.day ? -1 : 1));
}
