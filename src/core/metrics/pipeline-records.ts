import type { BusinessDate } from "../calendar/business-date.ts";
import type { Settings } from "../content/content.ts";
import type { DealRecord, PipelineRecords } from "./deal-record.ts";

/** Deals on a day, and the settings that their figures are worked out by. */
export interface RecordedDeals {
  readonly settings: Pick<Settings, "rules" | "rates" | "organisation">;
  readonly records: readonly DealRecord[];
  readonly today: BusinessDate;
}

/** What the figures of each pipeline are made from. */
export const byPipeline = ({ settings, records, today }: RecordedDeals): PipelineRecords[] =>
  [...settings.rules.pipelines.values()].map((pipeline) => ({
    pipeline,
    records: records.filter((record) => record.pipeline.id === pipeline.id),
    all: records,
    today,
    rates: settings.rates,
    zone: settings.organisation?.time_zone ?? "UTC",
  }));
