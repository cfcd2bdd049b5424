import type { Command } from "commander";
import { findDeal } from "../../app/find-deal.ts";
import { loadContent } from "../../app/load-content.ts";
import { Refusal } from "../../app/refusal.ts";
import { nextStages } from "../../core/pipeline/move.ts";
import type { Stage } from "../../core/pipeline/pipeline.ts";
import { openWorkspace } from "../workspace.ts";
import type { World } from "../world.ts";
import { type MoveOptions, performMove } from "./move-output.ts";
import { pickDeal } from "./pick-deal.ts";
import type { Run } from "./run.ts";

interface AdvanceOptions extends MoveOptions {
  readonly to?: string;
}

function targetOf(options: AdvanceOptions, next: readonly Stage[], from: Stage): Stage {
  const [first] = next;
  if (!first) throw new Refusal(`The deal is closed, in ${from.name}; there is no stage after it.`, "Open a new deal: dealbook new");
  if (options.to === undefined) return first;
  const wanted = next.find((stage) => stage.id === options.to);
  if (wanted) return wanted;
  const allowed = next.map((stage) => stage.id).join(", ");
  throw new Refusal(`From ${from.name} a deal advances to ${allowed}, not to "${options.to}".`, "Leave --to out to take the next stage.");
}

async function advance(options: AdvanceOptions, world: World, slug?: string): Promise<number> {
  const workspace = await openWorkspace(options, world);
  const content = await loadContent(workspace.reader);
  const placed = findDeal(content, await pickDeal(content, slug, world));
  const to = targetOf(options, nextStages(placed.pipeline, placed.stage), placed.stage);
  return performMove({ placed, to, today: workspace.today, fields: [], verb: "Advance" }, { content, workspace, world, options });
}

const examples = `
Examples:
  dealbook next acme-robotics-line-monitoring      what is missing for the next stage
  dealbook advance acme-robotics-line-monitoring   move it there, on a branch of its own
  dealbook advance acme-robotics-line-monitoring --no-commit

The move is judged first, as CI will judge it. Where something is missing, nothing is written.`;

/** Adds `dealbook advance`. */
export function addAdvance(program: Command, run: Run): void {
  program
    .command("advance")
    .argument("[deal]", "the deal's slug; asked for on a terminal")
    .description("Move a deal to the next stage, if its gate is met.")
    .option("--to <stage>", "the stage, where there is a choice")
    .option("--no-commit", "write the file only: no branch, no commit")
    .addHelpText("after", examples)
    .action((_slug, _options, command: Command) => run(command, advance));
}
