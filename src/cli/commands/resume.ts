import type { Command } from "commander";
import type { PlacedDeal } from "../../app/find-deal.ts";
import { Refusal } from "../../app/refusal.ts";
import { type MoveKind, possibleMoves } from "../../core/pipeline/move.ts";
import { onwardSteps } from "../../core/pipeline/onward.ts";
import { isClosed } from "../../core/pipeline/pipeline.ts";
import { askerOf } from "../ask.ts";
import type { World } from "../world.ts";
import { addChangeOptions } from "./change-options.ts";
import { openDeal, type StepOptions, takeStep } from "./move.ts";
import type { MoveSetting } from "./move-setting.ts";
import type { Run } from "./run.ts";
import { collect } from "./set-fields.ts";
import { stepTo } from "./target-stage.ts";

/** The stage that a parked deal goes on in, where none is named: the one that it came from. */
function formerStage({ pipeline, stage, deal }: PlacedDeal, { content }: MoveSetting): string {
  const steps = onwardSteps({ pipeline, stage, parkedFrom: deal.parked_from }, content.settings.rules);
  const first = steps.find(({ kind }) => kind === "resume");
  if (first) return first.name;
  throw new Refusal(`No stage is known in which the deal goes on from ${stage.name}.`, `Correct "parked_from:" in ${deal.path}.`);
}

async function resume(options: StepOptions, world: World, slug?: string): Promise<number> {
  const { setting, placed } = await openDeal(options, world, slug);
  const { stage, deal } = placed;
  if (stage.kind !== "parked")
    throw new Refusal(`The deal is not parked; it is in ${stage.name}.`, `What is next for it: dealbook next ${deal.slug}`);
  const step = stepTo(options.to ?? formerStage(placed, setting), placed, setting.content.settings.rules);
  return takeStep({ placed, step, verb: "Resume" }, { ...setting, options });
}

/** The stages that the process lets a closed deal go back to. */
function stagesAgain({ pipeline, stage, deal }: PlacedDeal, kind: MoveKind): string[] {
  return possibleMoves(pipeline, stage, deal.parked_from).flatMap((each) => (each.kind === kind ? [each.to.id] : []));
}

async function reopeningStage(placed: PlacedDeal, { world }: MoveSetting): Promise<string> {
  const { stage, pipeline } = placed;
  const ids = stagesAgain(placed, "reopen");
  const [first, second] = ids;
  if (first === undefined)
    throw new Refusal(`${pipeline.name} does not open a deal again that is in ${stage.name}.`, "Begin a new one: dealbook new");
  if (second === undefined) return first;
  const asker = askerOf(world);
  if (!asker) throw new Refusal("There are several stages that it can go on in.", `Add --to with one of: ${ids.join(", ")}`);
  const choices = ids.map((id) => ({ value: id, label: pipeline.stages.find((each) => each.id === id)?.name ?? id }));
  return asker.choose("Where does it go on?", choices);
}

async function reopen(options: StepOptions, world: World, slug?: string): Promise<number> {
  const { setting, placed } = await openDeal(options, world, slug);
  const { stage, deal } = placed;
  if (!isClosed(stage))
    throw new Refusal(`The deal is not closed; it is in ${stage.name}.`, `What is next for it: dealbook next ${deal.slug}`);
  const step = stepTo(options.to ?? (await reopeningStage(placed, setting)), placed, setting.content.settings.rules);
  return takeStep({ placed, step, verb: "Reopen" }, { ...setting, options });
}

/** Adds `dealbook resume`. */
export function addResume(program: Command, run: Run): void {
  const command = program
    .command("resume")
    .argument("[deal]", "the deal's slug; asked for on a terminal")
    .description("Go on with a parked deal where it was.")
    .option("--to <stage>", "another stage, where the process lists it")
    .option("--reason <text>", "what has changed")
    .option("--set <name=value>", "a field to fill in along with it; may be repeated", collect);
  addChangeOptions(command)
    .addHelpText("after", "\nExample:\n  dealbook resume foxtrot-membership")
    .action((_slug, _options, each: Command) => run(each, resume));
}

const reopenExamples = `
Example:
  dealbook reopen foxtrot-membership --reason "They came back with a new budget."

Closed deals stay closed, unless the pipeline lists a move that opens them again.`;

/** Adds `dealbook reopen`. */
export function addReopen(program: Command, run: Run): void {
  const command = program
    .command("reopen")
    .argument("[deal]", "the deal's slug; asked for on a terminal")
    .description("Open a closed deal again, where the process allows it.")
    .option("--reason <text>", "why; asked for on a terminal")
    .option("--to <stage>", "the stage, where there are several")
    .option("--set <name=value>", "a field to fill in along with it; may be repeated", collect);
  addChangeOptions(command)
    .addHelpText("after", reopenExamples)
    .action((_slug, _options, each: Command) => run(each, reopen));
}
