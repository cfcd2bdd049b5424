import { Command, CommanderError } from "commander";
import manifest from "../../package.json" with { type: "json" };
import { printable } from "../adapters/reports/printable.ts";
import { Refusal } from "../app/refusal.ts";
import { addAdvance } from "./commands/advance.ts";
import { addArchive } from "./commands/archive.ts";
import { addAudit } from "./commands/audit.ts";
import { addAutomate } from "./commands/automate.ts";
import { addBoard } from "./commands/board.ts";
import { addCheck } from "./commands/check.ts";
import { addComment } from "./commands/comment.ts";
import { addCompletion } from "./commands/completion.ts";
import { addDoc } from "./commands/doc.ts";
import { addDoctor } from "./commands/doctor.ts";
import { addExport } from "./commands/export.ts";
import { addForecast } from "./commands/forecast.ts";
import { addHooks } from "./commands/hooks.ts";
import { addImport } from "./commands/import.ts";
import { addInit } from "./commands/init.ts";
import { addList } from "./commands/list.ts";
import { addLog } from "./commands/log.ts";
import { addLose } from "./commands/lose.ts";
import { addMetrics } from "./commands/metrics.ts";
import { addMove } from "./commands/move.ts";
import { addNew } from "./commands/new.ts";
import { addNext } from "./commands/next.ts";
import { addOrder } from "./commands/order.ts";
import { addPark } from "./commands/park.ts";
import { addReopen, addResume } from "./commands/resume.ts";
import { addReview } from "./commands/review.ts";
import type { Run } from "./commands/run.ts";
import { addSet } from "./commands/set.ts";
import { addShow } from "./commands/show.ts";
import { addSite } from "./commands/site.ts";
import { addSnooze } from "./commands/snooze.ts";
import { addSweep } from "./commands/sweep.ts";
import { addUndo } from "./commands/undo.ts";
import type { World } from "./world.ts";

const couldNotRun = 2;

const introduction = `A sales handbook that enforces itself: deals are files in git, and every stage change is judged by the handbook's own rules.`;

/** A refusal may tell what stands in a colleague's deal. */
const harmless = (text: string): string => text.split("\n").map(printable).join("\n");

function refuse(refusal: Refusal, world: World): number {
  world.complain(`dealbook: ${harmless(refusal.message)}\n  → ${harmless(refusal.hint)}\n`);
  return couldNotRun;
}

function createProgram(world: World, run: Run): Command {
  const program = new Command("dealbook")
    .description(introduction)
    .version(manifest.version, "--version", "print the version")
    .option("--content <dir>", "the content root (default: content, or DEALBOOK_CONTENT)")
    .option("--today <date>", "the day to judge by, as YYYY-MM-DD (default: today)")
    .option("--json", "print data instead of text")
    .configureOutput({ writeOut: world.print, writeErr: world.complain })
    .configureHelp({ showGlobalOptions: true })
    .exitOverride()
    .showHelpAfterError("Run dealbook --help for the commands.");
  for (const add of [
    addNew,
    addAdvance,
    addMove,
    addPark,
    addResume,
    addLose,
    addReopen,
    addLog,
    addSet,
    addDoc,
    addNext,
    addSnooze,
    addOrder,
    addArchive,
    addUndo,
    addSweep,
    addShow,
    addList,
    addBoard,
    addMetrics,
    addExport,
    addForecast,
    addReview,
    addCheck,
    addComment,
    addHooks,
    addAudit,
    addAutomate,
    addSite,
    addImport,
    addInit,
    addDoctor,
    addCompletion,
  ])
    add(program, run, world);
  return program;
}

/** Runs one command line (without the program's name). Returns the exit code: 0 clean, 1 findings, 2 could not run. */
export async function main(args: readonly string[], world: World): Promise<number> {
  let exitCode = 0;
  const run: Run = async (command, action) => {
    exitCode = await action(command.optsWithGlobals() as Parameters<typeof action>[0], world, ...command.args);
  };
  try {
    await createProgram(world, run).parseAsync([...args], { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof Refusal) return refuse(error, world);
    // commander has already printed help, the version or what is wrong with the arguments.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : couldNotRun;
    throw error;
  }
}
