import type { Command } from "commander";
import { findDeal, type PlacedDeal } from "../../app/find-deal.ts";
import { loadContent } from "../../app/load-content.ts";
import { Refusal } from "../../app/refusal.ts";
import type { FieldEdit } from "../../core/deal/edit-deal.ts";
import type { Stage } from "../../core/pipeline/pipeline.ts";
import { didYouMean } from "../../core/text/suggest.ts";
import { answered, loadPrompts } from "../prompts.ts";
import { openWorkspace } from "../workspace.ts";
import type { World } from "../world.ts";
import { addChangeOptions } from "./change-options.ts";
import { performMove } from "./move-output.ts";
import type { MoveOptions } from "./move-setting.ts";
import { pickDeal } from "./pick-deal.ts";
import type { Run } from "./run.ts";
import { collect, setEdits } from "./set-fields.ts";

interface LoseOptions extends MoveOptions {
  readonly reason?: string;
  readonly note?: string;
  readonly set?: readonly string[];
}

function lostStage({ pipeline, stage: current, deal }: PlacedDeal): Stage {
  if (current.kind === "lost")
    throw new Refusal(
      `The deal is lost already, in ${current.name} since ${deal.stage_entered}.`,
      "Correct lost_reason or lost_note in its file, if they are wrong.",
    );
  const stage = pipeline.stages.find((each) => each.kind === "lost");
  if (!stage) throw new Error(`The pipeline ${pipeline.id} was read without a lost stage.`);
  return stage;
}

async function reasonFor({ pipeline }: PlacedDeal, given: string | undefined, world: World): Promise<string> {
  const reasons = pipeline.lost_reasons;
  const ids = reasons.map((reason) => reason.id);
  if (given !== undefined && ids.includes(given)) return given;
  if (given !== undefined) throw new Refusal(`"${given}" is not a reason on the list.`, didYouMean(given, ids));
  if (!world.isInteractive) throw new Refusal("A lost deal needs a reason.", `Add --reason with one of: ${ids.join(", ")}`);
  return answered(
    await (await loadPrompts()).select({
      message: "Why was it lost?",
      options: reasons.map(({ id, name }) => ({ value: id, label: name })),
    }),
  );
}

async function lose(options: LoseOptions, world: World, slug?: string): Promise<number> {
  const workspace = await openWorkspace(options, world);
  const content = await loadContent(workspace.reader);
  const placed = findDeal(content, await pickDeal(content, slug, world));
  const to = lostStage(placed);
  const reason = await reasonFor(placed, options.reason, world);
  const note: FieldEdit[] = options.note === undefined ? [] : [{ field: "lost_note", value: options.note, after: "stage_entered" }];
  const edits = setEdits(options.set, ["lost_reason", ...note.map(({ field }) => field)]);
  const fields = [...edits, { field: "lost_reason", value: reason, after: "stage_entered" }, ...note];
  const request = { placed, to, today: workspace.today, fields, verb: "Lose" };
  return performMove(request, { content, workspace, world, options });
}

const examples = `
Examples:
  dealbook lose acme-robotics-line-monitoring --reason price
  dealbook lose acme-robotics-line-monitoring --reason competitor --note "They already ran the other system in Lyon."
  dealbook lose acme-robotics-line-monitoring --reason price --set amount.value=31000`;

/** Adds `dealbook lose`. */
export function addLose(program: Command, run: Run): void {
  const command = program
    .command("lose")
    .argument("[deal]", "the deal's slug; asked for on a terminal")
    .description("Close a deal as lost, with the reason.")
    .option("--reason <id>", "one of the pipeline's lost reasons; asked for on a terminal")
    .option("--note <text>", "what there is to learn from it")
    .option("--set <name=value>", "a field to fill in along with it; may be repeated", collect);
  addChangeOptions(command)
    .addHelpText("after", examples)
    .action((_slug, _options, each: Command) => run(each, lose));
}
