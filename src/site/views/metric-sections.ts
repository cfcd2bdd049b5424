import type { Measures } from "../../core/metrics/measures.ts";

/** A section of a pipeline's metrics; the id is also its anchor. */
export interface MetricSection {
  readonly id: "today" | "over-time" | "winning" | "work";
  readonly name: string;
}

/** The sections that say something about a pipeline, in the order in which they stand on its page. */
export function metricSections({ winning }: Measures): MetricSection[] {
  return [
    { id: "today", name: "In the pipeline today" },
    { id: "over-time", name: "Over time" },
    winning ? { id: "winning", name: "Winning" } : { id: "work", name: "Work to do" },
  ];
}
