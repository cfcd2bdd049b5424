import { overdueDeals, rottingDeals } from "../../core/metrics/attention.ts";
import type { PipelineRecords } from "../../core/metrics/deal-record.ts";
import { measuresOf } from "../../core/metrics/measures.ts";
import { sumsOf } from "../../core/metrics/valuation.ts";
import { openTotals } from "../../core/metrics/value.ts";
import type { Pipeline } from "../../core/pipeline/pipeline.ts";
import { counted, type Format } from "./format.ts";

/** What the board of a pipeline is called: `Sales board`. */
export const boardName = ({ name }: Pipeline): string => (/\bboard$/i.test(name) ? name : `${name} board`);

/** The sentence above a board: what its open deals are worth, and where that says little, what there is to do. */
export function boardLead(input: PipelineRecords, format: Format): string {
  const { value, weighted } = measuresOf(input);
  const totals = openTotals(input);
  const deals = counted(totals.count, "open deal");
  if (weighted)
    return `${deals}, ${format.sums(sumsOf(totals.baseValue))} in the pipeline, ${format.sums(sumsOf(totals.baseWeighted))} weighted.`;
  const rotting = rottingDeals(input.records, input.today).length;
  const overdue = overdueDeals(input.records, input.today).length;
  const worth = value ? `, worth ${format.sums(sumsOf(totals.baseValue))}` : "";
  return `${deals}${worth}; ${rotting} rotting, ${overdue} with an overdue next step.`;
}
