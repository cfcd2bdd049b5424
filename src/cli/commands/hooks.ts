import { join, relative } from "node:path";
import type { Command } from "commander";
import {
  type HookName,
  type HookState,
  hookNames,
  hookPlace,
  hookState,
  removeHook,
  stagedCommit,
  writeHook,
} from "../../adapters/git/local-hooks.ts";
import { judgeStep } from "../../app/judge-line.ts";
import { beforeApproval, judgePush, type RefUpdate, type RefVerdict } from "../../app/judge-push.ts";
import type { Repository } from "../../app/ports.ts";
import { recordRef } from "../../app/record-change.ts";
import { Refusal } from "../../app/refusal.ts";
import { countErrors } from "../../core/finding/finding.ts";
import { pushText } from "../push-output.ts";
import { dayOfCall, idOf } from "../receive.ts";
import { type CommonOptions, openWorkspace, type Workspace } from "../workspace.ts";
import type { World } from "../world.ts";
import type { Run } from "./run.ts";

const packageFolder = join(import.meta.dirname, "../../..");

function needRepository({ repository, root }: Workspace): Repository {
  if (repository) return repository;
  throw new Refusal(`${root} is in no git repository, so there are no hooks to set up.`, "Run: git init");
}

/** Where the hooks of a clone are, what they are to call, and how they stand. */
export async function openHooks(workspace: Workspace) {
  needRepository(workspace);
  const place = await hookPlace(workspace.root);
  const program = { home: packageFolder, content: relative(place.top, workspace.root) || "." };
  const states = new Map<HookName, HookState>();
  for (const name of hookNames) states.set(name, await hookState(name, place, program));
  return { place, program, states };
}

const callOf = (name: HookName): string =>
  name === "pre-commit" ? 'dealbook hooks run pre-commit "$(git write-tree)"' : 'dealbook hooks run pre-push "$(cat)"';

/** How a clone gets a hooks folder that no other one uses. */
export const ownHooks =
  'Give this repository hooks of its own: git config core.hooksPath "$(git rev-parse --path-format=absolute --git-common-dir)/hooks"';

async function install(options: CommonOptions, world: World): Promise<number> {
  const { place, program, states } = await openHooks(await openWorkspace(options, world));
  if (!place.isOwn) throw new Refusal(`core.hooksPath leads to ${place.folder}, which other repositories use, too.`, ownHooks);
  const foreign = hookNames.filter((name) => states.get(name) === "theirs");
  for (const name of hookNames.filter((each) => !foreign.includes(each))) {
    await writeHook(name, place, program);
    world.print(`✓ ${name} checks deals (${place.folder}).\n`);
  }
  for (const name of foreign)
    world.complain(
      `✗ ${name}: there is a hook of somebody else's in ${place.folder}; it is left as it is.\n  → To have both, add to it: ${callOf(name)}\n`,
    );
  return foreign.length > 0 ? 1 : 0;
}

async function uninstall(options: CommonOptions, world: World): Promise<number> {
  const { place, states } = await openHooks(await openWorkspace(options, world));
  for (const name of hookNames) {
    const state = states.get(name);
    if (state !== "ours" && state !== "outdated") continue;
    await removeHook(name, place);
    world.print(`✓ ${name} is taken away.\n`);
  }
  return 0;
}

const words: Readonly<Record<HookState, string>> = {
  none: "is not set up: dealbook hooks install",
  ours: "checks deals",
  outdated: "is of another version or place of Dealbook: dealbook hooks install",
  theirs: "is somebody else's",
};

async function status(options: CommonOptions & { readonly json?: boolean }, world: World): Promise<number> {
  const { place, states } = await openHooks(await openWorkspace(options, world));
  const isReady = hookNames.every((name) => states.get(name) === "ours");
  if (options.json) world.print(`${JSON.stringify({ schemaVersion: 1, folder: place.folder, hooks: Object.fromEntries(states) })}\n`);
  else world.print(hookNames.map((name) => `${name} ${words[states.get(name) ?? "none"]}\n`).join(""));
  return isReady ? 0 : 1;
}

async function judgeStaged(workspace: Workspace, tree: string, world: World): Promise<RefVerdict[]> {
  const repository = needRepository(workspace);
  if (!(await repository.hasCommit("HEAD"))) return [];
  const { top } = await hookPlace(workspace.root);
  const head = await stagedCommit(top, tree);
  const base = (await recordRef(repository, workspace.organisation?.default_branch ?? "main")) ?? "HEAD";
  const outcome = beforeApproval(await judgeStep(repository, { base, head, commit: null }, dayOfCall(world)));
  const isRefused = countErrors(outcome.report.findings) > 0;
  return [{ ref: "What is staged", isRefused, judged: isRefused ? [{ commit: null, outcome }] : [] }];
}

/** Lines `local-ref local-id remote-ref remote-id`, as git gives them to a pre-push hook. */
async function judgePushed(workspace: Workspace, lines: string, world: World): Promise<RefVerdict[]> {
  const repository = needRepository(workspace);
  const updates: RefUpdate[] = [];
  for (const line of lines.split("\n").filter((each) => each !== "")) {
    const [, to = "", ref = "", from = ""] = line.split(" ");
    const known = idOf(from);
    // What the other side has and this one does not, git itself asks to be fetched first.
    if (known === null || (await repository.hasCommit(known))) updates.push({ ref, from: known, to: idOf(to) });
  }
  const branch = workspace.organisation?.default_branch ?? "main";
  return judgePush(repository, updates, { branch, branches: "refuse", dayOf: dayOfCall(world) });
}

async function runHook(options: CommonOptions, world: World, ...[name = "", given = ""]: string[]): Promise<number> {
  const workspace = await openWorkspace(options, world);
  const judge = name === "pre-commit" ? judgeStaged : judgePushed;
  const verdicts = await judge(workspace, given, world);
  const text = pushText(verdicts, workspace.prefix, name === "pre-commit" ? "Nothing is committed." : "Nothing is pushed.");
  const isRefused = verdicts.some((verdict) => verdict.isRefused);
  if (text !== "") world.complain(isRefused ? `${text}  To do it all the same, add --no-verify; the check will say this again.\n` : text);
  return isRefused ? 1 : 0;
}

/** Adds `dealbook hooks`. */
export function addHooks(program: Command, run: Run): void {
  const hooks = program.command("hooks").description("Have git check deals before each commit and push, here in this clone.");
  hooks
    .command("install")
    .description("Set up pre-commit and pre-push; hooks of somebody else's stay as they are.")
    .action((_, command: Command) => run(command, install));
  hooks
    .command("uninstall")
    .description("Take our hooks away.")
    .action((_, command: Command) => run(command, uninstall));
  hooks
    .command("status")
    .description("Say which hooks are set up.")
    .action((_, command: Command) => run(command, status));
  hooks
    .command("run", { hidden: true })
    .argument("<hook and what git gave it...>")
    .action((_words, _options, command: Command) => run(command, runHook));
}
