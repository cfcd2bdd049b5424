import type { DealRecord } from "../metrics/deal-record.ts";
import { categoryThresholds, type ForecastCategory } from "../pipeline/forecast-categories.ts";
import type { Stage } from "../pipeline/pipeline.ts";

/** What a deal is counted as in a forecast, the surest first; `closed` are the won ones. */
export const countedCategories = ["closed", "commit", "best-case", "pipeline"] as const;

/** What a deal is counted as in a forecast. */
export type CountedCategory = (typeof countedCategories)[number];

/** Their names, as readers see them. */
export const categoryNames: Readonly<Record<CountedCategory, string>> = {
  closed: "Closed",
  commit: "Commit",
  "best-case": "Best case",
  pipeline: "Pipeline",
};

/** What a stage's open deals are counted as: what the pipeline file says, or what its probability suggests. */
export function categoryOfStage({ kind, forecast, probability }: Stage): ForecastCategory {
  if (kind === "won" || kind === "lost") return "omitted";
  if (forecast) return forecast;
  // A parked deal waits: nobody works on it, so nobody counts on a month for it.
  if (kind === "parked") return "omitted";
  return categoryThresholds.find(({ from }) => probability >= from)?.category ?? "pipeline";
}

/** What a deal is counted as; `omitted` where it is not counted. A won deal is closed and a lost one is out, whatever they say. */
export function categoryOf({ deal, stage }: Pick<DealRecord, "deal" | "stage">): CountedCategory | "omitted" {
  if (stage.kind === "won") return "closed";
  if (stage.kind === "lost") return "omitted";
  return deal.forecast ?? categoryOfStage(stage);
}
