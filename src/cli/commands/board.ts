import type { Command } from "commander";
import { printable } from "../../adapters/reports/printable.ts";
import { shortLine } from "../../adapters/reports/text-width.ts";
import { loadRecords, recordsOn } from "../../app/load-records.ts";
import { Refusal } from "../../app/refusal.ts";
import { type BusinessDate, parseBusinessDate } from "../../core/calendar/business-date.ts";
import { cardTitle } from "../../core/deal/deal.ts";
import { type BoardColumn, boardOf } from "../../core/metrics/board.ts";
import type { DealRecord, PipelineRecords } from "../../core/metrics/deal-record.ts";
import { daysInStage } from "../../core/metrics/deal-state.ts";
import { byPipeline, type RecordedDeals } from "../../core/metrics/pipeline-records.ts";
import type { Clock } from "../../core/metrics/records-at.ts";
import { sumsOf } from "../../core/metrics/valuation.ts";
import { formatMoney, type Money } from "../../core/money/money.ts";
import { didYouMean } from "../../core/text/suggest.ts";
import { dealData } from "../deal-data.ts";
import { complainOfLeftOut } from "../left-out.ts";
import { tableText } from "../table.ts";
import { type CommonOptions, openWorkspace, type Workspace } from "../workspace.ts";
import type { World } from "../world.ts";
import type { Run } from "./run.ts";

/** Options of commands that can look at a past day. */
export interface PastOptions extends CommonOptions {
  readonly at?: string;
  readonly asRecorded?: boolean;
}

interface BoardOptions extends PastOptions {
  readonly json?: boolean;
}

/** Which of a stage change's two dates the options want to count. */
export const clockOf = ({ asRecorded }: PastOptions): Clock => (asRecorded ? "recorded" : "entered");

function dayOf(at: string): BusinessDate {
  const day = parseBusinessDate(at);
  if (day) return day;
  throw new Refusal(`"${at}" is not a day of the calendar.`, "Give --at as YYYY-MM-DD.");
}

/** The deals that the options ask for: as they are, or as they were on a past day. */
export async function loadAsked(options: PastOptions, { reader, repository, today }: Workspace) {
  const loaded = await loadRecords({ reader, repository, today });
  if (options.asRecorded && loaded.versions.size === 0)
    throw new Refusal("Nothing is recorded yet.", "Commit the deals, or leave --as-recorded out.");
  if (options.at === undefined && !options.asRecorded) return loaded;
  return recordsOn(loaded, { day: options.at === undefined ? today : dayOf(options.at), clock: clockOf(options) });
}

function refuseUnread({ settings }: RecordedDeals, id: string | undefined): void {
  const isAsked = (path: string) => path.startsWith("pipelines/") && (id === undefined || path === `pipelines/${id}.yaml`);
  const unread = [...settings.rules.unread].filter(isAsked).sort();
  if (unread.length === 0) return;
  throw new Refusal(`${unread.join(", ")} cannot be read as it stands.`, "See what is wrong with it: dealbook check");
}

/** The pipelines that are asked for: all, or one by its id. Refuses where there is none, or none that can be read. */
export function pipelinesAsked(loaded: RecordedDeals, id: string | undefined): readonly PipelineRecords[] {
  const pipelines = byPipeline(loaded);
  const found = id === undefined ? pipelines : pipelines.filter(({ pipeline }) => pipeline.id === id);
  if (found.length > 0) return found;
  refuseUnread(loaded, id);
  if (id === undefined)
    throw new Refusal("There is no pipeline yet.", "Write one into pipelines/; the folder presets/ has some to begin with.");
  const ids = pipelines.map(({ pipeline }) => pipeline.id);
  throw new Refusal(`There is no pipeline "${id}".`, didYouMean(id, ids));
}

const sums = (value: readonly Money[], locale: string): string => value.map((money) => formatMoney(money, locale)).join(" + ");

// One long name would push the figures of all others out of sight.
const widestTitle = 70;

function cardRow({ deal, pipeline }: DealRecord, today: BusinessDate, locale: string): string[] {
  const days = daysInStage(deal, today);
  const amount = deal.amount ? formatMoney(deal.amount, locale) : "";
  const title = shortLine(printable(cardTitle(deal, pipeline.card)), widestTitle);
  return [`  ${title}`, amount, printable(deal.owner), `${days} ${days === 1 ? "day" : "days"}`];
}

function columnHead({ stage, records, value, baseValue, baseWeighted, hidden }: BoardColumn, locale: string): string {
  const count = `${records.length} ${records.length === 1 ? "deal" : "deals"}`;
  const worth = value.length === 0 ? "" : `, ${sums(sumsOf(baseValue), locale)}`;
  const chance = value.length === 0 || stage.kind !== "open" ? "" : `, weighted ${sums(sumsOf(baseWeighted), locale)}`;
  const older = hidden === 0 ? "" : ` (${hidden} older not shown)`;
  return `${stage.name}: ${count}${worth}${chance}${older}`;
}

function boardText(input: PipelineRecords, locale: string): string {
  const columns = boardOf(input);
  const rows = columns.map(({ records }) => records.map((record) => cardRow(record, input.today, locale)));
  // One table, so that the columns of all stages stand below each other.
  const lines = tableText(rows.flat(), [1, 3]).split("\n");
  const blocks = columns.map((column, index) => {
    const before = rows.slice(0, index).reduce((count, { length }) => count + length, 0);
    return [printable(columnHead(column, locale)), ...lines.slice(before, before + column.records.length)].join("\n");
  });
  return `${printable(input.pipeline.name)} on ${input.today}\n\n${blocks.join("\n")}\n`;
}

const boardData = (input: PipelineRecords, prefix: string) => ({
  pipeline: input.pipeline.id,
  columns: boardOf(input).map(({ stage, records, hidden }) => ({
    stage: stage.id,
    kind: stage.kind,
    hidden,
    deals: records.map(({ deal }) => dealData(deal, prefix, input.today)),
  })),
});

async function board(options: BoardOptions, world: World, id?: string): Promise<number> {
  const workspace = await openWorkspace(options, world);
  const loaded = await loadAsked(options, workspace);
  const pipelines = pipelinesAsked(loaded, id);
  complainOfLeftOut(loaded, "shown", world);
  if (options.json) {
    const at = { day: loaded.today, clock: clockOf(options) };
    const boards = pipelines.map((input) => boardData(input, workspace.prefix));
    world.print(`${JSON.stringify({ schemaVersion: 1, ...at, boards })}\n`);
    return 0;
  }
  const locale = workspace.organisation?.locale ?? "en-GB";
  world.print(pipelines.map((input) => boardText(input, locale)).join("\n"));
  return 0;
}

const examples = `
Examples:
  dealbook board                       every pipeline as it is today
  dealbook board sales --at 2026-03-31
  dealbook board sales --at 2026-03-31 --as-recorded --json

A stage change has two dates: when it happened, and when it reached the default branch. --at goes by the first, as far as
it is known today; with --as-recorded by the second, and shows what somebody who looked on that day could see.`;

/** Adds `dealbook board`. */
export function addBoard(program: Command, run: Run): void {
  program
    .command("board")
    .argument("[pipeline]", "id of the pipeline; all, where left out")
    .description("Show the board, today's or that of a past day.")
    .option("--at <date>", "as it was when that day was over")
    .option("--as-recorded", "by the dates of the commits, not by when things happened")
    .addHelpText("after", examples)
    .action((_pipeline, _options, command: Command) => run(command, board));
}
