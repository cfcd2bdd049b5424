import type { Command } from "commander";
import { findDeal, type PlacedDeal } from "../../app/find-deal.ts";
import { loadContent } from "../../app/load-content.ts";
import { Refusal } from "../../app/refusal.ts";
import type { RuleBook } from "../../core/content/rule-book.ts";
import { classifyMove } from "../../core/pipeline/move.ts";
import { type OnwardStep, onwardSteps } from "../../core/pipeline/onward.ts";
import { isClosed, stageById } from "../../core/pipeline/pipeline.ts";
import { openWorkspace } from "../workspace.ts";
import type { World } from "../world.ts";
import { addChangeOptions } from "./change-options.ts";
import { performMove } from "./move-output.ts";
import type { MoveOptions } from "./move-setting.ts";
import { pickDeal } from "./pick-deal.ts";
import type { Run } from "./run.ts";
import { collect, setEdits } from "./set-fields.ts";

interface AdvanceOptions extends MoveOptions {
  readonly to?: string;
  readonly set?: readonly string[];
}

/** What a stage that is no step onward asks for instead. */
function insteadOf(wanted: string, { pipeline, stage, deal }: PlacedDeal): string {
  const to = stageById(pipeline, wanted);
  const kind = to && classifyMove(pipeline, { from: stage, to, parkedFrom: deal.parked_from });
  if (kind === "lose") return `That ends the deal: dealbook lose ${deal.slug}`;
  if (kind === "park") return `That parks the deal: dealbook park ${deal.slug} --to ${wanted}`;
  if (kind === "backward") return `That is a step back: dealbook move ${deal.slug} --to ${wanted} --reason "…"`;
  return "Leave --to out to take the first of them.";
}

function targetOf({ to: wanted }: AdvanceOptions, targets: readonly OnwardStep[], placed: PlacedDeal): OnwardStep {
  const { stage: from } = placed;
  const [first] = targets;
  if (!first) {
    const place = `${isClosed(from) ? "closed, " : ""}in ${from.name}`;
    const hint = from.kind === "parked" ? "Go on with it: dealbook resume" : "Open a new deal: dealbook new";
    throw new Refusal(`The deal is ${place}; there is no stage after it.`, hint);
  }
  if (wanted === undefined) return first;
  const target = targets.find(({ name }) => name === wanted);
  if (target) return target;
  const allowed = targets.map(({ name }) => name).join(", ");
  throw new Refusal(`From ${from.name} a deal advances to ${allowed}, not to "${wanted}".`, insteadOf(wanted, placed));
}

const stepsOf = ({ pipeline, stage, deal }: PlacedDeal, rules: RuleBook): OnwardStep[] =>
  onwardSteps({ pipeline, stage, parkedFrom: deal.parked_from }, rules);

async function advance(options: AdvanceOptions, world: World, slug?: string): Promise<number> {
  const workspace = await openWorkspace(options, world);
  const content = await loadContent(workspace.reader);
  const placed = findDeal(content, await pickDeal(content, slug, world));
  const { to, handoff } = targetOf(options, stepsOf(placed, content.settings.rules), placed);
  const fields = setEdits(options.set);
  const request = { placed, to, ...(handoff && { handoff }), today: workspace.today, fields, verb: "Advance" };
  return performMove(request, { content, workspace, world, options });
}

const examples = `
Examples:
  dealbook next acme-robotics-line-monitoring      what is missing for the next stage
  dealbook advance acme-robotics-line-monitoring   move it there, on a branch of its own
  dealbook advance acme-robotics-line-monitoring --no-commit
  dealbook advance acme-robotics-line-monitoring --to delivery/provisioning   hand it over to another pipeline

The move is judged first, as CI will judge it. Where something is missing, nothing is written.`;

/** Adds `dealbook advance`. */
export function addAdvance(program: Command, run: Run): void {
  const command = program
    .command("advance")
    .argument("[deal]", "the deal's slug; asked for on a terminal")
    .description("Move a deal to the next stage, if its gate is met.")
    .option("--to <stage>", "the stage, or pipeline/stage, where there is a choice")
    .option("--set <name=value>", "a field to fill in along with it, such as source=event; may be repeated", collect);
  addChangeOptions(command)
    .addHelpText("after", examples)
    .action((_slug, _options, each: Command) => run(each, advance));
}
