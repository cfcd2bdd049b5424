import type { Command } from "commander";
import { findDeal } from "../../app/find-deal.ts";
import { loadContent } from "../../app/load-content.ts";
import { Refusal } from "../../app/refusal.ts";
import { snoozeDeal } from "../../app/snooze-deal.ts";
import { type BusinessDate, parseBusinessDate } from "../../core/calendar/business-date.ts";
import { cardTitle } from "../../core/deal/deal.ts";
import { answered, loadPrompts } from "../prompts.ts";
import { openWorkspace } from "../workspace.ts";
import type { World } from "../world.ts";
import { addChangeOptions } from "./change-options.ts";
import { printDone, printRefused } from "./move-output.ts";
import { deskOf, type MoveOptions, type MoveSetting } from "./move-setting.ts";
import { pickDeal } from "./pick-deal.ts";
import type { Run } from "./run.ts";
import { collect, setEdits } from "./set-fields.ts";

interface SnoozeOptions extends MoveOptions {
  readonly until?: string;
  readonly reason?: string;
  readonly set?: readonly string[];
}

async function untilFor(given: string | undefined, world: World): Promise<BusinessDate> {
  if (given === undefined && !world.isInteractive) throw new Refusal("A snooze needs its end.", "Add --until as YYYY-MM-DD.");
  const validate = (value: string | undefined) => (parseBusinessDate(value ?? "") ? undefined : "Please type a day as YYYY-MM-DD.");
  const day = given ?? answered(await (await loadPrompts()).text({ message: "Until when?", placeholder: "YYYY-MM-DD", validate }));
  const date = parseBusinessDate(day);
  if (date) return date;
  throw new Refusal(`"${day}" is not a day of the calendar.`, "Give --until as YYYY-MM-DD.");
}

async function reasonFor(given: string | undefined, world: World): Promise<string> {
  if (given !== undefined) return given;
  if (!world.isInteractive) throw new Refusal("A snooze needs a reason.", 'Add --reason "…" with what you are waiting for.');
  const validate = (value: string | undefined) => (value?.trim() ? undefined : "Please type something.");
  return answered(await (await loadPrompts()).text({ message: "What are you waiting for?", validate }));
}

async function snooze(options: SnoozeOptions, world: World, slug?: string): Promise<number> {
  const workspace = await openWorkspace(options, world);
  const content = await loadContent(workspace.reader);
  const placed = findDeal(content, await pickDeal(content, slug, world));
  const until = await untilFor(options.until, world);
  const reason = await reasonFor(options.reason, world);
  const setting: MoveSetting = { content, workspace, world, options };
  const also = setEdits(options.set, ["snooze"]);
  const outcome = await snoozeDeal({ placed, until, reason, today: workspace.today, also }, content, deskOf(setting));
  if (!outcome.plan.isAllowed) return printRefused(outcome.plan, setting);
  const headline = `${cardTitle(placed.deal, placed.pipeline.card)}: no time rule acts before ${until}`;
  return printDone(outcome, { data: { slug: placed.deal.slug, until, reason }, headline }, setting);
}

const examples = `
Examples:
  dealbook snooze acme-robotics-line-monitoring --until 2026-12-08 --reason "Jane is back on the 7th."
  dealbook snooze acme-robotics-line-monitoring --until 2026-12-08 --reason "Jane is away." --set next_step.due=2026-12-08

On the day named the time rules act again: that day's sweep may propose a move.`;

/** Adds `dealbook snooze`. */
export function addSnooze(program: Command, run: Run): void {
  const command = program
    .command("snooze")
    .argument("[deal]", "the deal's slug; asked for on a terminal")
    .description("Keep the time rules from proposing a move before a day.")
    .option("--until <date>", "the day on which they act again, as YYYY-MM-DD; asked for on a terminal")
    .option("--reason <text>", "what you are waiting for; asked for on a terminal")
    .option("--set <name=value>", "a field to fill in along with it; may be repeated", collect);
  addChangeOptions(command)
    .addHelpText("after", examples)
    .action((_slug, _options, each: Command) => run(each, snooze));
}
