import { dirname, join, relative, resolve } from "node:path";
import type { Command } from "commander";
import { folderWriter, textFile } from "../../adapters/files.ts";
import {
  folderEntries,
  isInPackage,
  packagePresets,
  presetNames,
  presetShelf,
  repositoryTop,
  schemaShelf,
} from "../../adapters/presets.ts";
import { type IgnoredBuilds, ignoreBuilds } from "../../app/ignore-builds.ts";
import type { PresetShelf } from "../../app/ports.ts";
import { Refusal } from "../../app/refusal.ts";
import { startContent, summarisePresets } from "../../app/start-content.ts";
import { answered, loadPrompts } from "../prompts.ts";
import { type CommonOptions, contentRoot } from "../workspace.ts";
import type { World } from "../world.ts";
import type { Run } from "./run.ts";

interface InitOptions extends CommonOptions {
  readonly preset?: string;
  readonly list?: boolean;
  readonly empty?: boolean;
  readonly force?: boolean;
  readonly json?: boolean;
}

/** Another folder of presets can be named in the environment: an organisation's own, or a test's. */
const presetsRoot = ({ cwd, env }: World): string =>
  env.DEALBOOK_PRESETS === undefined ? packagePresets : resolve(cwd, env.DEALBOOK_PRESETS);

async function printList(presets: PresetShelf, options: InitOptions, world: World): Promise<number> {
  const summaries = await summarisePresets(presets);
  const width = Math.max(0, ...presets.names.map((name) => name.length));
  const lines = summaries.map(({ name, summary }) => `${name.padEnd(width)}  ${summary}\n`);
  world.print(options.json ? `${JSON.stringify({ schemaVersion: 1, presets: summaries })}\n` : lines.join(""));
  return 0;
}

async function presetFor(given: string | undefined, presets: PresetShelf, world: World): Promise<string> {
  if (given !== undefined) return given;
  if (presets.names.length === 0) throw new Refusal("There are no presets here.", "See DEALBOOK_PRESETS, which names their folder.");
  if (!world.isInteractive) throw new Refusal("No preset is named.", `Add --preset with one of: ${presets.names.join(", ")}`);
  const choices = (await summarisePresets(presets)).map(({ name, summary }) => ({ value: name, label: name, hint: summary }));
  return answered(await (await loadPrompts()).select({ message: "Which process is most like yours?", options: choices }));
}

/** The folder as one would type it. */
const shortName = (root: string, { cwd }: World): string => {
  const path = relative(cwd, root);
  return path === "" ? "." : path.startsWith("..") ? root : path;
};

/** Where builds are kept out of git: at the repository's top, or beside the content where there is none yet. */
function ignoreFileFor(root: string, { cwd }: World): string {
  return join(repositoryTop(root) ?? (root === cwd ? root : dirname(root)), ".gitignore");
}

function ignoredLine(file: string, { added, missing }: IgnoredBuilds): string {
  if (missing.length > 0) return `  ${file} is not UTF-8 text and stays as it is; it should name ${missing.join(", ")}\n`;
  return added.length > 0 ? `  Added to ${file}: ${added.join(", ")}\n` : "";
}

/** What was started, and where. */
interface Started {
  /** The content root. */
  readonly root: string;
  /** Paths that belong into the first commit, as one would type them. */
  readonly written: readonly string[];
}

function nextSteps({ root, written }: Started, { empty }: InitOptions, world: World): string {
  const folder = shortName(root, world);
  const isDefault = resolve(world.cwd, "content") === root;
  const content = isDefault ? "" : ` --content ${folder}`;
  const look = isInPackage(root) && isDefault ? "npm start" : `dealbook dev${content}`;
  return [
    "Next:",
    `  1. Edit ${folder}/dealbook.yaml (name, currency, time zone, repository) and ${folder}/people.yaml (your people).`,
    `  2. Look at it: ${look}`,
    `  3. See that all is in order, and commit it: dealbook check${content} && git add ${written.join(" ")} && git commit`,
    empty
      ? `  4. Your first deal: dealbook new${content}. Those of another system: dealbook import --help`
      : `  4. The deals are samples. To begin without them, remove ${folder}/deals now: once recorded, no deal can be deleted.`,
    "",
  ].join("\n");
}

async function init(options: InitOptions, world: World, dir?: string): Promise<number> {
  const presets = presetShelf(presetsRoot(world));
  if (options.list) return printList(presets, options, world);
  const preset = await presetFor(options.preset, presets, world);
  const root = dir === undefined ? contentRoot(options, world) : resolve(world.cwd, dir);
  const present = await folderEntries(root);
  const folder = shortName(root, world);
  const request = { preset, isEmpty: options.empty === true, isForced: options.force === true, present, folder };
  const files = await startContent(request, { presets, schemas: schemaShelf(root), writer: folderWriter(root) });
  const ignoreFile = ignoreFileFor(root, world);
  const ignored = await ignoreBuilds(textFile(ignoreFile));
  if (options.json) {
    const gitignore = { file: ignoreFile, ...ignored };
    world.print(`${JSON.stringify({ schemaVersion: 1, preset, folder: root, files, gitignore })}\n`);
    return 0;
  }
  const ignoreName = shortName(ignoreFile, world);
  const written = [folder, ...(ignored.added.length > 0 && folder !== "." ? [ignoreName] : [])];
  const done = `✓ The preset ${preset} is in ${folder}: ${files.length} files.\n${ignoredLine(ignoreName, ignored)}`;
  world.print(done + nextSteps({ root, written }, options, world));
  return 0;
}

const examples = (world: World): string => `
Presets: ${presetNames(presetsRoot(world)).join(", ")}

Examples:
  dealbook init --list                          what each preset holds
  dealbook init --preset seven-stage            into the folder content, with sample deals
  dealbook init --preset seven-stage --empty    without deals, for a team that begins
  dealbook init --preset seven-stage sales      into the folder sales

DEALBOOK_PRESETS names another folder of presets.`;

/** Adds `dealbook init`. */
export function addInit(program: Command, run: Run, world: World): void {
  program
    .command("init")
    .argument("[dir]", "the folder (default: the content root)")
    .description("Start content of your own from a preset: pipelines, templates, handbook, sample deals; and a .gitignore for builds.")
    .option("--preset <name>", "which preset; asked for on a terminal")
    .option("--list", "list the presets with what they hold")
    .option("--empty", "leave the sample deals out")
    .option("--force", "write into a folder that is not empty")
    .addHelpText("after", () => examples(world))
    .action((_dir, _options, command: Command) => run(command, init));
}
