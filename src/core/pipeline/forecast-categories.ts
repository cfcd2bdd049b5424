/** How surely a deal that is still open is counted on; `omitted` is not counted at all. */
export const forecastCategories = ["commit", "best-case", "pipeline", "omitted"] as const;

/** What a stage or a deal says of being counted on. */
export type ForecastCategory = (typeof forecastCategories)[number];

/** What an open stage is counted as that says nothing itself: from how many percent of probability on, the surest first. */
export const categoryThresholds = [
  { category: "commit", from: 75 },
  { category: "best-case", from: 50 },
  { category: "pipeline", from: 0 },
] as const satisfies readonly { category: ForecastCategory; from: number }[];
