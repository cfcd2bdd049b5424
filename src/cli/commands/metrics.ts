import type { Command } from "commander";
import { printable } from "../../adapters/reports/printable.ts";
import type { LoadedRecords } from "../../app/load-records.ts";
import { Refusal } from "../../app/refusal.ts";
import { type NamedPeriod, offeredPeriods, periodById } from "../../core/calendar/period.ts";
import type { PipelineRecords } from "../../core/metrics/deal-record.ts";
import type { Figure } from "../../core/metrics/figure.ts";
import { figuresOf, type MeasuredFigures } from "../../core/metrics/figures.ts";
import { type Filter, filterRecords } from "../../core/metrics/filter.ts";
import { firstDayOf } from "../../core/metrics/first-day.ts";
import { byPipeline } from "../../core/metrics/pipeline-records.ts";
import { decimalOf, formatMoney } from "../../core/money/money.ts";
import { didYouMean } from "../../core/text/suggest.ts";
import { tableText } from "../table.ts";
import { unreadableText } from "../unreadable-text.ts";
import { openWorkspace } from "../workspace.ts";
import type { World } from "../world.ts";
import { clockOf, loadAsked, type PastOptions, pipelinesAsked } from "./board.ts";
import type { Run } from "./run.ts";

interface MetricsOptions extends PastOptions {
  readonly period: string;
  readonly owner?: string;
  readonly source?: string;
  readonly json?: boolean;
}

function periodAsked(id: string, { records, settings, today }: LoadedRecords): NamedPeriod {
  const fiscalStart = settings.organisation?.fiscal_year_start ?? "01-01";
  const context = { first: firstDayOf(records, today), today, fiscalStart };
  const found = periodById(id, context);
  if (found) return found;
  const ids = offeredPeriods(context).map((period) => period.id);
  throw new Refusal(`There is no period "${id}".`, `${didYouMean(id, ids)} Such as: ${ids.slice(0, 6).join(", ")}.`);
}

const rounded = (value: number): string => String(Math.round(value * 10) / 10);

const percent = (share: number): string => `${rounded(share * 100)} %`;

function figureValue({ amount, share, days, number }: Figure, locale: string): string {
  if (amount) return formatMoney(amount, locale);
  if (share !== undefined) return percent(share) + (number === undefined ? "" : ` (${number})`);
  if (days !== undefined) return `${rounded(days)} ${days === 1 ? "day" : "days"}`;
  return number === undefined ? "–" : String(number);
}

function rangeOf({ share, low, high }: Figure): string {
  if (low === undefined && high === undefined) return "";
  const shown = (limit: number | undefined) => (limit === undefined ? "…" : share === undefined ? rounded(limit) : percent(limit));
  return `95 %: ${shown(low)} to ${shown(high)}`;
}

function figureText({ definition, figures }: MeasuredFigures, locale: string): string {
  const rows = figures.map((figure) =>
    [`  ${figure.of}`, figureValue(figure, locale), `n = ${figure.n}`, rangeOf(figure), figure.caution ?? ""].map(printable),
  );
  // Leading spaces are what sets the rows apart from the headings.
  const lines = rows.map(([of = "", ...rest]) => [`  ${of.trim()}`, ...rest]);
  return `${definition.name}\n${tableText(lines, [1, 2])}`;
}

const metricsText = (input: PipelineRecords, period: NamedPeriod, locale: string): string =>
  [
    `${printable(input.pipeline.name)} on ${input.today}; what happened: ${printable(period.name)}\n`,
    ...figuresOf(input, period)
      .filter(({ figures }) => figures.some(({ n }) => n > 0))
      .map((each) => figureText(each, locale)),
  ].join("\n");

const metricsData = (input: PipelineRecords, period: NamedPeriod) => ({
  pipeline: input.pipeline.id,
  metrics: figuresOf(input, period).map(({ definition, figures }) => ({
    ...definition,
    figures: figures.map(({ amount, ...figure }) => ({
      ...figure,
      ...(amount && { amount: { value: decimalOf(amount), currency: amount.currency } }),
    })),
  })),
});

async function metrics(options: MetricsOptions, world: World, id?: string): Promise<number> {
  const workspace = await openWorkspace(options, world);
  const loaded = await loadAsked(options, workspace);
  const period = periodAsked(options.period, loaded);
  const filter: Filter = { owner: options.owner, source: options.source };
  const pipelines = pipelinesAsked(byPipeline(loaded), id).map((input) => filterRecords(input, filter));
  if (options.json) {
    const about = { day: loaded.today, clock: clockOf(options), period: { ...period }, filter };
    world.print(`${JSON.stringify({ schemaVersion: 1, ...about, pipelines: pipelines.map((input) => metricsData(input, period)) })}\n`);
    return 0;
  }
  const locale = workspace.organisation?.locale ?? "en-GB";
  world.print(pipelines.map((input) => metricsText(input, period, locale)).join("\n"));
  world.complain(unreadableText(loaded.unreadable, "counted"));
  return 0;
}

const examples = `
Examples:
  dealbook metrics sales
  dealbook metrics sales --period fy2026-q3 --owner amara
  dealbook metrics --at 2026-03-31 --json

What a pipeline holds is as of today, or of the day given with --at; what happened is that of the period. Each figure comes with the
number of cases (n) and, where it is an estimate, a 95 % range. --json has the definition of each.`;

/** Adds `dealbook metrics`. */
export function addMetrics(program: Command, run: Run): void {
  program
    .command("metrics")
    .argument("[pipeline]", "id of the pipeline; all, where left out")
    .description("Print the figures of a pipeline, today's or those of a past day.")
    .option("--period <id>", "what happened in it: all, last-365-days, 2026-11, fy2026-q3, fy2026", "last-365-days")
    .option("--owner <id>", "of this person's deals only")
    .option("--source <text>", "of deals from this source only")
    .option("--at <date>", "as it was when that day was over")
    .option("--as-recorded", "with --at: by the dates of the commits")
    .addHelpText("after", examples)
    .action((_pipeline, _options, command: Command) => run(command, metrics));
}
