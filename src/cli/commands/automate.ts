import type { Command } from "commander";
import { keyOf } from "../../adapters/messages/key.ts";
import { networkMessenger } from "../../adapters/messages/messenger.ts";
import { printable } from "../../adapters/reports/printable.ts";
import { mayBeAtWork, thisWorker } from "../../adapters/worker.ts";
import { withSharedReaders } from "../../app/judge-line.ts";
import { Refusal } from "../../app/refusal.ts";
import { type AutomationRequest, automationsRef, dropUndelivered, planAutomations, runAutomations } from "../../app/run-automations.ts";
import { dateInZone } from "../../core/calendar/business-date.ts";
import { parsePeople } from "../../core/people/people.ts";
import { automationData, deliveryLine, outcomeText, planText } from "../automation-text.ts";
import { type CommonOptions, openWorkspace, type Workspace } from "../workspace.ts";
import type { World } from "../world.ts";
import type { Run } from "./run.ts";

interface AutomateOptions extends CommonOptions {
  readonly dryRun?: boolean;
  readonly since?: string;
  readonly local?: boolean;
  readonly drop?: string;
  readonly json?: boolean;
}

/** The instant now, from that of the call on. */
function clockOf({ now }: World): () => number {
  const start = performance.now();
  return () => now + Math.round(performance.now() - start);
}

/** Whose addresses count: people.yaml as it is here. */
async function directoryOf({ reader }: Workspace) {
  const text = (await reader.read(["people.yaml"])).get("people.yaml");
  return typeof text === "string" ? parsePeople(text).value : null;
}

async function requestOf(workspace: Workspace, options: AutomateOptions, world: World): Promise<AutomationRequest> {
  const { repository, organisation, root, today } = workspace;
  if (!repository) throw new Refusal(`${root} is in no git repository, so there are no moves to look at.`, "Run: git init");
  const now = clockOf(world);
  const directory = await directoryOf(workspace);
  // Where the record is shared, so is how far it was followed: two clones that each kept count would do everything twice.
  const isShared = options.local !== true && (await repository.remote()) !== null;
  return {
    setting: {
      repository: withSharedReaders(repository),
      directory,
      today,
      dayOf: (zone, commit) => (commit ? dateInZone(commit.recorded, zone) : today),
      digest: keyOf,
    },
    defaultBranch: organisation?.default_branch ?? "main",
    ledger: repository.ledger(automationsRef, isShared),
    since: options.since ?? null,
    messenger: networkMessenger({ env: world.env, now }),
    self: thisWorker(),
    mayBeAtWork: (worker) => mayBeAtWork(worker, now()),
    now,
    tell: (action, delivery) => {
      if (!options.json) world.print(deliveryLine(action, delivery));
    },
  };
}

async function drop(request: AutomationRequest, key: string, world: World): Promise<number> {
  const { slug, say } = await dropUndelivered(request, key);
  world.print(`${printable(`✓ Taken off the list: ${slug}: ${say}`)}\n`);
  return 0;
}

async function automate(options: AutomateOptions, world: World): Promise<number> {
  const workspace = await openWorkspace(options, world);
  const request = await requestOf(workspace, options, world);
  if (options.drop !== undefined) return drop(request, options.drop, world);
  if (options.dryRun) {
    const plan = await planAutomations(request);
    world.print(options.json ? `${JSON.stringify(automationData(plan, workspace))}\n` : planText(plan, workspace));
    return 0;
  }
  const outcome = await runAutomations(request);
  world.print(options.json ? `${JSON.stringify(automationData(outcome, workspace))}\n` : outcomeText(outcome, workspace));
  return outcome.held.length + outcome.undelivered.length > 0 ? 1 : 0;
}

const examples = `
Examples:
  dealbook automate --dry-run          what is to be done since the last run, and what could not be done yet
  dealbook automate                    do it: open issues, post to Slack, send e-mails, call webhooks
  dealbook automate --local            do it, and keep how far it came in this clone instead of on origin
  dealbook automate --since COMMIT     begin after another commit of the default branch
  dealbook automate --drop KEY         give up an action that could not be done

What is done stands under on_enter: and on_move: of a pipeline. How far it came is kept in ${automationsRef}
on origin, where there is one; the first run only marks where the next one begins. Of two runs at once, one stops.
Exit codes: 0 all done, 1 something could not be done or the check refuses a move, 2 could not run.`;

/** Adds `dealbook automate`. */
export function addAutomate(program: Command, run: Run): void {
  program
    .command("automate")
    .description("Do what pipelines say is to happen when deals move: issues, Slack, e-mail, webhooks.")
    .option("--dry-run", "say what is to be done, and do nothing")
    .option("--since <commit>", "begin after this commit (default: where the last run came to)")
    .option("--local", "keep how far it came in this clone alone, although there is an origin")
    .option("--drop <key>", "take an action that could not be done off the list")
    .addHelpText("after", examples)
    .action((_options, command: Command) => run(command, automate));
}
