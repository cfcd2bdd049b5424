import type { PipelineRecords } from "../metrics/deal-record.ts";
import type { Definition } from "../metrics/definition.ts";
import type { Figure } from "../metrics/figure.ts";
import { figuresOf, pipelineMeasures } from "../metrics/figures.ts";
import { type Amount, amountOf } from "./amount.ts";
import type { ExportInput } from "./export-input.ts";
import { remembered } from "./remembered.ts";
import type { Column } from "./table.ts";

/** A figure in `metrics.json` and the table of metrics: an amount, a share, a number of days or a plain number. */
export interface MetricRow extends Omit<Figure, "amount" | "caution"> {
  readonly pipeline: string;
  /** Id of the figure's definition. */
  readonly metric: string;
  readonly name: string;
  readonly amount?: Amount | undefined;
}

const rowsOf = (input: PipelineRecords): MetricRow[] =>
  figuresOf(input).flatMap(({ definition: { id, name }, figures }) =>
    figures.map(({ amount, caution: _, ...figure }) => ({
      pipeline: input.pipeline.id,
      metric: id,
      name,
      ...figure,
      ...(amount && { amount: amountOf(amount) }),
    })),
  );

/** Every figure of every pipeline, over all time. */
export const metricRows = remembered(({ pipelines }: ExportInput): readonly MetricRow[] => pipelines.flatMap(rowsOf));

/** What the figures mean. */
export const metricDefinitions: readonly Definition[] = pipelineMeasures.map(({ definition }) => definition);

/** The columns of a table of metrics. */
export const metricColumns: readonly Column<MetricRow>[] = [
  { name: "pipeline", title: "Pipeline", type: "text", about: "Id of the pipeline", value: (row) => row.pipeline },
  { name: "metric", title: "Metric id", type: "text", about: "Id of the figure", isTechnical: true, value: (row) => row.metric },
  { name: "name", title: "Metric", type: "text", about: "The figure", value: (row) => row.name },
  { name: "of", title: "Of", type: "text", about: "What it is a figure of", value: (row) => row.of },
  { name: "n", title: "n", type: "whole", about: "How many deals, or other cases, it is made from", value: (row) => row.n },
  { name: "amount", title: "Amount", type: "amount", about: "Where it is a sum or a mean of amounts", value: (row) => row.amount },
  { name: "currency", title: "Currency", type: "text", about: "Currency of the amount", value: (row) => row.amount?.currency },
  { name: "share", title: "Share", type: "share", about: "Where it is a rate", value: (row) => row.share },
  { name: "days", title: "Days", type: "number", about: "Where it is a duration", value: (row) => row.days },
  { name: "number", title: "Number", type: "number", about: "Where it is a count", value: (row) => row.number },
  {
    name: "low",
    title: "At least",
    type: "number",
    about: "Lower limit of the 95 % interval, in the figure's unit",
    value: (row) => row.low,
  },
  {
    name: "high",
    title: "At most",
    type: "number",
    about: "Upper limit of the 95 % interval, in the figure's unit",
    value: (row) => row.high,
  },
];
