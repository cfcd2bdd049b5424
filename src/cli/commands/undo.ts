import type { Command } from "commander";
import { printable } from "../../adapters/reports/printable.ts";
import { undoStep } from "../../app/undo-step.ts";
import { type CommonOptions, openWorkspace } from "../workspace.ts";
import type { World } from "../world.ts";
import type { Run } from "./run.ts";

interface UndoOptions extends CommonOptions {
  readonly json?: boolean;
}

async function undo(options: UndoOptions, world: World): Promise<number> {
  const { repository, organisation } = await openWorkspace(options, world);
  const undone = await undoStep(repository, organisation?.default_branch ?? "main");
  if (options.json) {
    world.print(`${JSON.stringify({ schemaVersion: 1, ...undone })}\n`);
    return 0;
  }
  const { branch, subject, now, hadEdits, isPushed } = undone;
  world.print(`✓ Undone: ${printable(subject)}\n`);
  if (now !== branch) world.print(`  The branch ${branch} is gone; you are on ${now} again.\n`);
  if (hadEdits) world.print("  Your edits from before are in the files again, not committed.\n");
  const there = now === branch ? `push what is left (git push --force-with-lease origin ${branch})` : `git push origin --delete ${branch}`;
  if (isPushed) world.print(`  It had been pushed: close its pull request, or ${there}.\n`);
  return 0;
}

const examples = `
Example:
  dealbook undo

Takes back the last change that dealbook committed on this branch, as long as it is not on the default branch. Edits that
were waiting before it are in the files again.`;

/** Adds `dealbook undo`. */
export function addUndo(program: Command, run: Run): void {
  program
    .command("undo")
    .description("Take back the last change that is not merged yet.")
    .addHelpText("after", examples)
    .action((_options, command: Command) => run(command, undo));
}
