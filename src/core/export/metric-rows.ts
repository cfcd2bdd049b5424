import type { PipelineRecords } from "../metrics/deal-record.ts";
import { averageDealSize } from "../metrics/deal-size.ts";
import { type Definition, definitions } from "../metrics/definitions.ts";
import { salesCycle } from "../metrics/sales-cycle.ts";
import { openTotals, type Totals, totalsByStage } from "../metrics/value.ts";
import { type WinRate, winRate, winRateByQuarter, winRateOfLastYear } from "../metrics/win-rate.ts";
import type { Money } from "../money/money.ts";
import { type Amount, amountOf } from "./amount.ts";
import type { ExportInput } from "./export-input.ts";
import { remembered } from "./remembered.ts";
import type { Column } from "./table.ts";

/** A figure in `metrics.json` and the table of metrics: an amount, a share or a number of days, with the deals it is made from. */
export interface MetricRow {
  readonly pipeline: string;
  /** Id of the figure's definition. */
  readonly metric: string;
  readonly name: string;
  /** What it is a figure of: all deals, a stage, a quarter. */
  readonly of: string;
  /** How many deals it is made from. */
  readonly deals: number;
  readonly amount?: Amount | undefined;
  /** From 0 to 1, like the limits of its 95 % interval. */
  readonly share?: number | undefined;
  readonly low?: number | undefined;
  readonly high?: number | undefined;
  readonly days?: number | undefined;
}

/** A figure of one pipeline, before it is told which. */
type Figure = Omit<MetricRow, "pipeline" | "metric" | "name">;

/** Works out the figures that a definition explains. */
interface Measure {
  readonly definition: Definition;
  readonly figures: (input: PipelineRecords) => readonly Figure[];
}

/** A row for each currency; without any amount, a row that says how many deals there are. */
function amountFigures(of: string, deals: number, amounts: readonly Money[]): Figure[] {
  if (amounts.length === 0) return [{ of, deals }];
  return amounts.map((each) => ({ of, deals, amount: amountOf(each) }));
}

type Sums = (totals: Totals) => readonly Money[];

const stageFigures = (input: PipelineRecords, sums: Sums): Figure[] => {
  const all = openTotals(input);
  const stages = totalsByStage(input);
  return [
    ...amountFigures("all open deals", all.count, sums(all)),
    ...stages.flatMap((each) => amountFigures(each.stage.name, each.count, sums(each))),
  ];
};

const rateFigure = (of: string, { rate, interval, closed }: WinRate): Figure => ({
  of,
  deals: closed,
  share: rate,
  low: interval?.low,
  high: interval?.high,
});

const rateFigures = (input: PipelineRecords): Figure[] => [
  rateFigure("the last 365 days", winRateOfLastYear(input)),
  rateFigure("all closed deals", winRate(input)),
  ...winRateByQuarter(input).map((each) => rateFigure(each.quarter, each)),
];

function cycleFigures(input: PipelineRecords): Figure[] {
  const { deals, median, mean } = salesCycle(input);
  return [
    { of: "median of won deals", deals: deals.length, days: median },
    { of: "mean of won deals", deals: deals.length, days: mean },
  ];
}

/** Every figure that is exported. A new one is a line here; what it means is in the definitions. */
const measures: readonly Measure[] = [
  { definition: definitions.pipelineValue, figures: (input) => stageFigures(input, ({ value }) => value) },
  { definition: definitions.weightedValue, figures: (input) => stageFigures(input, ({ weighted }) => weighted) },
  { definition: definitions.winRate, figures: rateFigures },
  {
    definition: definitions.averageDealSize,
    figures: (input) => averageDealSize(input).map(({ mean, count }) => ({ of: "won deals", deals: count, amount: amountOf(mean) })),
  },
  { definition: definitions.salesCycle, figures: cycleFigures },
];

const rowsOf = (input: PipelineRecords): MetricRow[] =>
  measures.flatMap(({ definition: { id, name }, figures }) =>
    figures(input).map((figure) => ({ pipeline: input.pipeline.id, metric: id, name, ...figure })),
  );

/** Every figure of every pipeline. */
export const metricRows = remembered(({ pipelines }: ExportInput): readonly MetricRow[] => pipelines.flatMap(rowsOf));

/** What the figures mean. */
export const metricDefinitions: readonly Definition[] = measures.map(({ definition }) => definition);

/** The columns of a table of metrics. */
export const metricColumns: readonly Column<MetricRow>[] = [
  { name: "pipeline", title: "Pipeline", type: "text", about: "Id of the pipeline", value: (row) => row.pipeline },
  { name: "metric", title: "Metric id", type: "text", about: "Id of the figure", isTechnical: true, value: (row) => row.metric },
  { name: "name", title: "Metric", type: "text", about: "The figure", value: (row) => row.name },
  { name: "of", title: "Of", type: "text", about: "What it is a figure of", value: (row) => row.of },
  { name: "deals", title: "Deals", type: "whole", about: "How many deals it is made from", value: (row) => row.deals },
  { name: "amount", title: "Amount", type: "amount", about: "Where it is a sum or a mean of amounts", value: (row) => row.amount },
  { name: "currency", title: "Currency", type: "text", about: "Currency of the amount", value: (row) => row.amount?.currency },
  { name: "share", title: "Share", type: "share", about: "Where it is a rate", value: (row) => row.share },
  { name: "low", title: "At least", type: "share", about: "Lower limit of the rate's 95 % interval", value: (row) => row.low },
  { name: "high", title: "At most", type: "share", about: "Upper limit of the rate's 95 % interval", value: (row) => row.high },
  { name: "days", title: "Days", type: "number", about: "Where it is a duration", value: (row) => row.days },
];
