import type { Command } from "commander";
import { printable } from "../../adapters/reports/printable.ts";
import { loadContent } from "../../app/load-content.ts";
import { Refusal } from "../../app/refusal.ts";
import { daysBetween } from "../../core/calendar/business-date.ts";
import type { Content } from "../../core/check/check-content.ts";
import type { Deal } from "../../core/deal/deal.ts";
import { formatMoney } from "../../core/money/money.ts";
import { isClosed, stageById } from "../../core/pipeline/pipeline.ts";
import { didYouMean } from "../../core/text/suggest.ts";
import { dealData } from "../deal-data.ts";
import { complainOfLeftOut } from "../left-out.ts";
import { tableText } from "../table.ts";
import { type CommonOptions, openWorkspace, type Workspace } from "../workspace.ts";
import type { World } from "../world.ts";
import type { Run } from "./run.ts";

interface ListOptions extends CommonOptions {
  readonly pipeline?: string;
  readonly stage?: string;
  readonly owner?: string;
  readonly all?: boolean;
  readonly json?: boolean;
}

const stageOf = (deal: Deal, content: Content) => {
  const pipeline = content.settings.rules.pipelines.get(deal.pipeline);
  return pipeline && stageById(pipeline, deal.stage);
};

function requireKnown(what: string, given: string | undefined, known: readonly string[]): void {
  if (given === undefined || known.includes(given)) return;
  throw new Refusal(`There is no ${what} "${given}".`, didYouMean(given, known));
}

function refuseUnknown(options: ListOptions, { settings }: Content): void {
  const pipelines = [...settings.rules.pipelines.values()];
  requireKnown(
    "pipeline",
    options.pipeline,
    pipelines.map((each) => each.id),
  );
  requireKnown("stage", options.stage, [...new Set(pipelines.flatMap((each) => each.stages.map((stage) => stage.id)))]);
  if (settings.people) requireKnown("person", options.owner, Object.keys(settings.people.people));
}

function isWanted(deal: Deal, options: ListOptions, content: Content): boolean {
  const stage = stageOf(deal, content);
  const isOpen = stage !== undefined && !isClosed(stage);
  if (!isOpen && !options.all && options.stage === undefined) return false;
  return (
    (options.pipeline === undefined || deal.pipeline === options.pipeline) &&
    (options.stage === undefined || deal.stage === options.stage) &&
    (options.owner === undefined || deal.owner === options.owner)
  );
}

/** By pipeline, then by the order of its stages, then by name: the order of the board's columns. */
function byStage(content: Content) {
  const place = (deal: Deal): string => {
    const stages = content.settings.rules.pipelines.get(deal.pipeline)?.stages ?? [];
    const index = stages.findIndex((stage) => stage.id === deal.stage);
    return `${deal.pipeline} ${String(index).padStart(3, "0")} ${deal.slug}`;
  };
  return (a: Deal, b: Deal): number => (place(a) < place(b) ? -1 : 1);
}

function rowOf(deal: Deal, content: Content, { organisation, today }: Workspace): string[] {
  const age = daysBetween(deal.stage_entered, today);
  return [
    deal.slug,
    stageOf(deal, content)?.name ?? deal.stage,
    deal.owner,
    deal.amount ? formatMoney(deal.amount, organisation?.locale ?? "en-GB") : "",
    deal.expected_close ?? "",
    `${age} ${age === 1 ? "day" : "days"}`,
  ].map(printable);
}

async function list(options: ListOptions, world: World): Promise<number> {
  const workspace = await openWorkspace(options, world);
  const content = await loadContent(workspace.reader);
  refuseUnknown(options, content);
  const deals = content.deals.files.flatMap((file) => file.deal ?? []).filter((deal) => isWanted(deal, options, content));
  deals.sort(byStage(content));
  const lost = content.deals.files.filter(({ deal }) => !deal || !(stageOf(deal, content) || deals.includes(deal)));
  complainOfLeftOut({ settings: content.settings, unreadable: lost.length }, "listed", world);
  if (options.json) {
    const data = deals.map((deal) => dealData(deal, workspace.prefix, workspace.today));
    world.print(`${JSON.stringify({ schemaVersion: 1, deals: data })}\n`);
    return 0;
  }
  const header = ["Deal", "Stage", "Owner", "Value", "Close", "In stage"];
  const empty = "No deals here. Open deals are listed; --all shows the closed ones too. A new one: dealbook new\n";
  world.print(deals.length === 0 ? empty : tableText([header, ...deals.map((deal) => rowOf(deal, content, workspace))], [3, 5]));
  return 0;
}

const examples = `
Examples:
  dealbook list                       open deals, by stage
  dealbook list --owner amara --stage negotiation
  dealbook list --all --json`;

/** Adds `dealbook list`. */
export function addList(program: Command, run: Run): void {
  program
    .command("list")
    .description("List deals, by stage.")
    .option("--pipeline <id>", "of this pipeline only")
    .option("--stage <id>", "in this stage only")
    .option("--owner <id>", "of this person only")
    .option("--all", "closed deals too")
    .addHelpText("after", examples)
    .action((_options, command: Command) => run(command, list));
}
