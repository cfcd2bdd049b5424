import type { BusinessDate } from "../calendar/business-date.ts";
import type { Definition } from "../metrics/definition.ts";
import type { Pipeline, Stage } from "../pipeline/pipeline.ts";
import { type DealRow, dealRows } from "./deal-rows.ts";
import type { ExportInput } from "./export-input.ts";
import { type MetricRow, metricDefinitions, metricRows } from "./metric-rows.ts";
import { type StageChangeRow, stageChangeRows } from "./stage-change-rows.ts";

/** Rises when a field of the JSON files is taken away or means something else; new fields leave it as it is. */
export const schemaVersion = 1;

/** What every JSON file says of itself. */
export interface ApiFile {
  readonly schemaVersion: number;
  /** The day that ages, rates and figures are of. */
  readonly today: BusinessDate;
}

/** `deals.json`. */
export interface DealsFile extends ApiFile {
  readonly deals: readonly DealRow[];
}

/** `stage-changes.json`. */
export interface StageChangesFile extends ApiFile {
  readonly stage_changes: readonly StageChangeRow[];
}

/** A stage in `pipelines.json`. */
export interface StageRow {
  readonly stage: string;
  readonly name: string;
  readonly kind: Stage["kind"];
  /** In percent. */
  readonly probability: number;
  readonly goal: string;
  /** After how many days a deal is rotting, and by which clock. */
  readonly rotting?: Stage["rotting"];
}

/** A pipeline in `pipelines.json`. */
export interface PipelineRow {
  readonly pipeline: string;
  readonly name: string;
  readonly summary: string;
  /** In their order. */
  readonly stages: readonly StageRow[];
  readonly lost_reasons: readonly { readonly id: string; readonly name: string }[];
}

/** `pipelines.json`. */
export interface PipelinesFile extends ApiFile {
  readonly pipelines: readonly PipelineRow[];
}

/** `metrics.json`. */
export interface MetricsFile extends ApiFile {
  /** What each figure means, by the `metric` of the rows. */
  readonly definitions: readonly Definition[];
  readonly metrics: readonly MetricRow[];
}

const head = ({ today }: ExportInput): ApiFile => ({ schemaVersion, today });

const stageRow = ({ id, name, kind, probability, goal, rotting }: Stage): StageRow => ({
  stage: id,
  name,
  kind,
  probability,
  goal,
  ...(rotting && { rotting }),
});

const pipelineRow = ({ id, name, summary, stages, lost_reasons }: Pipeline): PipelineRow => ({
  pipeline: id,
  name,
  summary,
  stages: stages.map(stageRow),
  lost_reasons,
});

export const dealsFile = (input: ExportInput): DealsFile => ({ ...head(input), deals: dealRows(input) });

export const stageChangesFile = (input: ExportInput): StageChangesFile => ({ ...head(input), stage_changes: stageChangeRows(input) });

export const pipelinesFile = (input: ExportInput): PipelinesFile => ({
  ...head(input),
  pipelines: input.pipelines.map(({ pipeline }) => pipelineRow(pipeline)),
});

export const metricsFile = (input: ExportInput): MetricsFile => ({
  ...head(input),
  definitions: metricDefinitions,
  metrics: metricRows(input),
});
