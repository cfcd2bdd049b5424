import type { Measures } from "../../core/metrics/measures.ts";

/** A section of a pipeline's metrics; the id is also its anchor. */
export interface MetricSection {
  readonly id: "today" | "over-time" | "ways" | "winning" | "work" | "period";
  readonly name: string;
}

/** The sections that say something about a pipeline, in the order in which they stand on its page. */
export function metricSections({ winning }: Measures): MetricSection[] {
  return [
    { id: "today", name: "In the pipeline today" },
    ...(winning ? [] : [{ id: "work", name: "Work to do" } as const]),
    { id: "over-time", name: "Over time" },
    { id: "ways", name: "How deals move" },
    ...(winning ? [{ id: "winning", name: "Winning" } as const] : []),
    { id: "period", name: "What happened in the last 365 days" },
  ];
}
