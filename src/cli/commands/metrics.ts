import type { Command } from "commander";
import { printable } from "../../adapters/reports/printable.ts";
import type { LoadedRecords } from "../../app/load-records.ts";
import { Refusal } from "../../app/refusal.ts";
import { type NamedPeriod, offeredPeriods, periodById } from "../../core/calendar/period.ts";
import type { PipelineRecords } from "../../core/metrics/deal-record.ts";
import type { Figure } from "../../core/metrics/figure.ts";
import { figuresOf, type MeasuredFigures } from "../../core/metrics/figures.ts";
import { type Filter, filterRecords, sourceOf } from "../../core/metrics/filter.ts";
import { firstDayOf } from "../../core/metrics/first-day.ts";
import { decimalOf, formatMoney } from "../../core/money/money.ts";
import { didYouMean } from "../../core/text/suggest.ts";
import { complainOfLeftOut } from "../left-out.ts";
import { tableText } from "../table.ts";
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
  if (found && found.from > today)
    throw new Refusal(`The period "${id}" begins on ${found.from}; today is ${today}.`, "Give one that has begun, such as last-365-days.");
  if (found) return found;
  const ids = offeredPeriods(context).map((period) => period.id);
  throw new Refusal(`There is no period "${id}".`, `${didYouMean(id, ids)} Such as: ${ids.slice(0, 6).join(", ")}.`);
}

/** Whose deals, and from where. Refuses an owner or a source that nobody has heard of: figures of no deals would say nothing about it. */
function filterAsked({ owner, source }: MetricsOptions, { records, content }: LoadedRecords): Filter {
  const owners = [...Object.keys(content.settings.people?.people ?? {}), ...records.map(({ deal }) => deal.owner)];
  if (owner !== undefined && !owners.includes(owner))
    throw new Refusal(`There is no person "${owner}".`, didYouMean(owner, [...new Set(owners)]));
  const sources = records.map(sourceOf);
  if (source !== undefined && !sources.includes(source))
    throw new Refusal(`No deal is from "${source}".`, didYouMean(source, [...new Set(sources)].filter((each) => each !== "").sort()));
  return { owner, source };
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

function figureText({ definition, span, figures }: MeasuredFigures, period: NamedPeriod, locale: string): string {
  const rows = figures.map((figure) =>
    [`  ${figure.of}`, figureValue(figure, locale), `n = ${figure.n}`, rangeOf(figure), figure.caution ?? ""].map(printable),
  );
  // Leading spaces are what sets the rows apart from the headings.
  const lines = rows.map(([of = "", ...rest]) => [`  ${of.trim()}`, ...rest]);
  const always = span === "ever" && period.kind !== "all" ? " (all time)" : "";
  return `${definition.name}${always}\n${tableText(lines, [1, 2])}`;
}

function metricsText(input: PipelineRecords, period: NamedPeriod, locale: string): string {
  const heading = `${printable(input.pipeline.name)} on ${input.today}; what happened: ${printable(period.name)}\n`;
  const texts = figuresOf(input, period)
    .filter(({ figures }) => figures.some(({ n }) => n > 0))
    .map((each) => figureText(each, period, locale));
  return [heading, ...(texts.length > 0 ? texts : ["There is nothing to measure: none of these deals was ever in it.\n"])].join("\n");
}

const metricsData = (input: PipelineRecords, period: NamedPeriod) => ({
  pipeline: input.pipeline.id,
  metrics: figuresOf(input, period).map(({ definition, span, figures }) => ({
    ...definition,
    span,
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
  const filter = filterAsked(options, loaded);
  const pipelines = pipelinesAsked(loaded, id).map((input) => filterRecords(input, filter));
  complainOfLeftOut(loaded, "counted", world);
  if (options.json) {
    const about = { day: loaded.today, clock: clockOf(options), period: { ...period }, filter };
    world.print(`${JSON.stringify({ schemaVersion: 1, ...about, pipelines: pipelines.map((input) => metricsData(input, period)) })}\n`);
    return 0;
  }
  const locale = workspace.organisation?.locale ?? "en-GB";
  world.print(pipelines.map((input) => metricsText(input, period, locale)).join("\n"));
  return 0;
}

const examples = `
Examples:
  dealbook metrics sales
  dealbook metrics sales --period fy2026-q3 --owner amara
  dealbook metrics --at 2026-03-31 --json

What a pipeline holds is as of today, or of the day given with --at; what happened is that of the period, or where
the heading says so of all time. Each figure comes with the number of cases (n) and, where it is an estimate, a 95 % range. --json has the
definition of each.`;

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
    .option("--as-recorded", "by the dates of the commits, not by when things happened")
    .addHelpText("after", examples)
    .action((_pipeline, _options, command: Command) => run(command, metrics));
}
