import { instantsOf, isIn, type Period } from "../calendar/period.ts";
import type { DealRecord, PipelineRecords } from "./deal-record.ts";

/**
 * The same input with the deals alone to which something happened in a period: a stage entered, an activity, a commit. Figures of
 * what happened in that period come out the same as from all deals; those of a short one much faster.
 */
export function touchedIn(input: PipelineRecords, period: Period): PipelineRecords {
  const { start, end } = instantsOf(period, input.zone);
  const isTouched = ({ entries, versions, deal }: DealRecord): boolean =>
    entries.some(({ entered }) => isIn(entered, period)) ||
    deal.activities.some(({ date }) => isIn(date, period)) ||
    versions.some(({ recorded }) => recorded >= start && recorded < end);
  return { ...input, records: input.records.filter(isTouched), all: input.all.filter(isTouched) };
}
