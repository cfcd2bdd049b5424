import type { BusinessDate } from "../calendar/business-date.ts";
import type { Deal, StageEntry } from "../deal/deal.ts";
import type { DealVersion } from "../history/deal-versions.ts";
import type { RecordedEntry } from "../history/stage-entries.ts";
import type { Rates } from "../money/rates.ts";
import { type Pipeline, type Place, type Stage, stageById } from "../pipeline/pipeline.ts";

/** A deal in its place, with the stages that it went through. */
export interface DealRecord {
  readonly deal: Deal;
  readonly pipeline: Pipeline;
  /** The stage that the deal is in. */
  readonly stage: Stage;
  /** Earliest first; the last is the stage that it is in. */
  readonly entries: readonly RecordedEntry[];
  /** What git recorded of it, oldest first; empty where it is not committed. */
  readonly versions: readonly DealVersion[];
  /** Every pipeline, to name the stages of those that the deal came from. */
  readonly pipelines: ReadonlyMap<string, Pipeline>;
}

/** The place that an entry is about; `undefined` where it no longer exists. */
export function placeOfEntry(
  entry: StageEntry | undefined,
  { pipeline, pipelines }: Pick<DealRecord, "pipeline" | "pipelines">,
): Place | undefined {
  if (!entry) return undefined;
  const said = entry.pipeline === undefined ? undefined : pipelines.get(entry.pipeline);
  // An entry that names no pipeline is of the deal's own, or was written before it was handed over.
  const candidates = said ? [said] : [pipeline, ...pipelines.values()];
  for (const candidate of candidates) {
    const stage = stageById(candidate, entry.stage);
    if (stage) return { pipeline: candidate, stage };
  }
  return undefined;
}

/** What the figures of one pipeline are made from. */
export interface PipelineRecords {
  readonly pipeline: Pipeline;
  /** The pipeline's deals, closed and archived ones included. */
  readonly records: readonly DealRecord[];
  /** The deals of all pipelines: some went through this one and are in another now. */
  readonly all: readonly DealRecord[];
  readonly today: BusinessDate;
  readonly rates: Rates;
  /** IANA time zone that says which day an instant belongs to. */
  readonly zone: string;
}

/** The records whose stage is of that kind, in the same order. */
export const recordsOf = (records: readonly DealRecord[], kind: Stage["kind"]): DealRecord[] =>
  records.filter(({ stage }) => stage.kind === kind);
