import type { Command } from "commander";
import type { PlacedDeal } from "../../app/find-deal.ts";
import { Refusal } from "../../app/refusal.ts";
import { parseBusinessDate } from "../../core/calendar/business-date.ts";
import type { FieldEdit } from "../../core/deal/edit-deal.ts";
import { possibleMoves } from "../../core/pipeline/move.ts";
import type { OnwardStep } from "../../core/pipeline/onward.ts";
import { askerOf } from "../ask.ts";
import type { World } from "../world.ts";
import { addChangeOptions } from "./change-options.ts";
import { openDeal, type StepOptions, takeStep } from "./move.ts";
import type { MoveSetting } from "./move-setting.ts";
import type { Run } from "./run.ts";
import { collect } from "./set-fields.ts";
import { stepTo } from "./target-stage.ts";

interface ParkOptions extends StepOptions {
  readonly until?: string;
}

function onlyParked(step: OnwardStep): OnwardStep {
  if (step.to.kind === "parked") return step;
  throw new Refusal(`A deal is not parked in ${step.to.name}.`, `Move it there: dealbook move … --to ${step.name}`);
}

async function parkingStep(placed: PlacedDeal, wanted: string | undefined, { content, world }: MoveSetting): Promise<OnwardStep> {
  const { pipeline, stage, deal } = placed;
  const { rules } = content.settings;
  if (wanted !== undefined) return onlyParked(stepTo(wanted, placed, rules));
  const stages = possibleMoves(pipeline, stage, deal.parked_from).flatMap(({ kind, to }) => (kind === "park" ? [to] : []));
  const [first, second] = stages;
  if (!first)
    throw new Refusal(
      `From ${stage.name} no deal of ${pipeline.name} is parked.`,
      `Keep the time rules from acting before a day: dealbook snooze ${deal.slug}`,
    );
  if (!second) return stepTo(first.id, placed, rules);
  const asker = askerOf(world);
  if (!asker)
    throw new Refusal("There are several places to park it in.", `Add --to with one of: ${stages.map(({ id }) => id).join(", ")}`);
  const choices = stages.map(({ id, name, goal }) => ({ value: id, label: `${name}: ${goal}` }));
  return stepTo(await asker.choose("Where is it parked?", choices), placed, rules);
}

/** Until when no time rule is to act; with its reason. */
function snoozeOf({ until, reason }: ParkOptions, today: string): FieldEdit[] {
  if (until === undefined) return [];
  const day = parseBusinessDate(until);
  if (!day || day <= today) throw new Refusal(`"${until}" is no day after today (${today}).`, "Give --until as YYYY-MM-DD.");
  if (!reason?.trim()) throw new Refusal("--until needs a reason.", 'Add --reason "…" with what you are waiting for.');
  return [{ field: "snooze", value: { until: day, reason: reason.trim() }, after: "stage_entered" }];
}

async function park(options: ParkOptions, world: World, slug?: string): Promise<number> {
  const { setting, placed } = await openDeal(options, world, slug);
  const snooze = snoozeOf(options, setting.workspace.today);
  const step = await parkingStep(placed, options.to, setting);
  return takeStep({ placed, step, verb: "Park" }, { ...setting, options }, snooze);
}

const examples = `
Examples:
  dealbook park foxtrot-membership
  dealbook park foxtrot-membership --to on-hold --until 2027-01-11 --reason "Their budget is decided in January."

It goes on where it was: dealbook resume foxtrot-membership`;

/** Adds `dealbook park`. */
export function addPark(program: Command, run: Run): void {
  const command = program
    .command("park")
    .argument("[deal]", "the deal's slug; asked for on a terminal")
    .description("Let a deal wait in a parked stage.")
    .option("--to <stage>", "the parked stage, where there are several")
    .option("--until <date>", "no time rule acts before this day (YYYY-MM-DD); with --reason")
    .option("--reason <text>", "what you are waiting for")
    .option("--set <name=value>", "a field to fill in along with it; may be repeated", collect);
  addChangeOptions(command)
    .addHelpText("after", examples)
    .action((_slug, _options, each: Command) => run(each, park));
}
