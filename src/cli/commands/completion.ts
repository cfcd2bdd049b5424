import { Argument, type Command } from "commander";
import { loadContent } from "../../app/load-content.ts";
import { Refusal } from "../../app/refusal.ts";
import type { Content } from "../../core/check/check-content.ts";
import { completionScripts, type Shell } from "../completion-scripts.ts";
import { type CommonOptions, openWorkspace } from "../workspace.ts";
import type { World } from "../world.ts";
import type { Run } from "./run.ts";

/** Every stage by its id, and by pipeline/stage for a handover. */
const stageNames = ({ settings }: Content): string[] => {
  const pipelines = [...settings.rules.pipelines.values()];
  const own = pipelines.flatMap(({ stages }) => stages.map(({ id }) => id));
  const full = pipelines.length > 1 ? pipelines.flatMap(({ id, stages }) => stages.map((stage) => `${id}/${stage.id}`)) : [];
  return [...new Set([...own, ...full])];
};

const dealNames = (content: Content): string[] => content.deals.files.map(({ slug }) => slug);
const personNames = ({ settings }: Content): string[] => Object.keys(settings.people?.people ?? {});

/** What the value of an option can be, where the content knows it. */
const optionValues: Readonly<Record<string, (content: Content) => string[]>> = {
  "--to": stageNames,
  "--stage": stageNames,
  "--before": dealNames,
  "--after": dealNames,
  "--by": personNames,
  "--owner": personNames,
  "--pipeline": ({ settings }) => [...settings.rules.pipelines.keys()],
};

const argumentValues: Readonly<Record<string, (content: Content) => string[]>> = {
  deal: dealNames,
  template: ({ settings }) => [...settings.rules.templates.keys()],
};

/** The option whose value is being written, if one is. */
function openOption(command: Command, before: readonly string[]): string | undefined {
  const last = before.at(-1) ?? "";
  const option = command.options.find(({ long }) => long === last);
  return option?.required ? last : undefined;
}

/** Arguments that are written already: the words that are neither options nor their values. */
const writtenArguments = (command: Command, words: readonly string[]): string[] =>
  words.filter((word, index) => !word.startsWith("-") && openOption(command, words.slice(0, index)) === undefined);

const optionNames = (command: Command): string[] =>
  [...command.options, ...(command.parent?.options ?? [])].flatMap(({ long }) => long ?? []);

/** The words that fit at the end of a command line; `words` holds the one that is being written last. */
function fittingWords(program: Command, words: readonly string[], content: Content | null): string[] {
  const [name, ...rest] = words;
  const visible = program.commands.filter((each) => each.name() !== "complete");
  const command = rest.length > 0 ? visible.find((each) => each.name() === name) : undefined;
  if (!command) return rest.length > 0 ? [] : [...visible.map((each) => each.name()), "help"];
  const [current = "", before] = [rest.at(-1), rest.slice(0, -1)];
  if (current.startsWith("-")) return optionNames(command);
  const option = openOption(command, before);
  if (option !== undefined) return content ? (optionValues[option]?.(content) ?? []) : [];
  const argument = command.registeredArguments[writtenArguments(command, before).length];
  if (argument?.argChoices) return argument.argChoices;
  return content && argument ? (argumentValues[argument.name()]?.(content) ?? []) : [];
}

async function contentOrNone(options: CommonOptions, world: World): Promise<Content | null> {
  try {
    return await loadContent((await openWorkspace(options, world)).reader);
  } catch (error) {
    // Whoever presses the tab key is not to be told that something is wrong.
    if (error instanceof Refusal) return null;
    throw error;
  }
}

const complete =
  (program: Command) =>
  async (options: CommonOptions, world: World, ...words: string[]): Promise<number> => {
    const written = words.at(-1) ?? "";
    const fitting = fittingWords(program, words, await contentOrNone(options, world)).filter((word) => word.startsWith(written));
    world.print(fitting.map((word) => `${word}\n`).join(""));
    return 0;
  };

async function completion(_options: CommonOptions, world: World, shell: string): Promise<number> {
  world.print(completionScripts[shell as Shell]);
  return 0;
}

const examples = `
Examples:
  source <(dealbook completion bash)                                    in ~/.bashrc
  source <(dealbook completion zsh)                                     in ~/.zshrc, after compinit
  dealbook completion fish > ~/.config/fish/completions/dealbook.fish`;

/** Adds `dealbook completion`, and the hidden command that its scripts ask. */
export function addCompletion(program: Command, run: Run): void {
  program
    .command("completion")
    .addArgument(new Argument("<shell>", "your shell").choices(Object.keys(completionScripts)))
    .description("Print what lets a shell complete commands, deals and stages.")
    .addHelpText("after", examples)
    .action((_shell, _options, command: Command) => run(command, completion));
  program
    .command("complete", { hidden: true })
    .argument("[words...]")
    .action((_words, _options, command: Command) => run(command, complete(program)));
}
