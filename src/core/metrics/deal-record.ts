import type { BusinessDate } from "../calendar/business-date.ts";
import type { Deal } from "../deal/deal.ts";
import type { RecordedEntry } from "../history/stage-entries.ts";
import type { Pipeline, Stage } from "../pipeline/pipeline.ts";

/** A deal in its place, with the stages that it went through. */
export interface DealRecord {
  readonly deal: Deal;
  readonly pipeline: Pipeline;
  /** The stage that the deal is in. */
  readonly stage: Stage;
  /** Earliest first; the last is the stage that it is in. */
  readonly entries: readonly RecordedEntry[];
}

/** What the figures of one pipeline are made from. */
export interface PipelineRecords {
  readonly pipeline: Pipeline;
  /** The pipeline's deals, closed and archived ones included. */
  readonly records: readonly DealRecord[];
  readonly today: BusinessDate;
}

/** The records whose stage is of that kind, in the same order. */
export const recordsOf = (records: readonly DealRecord[], kind: Stage["kind"]): DealRecord[] =>
  records.filter(({ stage }) => stage.kind === kind);
