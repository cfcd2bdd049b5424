import type { BusinessDate } from "../calendar/business-date.ts";
import type { Pipeline } from "../pipeline/pipeline.ts";
import type { DealRecord, PipelineRecords } from "./deal-record.ts";
import { type Passage, passagesOf } from "./passage.ts";

/**
 * How a deal's way through a pipeline counts. A pipeline without a won stage is there to hand deals over: those that it handed
 * over are `won`. In one with a won stage a handoff decides nothing, and the deal may come back: it is `elsewhere`, neither won
 * nor lost, until it does.
 */
export type Ending = "open" | "won" | "lost" | "elsewhere";

/** The ending of a way through the pipeline. */
export function endingOf({ outcome }: Passage, { stages }: Pipeline): Ending {
  if (outcome !== "handed-over") return outcome;
  return stages.some(({ kind }) => kind === "won") ? "elsewhere" : "won";
}

/** A deal that a pipeline won or lost, wherever it is now. */
export interface ClosedDeal {
  readonly record: DealRecord;
  readonly passage: Passage;
  readonly ending: "won" | "lost";
  /** The day it was won or lost. */
  readonly closed: BusinessDate;
}

/** The deals that the pipeline won or lost, in the order of the records. */
export function closedDeals(input: Pick<PipelineRecords, "pipeline" | "all">): ClosedDeal[] {
  return passagesOf(input).flatMap((passage) => {
    const ending = endingOf(passage, input.pipeline);
    const isClosed = ending === "won" || ending === "lost";
    return isClosed && passage.ended !== undefined ? [{ record: passage.record, passage, ending, closed: passage.ended }] : [];
  });
}
