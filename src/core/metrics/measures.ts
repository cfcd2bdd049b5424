import { openStages, type Pipeline, requirementsOf } from "../pipeline/pipeline.ts";
import type { PipelineRecords } from "./deal-record.ts";

/** Which figures say something about a pipeline. Each includes the one before. */
export interface Measures {
  /** Its deals have amounts, or are asked for them. */
  readonly value: boolean;
  /** They may still be won or lost, so that an amount is worth its chance. Elsewhere what is sold is delivered. */
  readonly weighted: boolean;
  /** They are won here, rather than handed over to where they are. */
  readonly winning: boolean;
}

const asksForAmount = (pipeline: Pipeline): boolean =>
  requirementsOf(pipeline).some((requirement) => "field" in requirement && requirement.field.startsWith("amount"));

/** True where deals may still be won or lost. Where every open stage is sure, what was sold elsewhere is delivered. */
export const isSelling = (pipeline: Pipeline): boolean => openStages(pipeline).some(({ probability }) => probability < 100);

/** What to measure a pipeline by. */
export function measuresOf({ pipeline, records }: PipelineRecords): Measures {
  const value = asksForAmount(pipeline) || records.some(({ deal }) => deal.amount !== undefined);
  const weighted = value && isSelling(pipeline);
  return { value, weighted, winning: weighted && pipeline.stages.some(({ kind }) => kind === "won") };
}
