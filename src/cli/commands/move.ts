import type { Command } from "commander";
import { findDeal, type PlacedDeal } from "../../app/find-deal.ts";
import { loadContent } from "../../app/load-content.ts";
import { Refusal } from "../../app/refusal.ts";
import type { FieldEdit } from "../../core/deal/edit-deal.ts";
import { isRefused, type MoveKind } from "../../core/pipeline/move.ts";
import { everyStep, type OnwardStep } from "../../core/pipeline/onward.ts";
import { askerOf } from "../ask.ts";
import { openWorkspace } from "../workspace.ts";
import type { World } from "../world.ts";
import { addChangeOptions } from "./change-options.ts";
import { performMove } from "./move-output.ts";
import type { MoveOptions, MoveSetting } from "./move-setting.ts";
import { pickDeal } from "./pick-deal.ts";
import type { Run } from "./run.ts";
import { collect, setEdits } from "./set-fields.ts";
import { stepTo } from "./target-stage.ts";

/** Options of the commands that make one kind of move. */
export interface StepOptions extends MoveOptions {
  readonly to?: string;
  readonly reason?: string;
  readonly set?: readonly string[];
}

/** A deal, where it is to go, and how that is called. */
export interface Step {
  readonly placed: PlacedDeal;
  readonly step: OnwardStep;
  readonly verb: string;
}

const verbs: Partial<Record<MoveKind, string>> = {
  forward: "Advance",
  extra: "Advance",
  backward: "Take back",
  park: "Park",
  resume: "Resume",
  lose: "Lose",
  reopen: "Reopen",
  handoff: "Hand over",
};

/** How a kind of move is called in the commit. */
const verbOf = (kind: MoveKind): string => verbs[kind] ?? "Move";

/** Opens the content root and finds the deal. */
export async function openDeal(options: MoveOptions, world: World, slug: string | undefined) {
  const workspace = await openWorkspace(options, world);
  const content = await loadContent(workspace.reader);
  const setting: MoveSetting = { content, workspace, world, options };
  return { setting, placed: findDeal(content, await pickDeal(content, slug, world)) };
}

const questions: Partial<Record<MoveKind, string>> = {
  backward: "Why does it go back?",
  reopen: "Why is it opened again?",
};

async function reasonFor({ placed, step }: Step, given: string | undefined, world: World): Promise<string | undefined> {
  const asker = given === undefined && !isRefused(step.kind) ? askerOf(world) : null;
  const question = questions[step.kind];
  if (asker && step.kind === "lose") {
    const choices = placed.pipeline.lost_reasons.map(({ id, name }) => ({ value: id, label: name }));
    return asker.choose("Why was it lost?", choices);
  }
  return asker && question !== undefined ? asker.text(question) : given;
}

/** The field that says why a deal moves. */
async function fieldsOf(each: Step, given: string | undefined, world: World): Promise<FieldEdit[]> {
  const reason = await reasonFor(each, given, world);
  const field = each.step.kind === "lose" ? "lost_reason" : "stage_reason";
  return reason === undefined ? [] : [{ field, value: reason, after: "stage_entered" }];
}

/** Makes a step of a deal, or says which of the other answers the judge gives. Returns the exit code. */
export async function takeStep(
  each: Step,
  setting: MoveSetting & { readonly options: StepOptions },
  more: FieldEdit[] = [],
): Promise<number> {
  const { placed, step, verb } = each;
  const { options, world, workspace } = setting;
  const own = [...(await fieldsOf(each, options.reason, world)), ...more];
  const fields = [
    ...setEdits(
      options.set,
      own.map(({ field }) => field),
    ),
    ...own,
  ];
  const { to, handoff } = step;
  return performMove({ placed, to, ...(handoff && { handoff }), today: workspace.today, fields, verb }, setting);
}

async function askTarget(placed: PlacedDeal, { content, world }: MoveSetting): Promise<string> {
  const { pipeline, stage, deal } = placed;
  const steps = everyStep({ pipeline, stage, parkedFrom: deal.parked_from }, content.settings.rules);
  const asker = askerOf(world);
  const names = steps.map(({ name }) => name).join(", ");
  if (steps.length === 0) throw new Refusal(`From ${placed.stage.name} a deal moves nowhere.`, "Open a new deal: dealbook new");
  if (!asker) throw new Refusal("No stage is named.", `Add --to with one of: ${names}`);
  const choices = steps.map(({ name, to, handoff, kind }) => ({
    value: name,
    label: `${handoff ? `${handoff.name}: ` : ""}${to.name} (${verbOf(kind).toLowerCase()})`,
  }));
  return asker.choose(`Where does it go from ${placed.stage.name}?`, choices);
}

async function move(options: StepOptions, world: World, slug?: string): Promise<number> {
  const { setting, placed } = await openDeal(options, world, slug);
  const step = stepTo(options.to ?? (await askTarget(placed, setting)), placed, setting.content.settings.rules);
  return takeStep({ placed, step, verb: verbOf(step.kind) }, { ...setting, options });
}

const examples = `
Examples:
  dealbook move acme-robotics-line-monitoring                      asks where to
  dealbook move hansa-foods-oven-lines --to discovery --reason "The third oven changes the requirements."
  dealbook move acme-robotics-line-monitoring --to qualification --set source=event
  dealbook move foxtrot-membership --to delivery/provisioning      hands it over to another pipeline

The move is judged first, as CI will judge it. The answer is one of four: allowed; something is missing; somebody has to
approve it; not allowed. Where it is the second or the last, nothing is written.`;

/** Adds `dealbook move`. */
export function addMove(program: Command, run: Run): void {
  const command = program
    .command("move")
    .argument("[deal]", "the deal's slug; asked for on a terminal")
    .description("Move a deal to any stage that the process allows.")
    .option("--to <stage>", "the stage, or pipeline/stage; asked for on a terminal")
    .option("--reason <text>", "why; for a lost deal one of the lost reasons")
    .option("--set <name=value>", "a field to fill in along with it, such as next_step.due=2026-12-01; may be repeated", collect);
  addChangeOptions(command)
    .addHelpText("after", examples)
    .action((_slug, _options, each: Command) => run(each, move));
}
