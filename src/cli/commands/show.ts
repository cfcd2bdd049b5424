import type { Command } from "commander";
import { printable } from "../../adapters/reports/printable.ts";
import { findDeal } from "../../app/find-deal.ts";
import { loadContent } from "../../app/load-content.ts";
import { daysBetween } from "../../core/calendar/business-date.ts";
import { cardTitle, type Deal } from "../../core/deal/deal.ts";
import { formatMoney } from "../../core/money/money.ts";
import { dealData } from "../deal-data.ts";
import { type CommonOptions, openWorkspace, type Workspace } from "../workspace.ts";
import type { World } from "../world.ts";
import { pickDeal } from "./pick-deal.ts";
import type { Run } from "./run.ts";

interface ShowOptions extends CommonOptions {
  readonly json?: boolean;
}

const newestActivities = 5;

function facts(deal: Deal, stageName: string, { organisation, today, prefix }: Workspace): [string, string | undefined][] {
  const contact =
    deal.contact && [deal.contact.name, deal.contact.role, deal.contact.email].filter((part) => part !== undefined).join(", ");
  const step = deal.next_step && `${deal.next_step.action}${deal.next_step.due ? ` (due ${deal.next_step.due})` : ""}`;
  return [
    ["Stage", `${stageName}, since ${deal.stage_entered} (${daysBetween(deal.stage_entered, today)} days)`],
    ["Lost because", deal.lost_reason && [deal.lost_reason, deal.lost_note].filter((part) => part !== undefined).join(": ")],
    ["Owner", deal.owner],
    ["Value", deal.amount && formatMoney(deal.amount, organisation?.locale ?? "en-GB")],
    ["Close", deal.expected_close],
    ["Contact", contact],
    ["Next step", step],
    ["Source", deal.source],
    ["File", prefix + deal.path],
  ];
}

function activityLines({ activities }: Deal): string[] {
  if (activities.length === 0) return [];
  const newest = activities.toSorted((a, b) => (a.date < b.date ? 1 : -1)).slice(0, newestActivities);
  return ["", "Latest activities", ...newest.map(({ date, kind, by, note }) => `  ${date}  ${kind} by ${by}${note ? `: ${note}` : ""}`)];
}

async function show(options: ShowOptions, world: World, slug?: string): Promise<number> {
  const workspace = await openWorkspace(options, world);
  const content = await loadContent(workspace.reader);
  const { deal, file, pipeline, stage } = findDeal(content, await pickDeal(content, slug, world));
  const documents = (content.deals.documents.get(file.path) ?? []).flatMap((each) => each.document ?? []);
  if (options.json) {
    const list = documents.map(({ path, template, title }) => ({ file: workspace.prefix + path, template, title }));
    world.print(
      `${JSON.stringify({ schemaVersion: 1, deal: { ...dealData(deal, workspace.prefix, workspace.today), notes: deal.notes, documents: list } })}\n`,
    );
    return 0;
  }
  const rows = facts(deal, stage.name, workspace).flatMap(([name, value]) =>
    value === undefined ? [] : [`  ${name.padEnd(13)} ${value}`],
  );
  const papers =
    documents.length === 0
      ? []
      : ["", "Documents", ...documents.map((document) => `  ${document.title} (${workspace.prefix}${document.path})`)];
  const lines = [cardTitle(deal, pipeline.card), ...rows, ...papers, ...activityLines(deal)].map(printable);
  world.print(`${lines.join("\n")}\n\n${deal.notes.split("\n").map(printable).join("\n").trim()}\n`);
  return 0;
}

/** Adds `dealbook show`. */
export function addShow(program: Command, run: Run): void {
  program
    .command("show")
    .argument("[deal]", "the deal's slug; asked for on a terminal")
    .description("Print a deal: facts, documents, latest activities, notes.")
    .addHelpText("after", "\nExample:\n  dealbook show acme-robotics-line-monitoring")
    .action((_slug, _options, command: Command) => run(command, show));
}
