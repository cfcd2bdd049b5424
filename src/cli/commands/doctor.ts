import { dirname, resolve } from "node:path";
import { styleText } from "node:util";
import type { Command } from "commander";
import { isFile } from "../../adapters/files.ts";
import type { HookState } from "../../adapters/git/local-hooks.ts";
import { printable } from "../../adapters/reports/printable.ts";
import { type Diagnosis, examineNode, examineRepository, examineSettings, examineToken } from "../../app/examine-setup.ts";
import { loadContent } from "../../app/load-content.ts";
import { Refusal } from "../../app/refusal.ts";
import { tokenOf } from "../forge-address.ts";
import { type CommonOptions, openWorkspace, type Workspace } from "../workspace.ts";
import type { World } from "../world.ts";
import { openHooks, ownHooks } from "./hooks.ts";
import type { Run } from "./run.ts";

interface DoctorOptions extends CommonOptions {
  readonly json?: boolean;
}

/** Whether editors find the schema that dealbook.yaml names. */
async function examineSchemas({ root, reader }: Workspace): Promise<Diagnosis> {
  const what = "Schemas";
  const text = (await reader.read(["dealbook.yaml"])).get("dealbook.yaml") ?? "";
  const named = /^# yaml-language-server: \$schema=(\S+)/m.exec(text)?.[1];
  if (named === undefined)
    return {
      what,
      state: "note",
      message: "dealbook.yaml names none; editors do not complete.",
      remedy: "See how the presets begin: # yaml-language-server: $schema=…",
    };
  if (/^https?:/.test(named) || (await isFile(resolve(dirname(resolve(root, "dealbook.yaml")), named))))
    return { what, state: "good", message: "Editors find them." };
  return {
    what,
    state: "problem",
    message: `${named}, which dealbook.yaml names, is not there.`,
    remedy: "Correct the first line of dealbook.yaml, or copy schema/ from Dealbook.",
  };
}

async function examineHooks(workspace: Workspace): Promise<Diagnosis[]> {
  if (!workspace.repository) return [];
  const what = "Hooks";
  const { place, states } = await openHooks(workspace);
  const named = (...wanted: HookState[]) => [...states].flatMap(([name, state]) => (wanted.includes(state) ? [name] : [])).join(" and ");
  const [missing, theirs] = [named("none", "outdated"), named("theirs")];
  if (missing + theirs === "") return [{ what, state: "good", message: "Commits and pushes are checked." }];
  const message = `${missing === "" ? `${theirs}: somebody else's` : `${missing}: not set up, or of another version`}; what is committed by hand may be judged on the forge only.`;
  return [{ what, state: "note", message, remedy: place.isOwn ? "dealbook hooks install" : ownHooks }];
}

async function examineContent(options: DoctorOptions, world: World): Promise<Diagnosis[]> {
  try {
    const workspace = await openWorkspace(options, world);
    const content = await loadContent(workspace.reader);
    return [
      { what: "Content", state: "good", message: workspace.root },
      examineSettings(content, workspace.today),
      await examineSchemas(workspace),
      ...(await examineRepository(workspace.repository, content)),
      ...(await examineHooks(workspace)),
    ];
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return [{ what: "Content", state: "problem", message: error.message, remedy: error.hint }];
  }
}

const marks = { good: ["✓", "green"], note: ["•", "yellow"], problem: ["✗", "red"] } as const;

function lineOf({ what, state, message, remedy }: Diagnosis, world: World): string {
  const [mark, colour] = marks[state];
  const painted = world.isColoured ? styleText(colour, mark, { validateStream: false }) : mark;
  return `${painted} ${printable(`${what}: ${message}`)}\n${remedy === undefined ? "" : `    → ${printable(remedy)}\n`}`;
}

async function doctor(options: DoctorOptions, world: World): Promise<number> {
  const node = world.nodeVersion === undefined ? [] : [examineNode(world.nodeVersion)];
  const diagnoses = [...node, ...(await examineContent(options, world)), examineToken(tokenOf(world))];
  const isWell = diagnoses.every(({ state }) => state !== "problem");
  if (options.json) world.print(`${JSON.stringify({ schemaVersion: 1, isWell, diagnoses })}\n`);
  else
    world.print(
      `${diagnoses.map((each) => lineOf(each, world)).join("")}\n${isWell ? "Ready to work." : "Mend what is marked ✗ first."}\n`,
    );
  return isWell ? 0 : 1;
}

const examples = `
Example:
  dealbook doctor

Exit codes: 0 ready to work, 1 something is to be mended.`;

/** Adds `dealbook doctor`. */
export function addDoctor(program: Command, run: Run): void {
  program
    .command("doctor")
    .description("Look at the set-up, and say how to mend what is wrong.")
    .addHelpText("after", examples)
    .action((_options, command: Command) => run(command, doctor));
}
