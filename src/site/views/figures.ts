import { openAges } from "../../core/metrics/age.ts";
import { overdueDeals, rottingDeals } from "../../core/metrics/attention.ts";
import { type PipelineRecords, recordsOf } from "../../core/metrics/deal-record.ts";
import { averageDealSize } from "../../core/metrics/deal-size.ts";
import type { Definition } from "../../core/metrics/definition.ts";
import { definitions } from "../../core/metrics/definitions.ts";
import { measuresOf } from "../../core/metrics/measures.ts";
import { salesCycle } from "../../core/metrics/sales-cycle.ts";
import { sumsOf } from "../../core/metrics/valuation.ts";
import { openTotals } from "../../core/metrics/value.ts";
import { winRateOfLastYear } from "../../core/metrics/win-rate.ts";
import { counted, type Format } from "./format.ts";

/** A figure of the overview, with what stands below it. */
export interface Figure {
  readonly of: Definition;
  readonly name: string;
  readonly value: string;
  readonly note: string;
}

const figure = (of: Definition, value: string, note: string): Figure => ({ of, name: of.name, value, note });

function valueFigures(input: PipelineRecords, format: Format): Figure[] {
  const totals = openTotals(input);
  return [
    figure(definitions.pipelineValue, format.sums(sumsOf(totals.baseValue)), counted(totals.count, "open deal")),
    figure(definitions.weightedValue, format.sums(sumsOf(totals.baseWeighted)), "by stage probability"),
  ];
}

function winFigures(input: PipelineRecords, format: Format): Figure[] {
  const rate = winRateOfLastYear(input);
  const sizes = averageDealSize(input);
  const sized = sizes.reduce((sum, { count }) => sum + count, 0);
  const cycle = salesCycle(input);
  const closed = rate.closed === 0 ? "no deals closed in 365 days" : `${rate.won} of ${rate.closed} closed in 365 days`;
  return [
    figure(definitions.winRate, rate.rate === undefined ? "–" : format.percent(rate.rate), closed),
    figure(
      definitions.averageDealSize,
      sizes.length === 0 ? "–" : format.sums(sizes.map(({ mean }) => mean)),
      sizes.length === 0 ? "no won deals yet" : counted(sized, "won deal"),
    ),
    figure(
      definitions.salesCycle,
      cycle.median === undefined ? "–" : counted(cycle.median, "day"),
      cycle.deals.length === 0 ? "no won deals yet" : `median of ${counted(cycle.deals.length, "won deal")}`,
    ),
  ];
}

const newDays = 30;

function countFigure(input: PipelineRecords, format: Format): Figure {
  const totals = openTotals(input);
  const fresh = openAges(input).deals.filter(({ days }) => days <= newDays).length;
  const note = measuresOf(input).value ? `worth ${format.sums(sumsOf(totals.baseValue))}` : `${fresh} came in the last ${newDays} days`;
  return { ...figure(definitions.dealsPerStage, String(totals.count), note), name: "Open deals" };
}

function overdueFigure({ records, today }: PipelineRecords): Figure {
  const [latest, ...others] = overdueDeals(records, today);
  const without = recordsOf(records, "open").filter(({ deal }) => !deal.next_step).length;
  const inTime = without === 0 ? "every next step is in time" : `${counted(without, "deal")} without a next step`;
  const note = latest ? `the oldest by ${counted(latest.days, "day")}` : inTime;
  return figure(definitions.overdue, String(latest ? others.length + 1 : 0), note);
}

/** What whoever looks after a board asks for, amounts aside. */
function workFigures(input: PipelineRecords): Figure[] {
  const { records, today } = input;
  const [longest, ...others] = rottingDeals(records, today);
  const ages = openAges(input);
  const [oldest] = ages.deals;
  return [
    figure(
      definitions.rotting,
      String(longest ? others.length + 1 : 0),
      longest ? `the longest idle for ${counted(longest.idleness.days, "day")}` : "no deal idle for too long",
    ),
    overdueFigure(input),
    figure(
      definitions.averageAge,
      ages.mean === undefined ? "–" : counted(Math.round(ages.mean), "day"),
      oldest ? `the oldest ${counted(oldest.days, "day")}` : "no open deals",
    ),
  ];
}

/** The figures of a pipeline: sales figures as far as something is sold in it, and those of the work where it is not. */
export function pipelineFigures(input: PipelineRecords, format: Format): Figure[] {
  const { weighted, winning } = measuresOf(input);
  return [
    ...(weighted ? valueFigures(input, format) : [countFigure(input, format)]),
    ...(winning ? winFigures(input, format) : workFigures(input)),
  ];
}
