import type { DealRecord, PipelineRecords } from "./deal-record.ts";

/** Which deals figures are to be about; what is absent is any. */
export interface Filter {
  /** Id of the person who owns the deal. */
  readonly owner?: string | undefined;
  /** Where the lead came from, as the deal says it; empty for deals that do not say. */
  readonly source?: string | undefined;
}

/** Where a deal's lead came from; empty where the deal does not say. */
export const sourceOf = ({ deal }: Pick<DealRecord, "deal">): string => deal.source?.trim() ?? "";

/** True for a deal that the filter lets through. */
const passes = (record: DealRecord, { owner, source }: Filter): boolean =>
  (owner === undefined || record.deal.owner === owner) && (source === undefined || sourceOf(record) === source);

/** The same input with the deals alone that the filter lets through, of this pipeline and of all. */
export const filterRecords = (input: PipelineRecords, filter: Filter): PipelineRecords => ({
  ...input,
  records: input.records.filter((record) => passes(record, filter)),
  all: input.all.filter((record) => passes(record, filter)),
});
