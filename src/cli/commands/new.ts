import type { Command } from "commander";
import { createDeal } from "../../app/create-deal.ts";
import { loadContent } from "../../app/load-content.ts";
import { Refusal } from "../../app/refusal.ts";
import type { Content } from "../../core/check/check-content.ts";
import { type NewDeal, suggestSlug } from "../../core/deal/new-deal.ts";
import { parseMoney } from "../../core/money/money.ts";
import { birthStages, type Pipeline } from "../../core/pipeline/pipeline.ts";
import { answered, loadPrompts } from "../prompts.ts";
import { openWorkspace } from "../workspace.ts";
import type { World } from "../world.ts";
import { addChangeOptions } from "./change-options.ts";
import { printDone, printRefused } from "./move-output.ts";
import { deskOf, type MoveOptions, type MoveSetting } from "./move-setting.ts";
import type { Run } from "./run.ts";
import { collect, setFields } from "./set-fields.ts";

interface NewOptions extends MoveOptions {
  readonly company?: string;
  readonly title?: string;
  readonly owner?: string;
  readonly pipeline?: string;
  readonly stage?: string;
  readonly contact?: string;
  readonly source?: string;
  readonly amount?: string;
  readonly currency?: string;
  readonly slug?: string;
  readonly email?: string;
  readonly set?: readonly string[];
}

/** The further fields that `--set name=value` and `--email` give. */
const moreFields = ({ set, email }: NewOptions): Map<string, unknown> =>
  new Map<string, unknown>([...(email === undefined ? [] : [["contact.email", email] as const]), ...setFields(set)]);

/** Something the deal needs, and what was given for it. */
interface Need {
  readonly option: string;
  readonly given: string | undefined;
}

/** Something to choose from, on a terminal. */
interface Choice {
  readonly value: string;
  readonly label: string;
}

async function textFor({ option, given }: Need, message: string, world: World): Promise<string> {
  if (given !== undefined) return given;
  if (!world.isInteractive) throw new Refusal(`A new deal needs --${option}.`, `Add --${option} "…"; see: dealbook new --help`);
  return answered(
    await (await loadPrompts()).text({ message, validate: (value) => (value?.trim() ? undefined : "Please type something.") }),
  );
}

async function choiceFor({ option, given }: Need, choices: readonly Choice[], world: World): Promise<string> {
  if (given !== undefined) return given;
  const [only, ...others] = choices;
  if (only && others.length === 0) return only.value;
  if (choices.length === 0)
    throw new Refusal(`There is no ${option} to choose from.`, "See what is wrong with the settings: dealbook check");
  if (!world.isInteractive)
    throw new Refusal(`A new deal needs --${option}.`, `One of: ${choices.map((choice) => choice.value).join(", ")}`);
  return answered(await (await loadPrompts()).select({ message: `Which ${option}?`, options: [...choices] }));
}

function ownerChoices({ settings }: Content): Choice[] {
  const people = Object.entries(settings.people?.people ?? {});
  return people.filter(([, person]) => person.until === undefined).map(([id, person]) => ({ value: id, label: person.name }));
}

const stageChoices = (pipeline: Pipeline | undefined): Choice[] =>
  (pipeline ? birthStages(pipeline) : []).map((id) => ({
    value: id,
    label: pipeline?.stages.find((stage) => stage.id === id)?.name ?? id,
  }));

async function ask(options: NewOptions, content: Content, world: World): Promise<NewDeal> {
  const { rules, organisation } = content.settings;
  const company = await textFor({ option: "company", given: options.company }, "Which company?", world);
  const title = await textFor({ option: "title", given: options.title }, "What is it about, in a few words?", world);
  const pipelines = [...rules.pipelines.values()].map(({ id, name }) => ({ value: id, label: name }));
  const pipeline = await choiceFor({ option: "pipeline", given: options.pipeline }, pipelines, world);
  const stages = stageChoices(rules.pipelines.get(pipeline));
  // Without a terminal a deal begins at the beginning; the other stages of birth are asked for by name.
  const stage =
    options.stage ??
    (world.isInteractive ? await choiceFor({ option: "stage", given: undefined }, stages, world) : (stages[0]?.value ?? ""));
  const owner = await choiceFor({ option: "owner", given: options.owner }, ownerChoices(content), world);
  const slug = options.slug ?? suggestSlug(company, title);
  if (slug === "")
    throw new Refusal("No file name can be made from these names.", "Give one with --slug, such as --slug acme-data-platform");
  const { contact, source, amount } = options;
  const currency = options.currency ?? organisation?.currency ?? "EUR";
  const money = amount === undefined ? undefined : parseMoney(amount, currency);
  if (typeof money === "string")
    throw new Refusal(`${money}.`, "Give --amount as 48000 or 48000.50, and --currency as a code such as EUR.");
  return { slug, company, title, pipeline, stage, owner, contact, source, amount, currency, more: moreFields(options) };
}

async function create(options: NewOptions, world: World): Promise<number> {
  const workspace = await openWorkspace(options, world);
  const content = await loadContent(workspace.reader);
  const deal = await ask(options, content, world);
  const setting: MoveSetting = { content, workspace, world, options };
  const outcome = await createDeal({ deal, today: workspace.today }, content, deskOf(setting));
  if (!outcome.plan.isAllowed) return printRefused(outcome.plan, setting);
  const stage = content.settings.rules.pipelines.get(deal.pipeline)?.stages.find(({ id }) => id === deal.stage)?.name ?? deal.stage;
  const data = { slug: deal.slug, to: deal.stage };
  const code = await printDone(outcome, { data, headline: `${deal.company} | ${deal.title} begins in ${stage}`, isNewFile: true }, setting);
  if (!options.json) world.print(`  What it needs for the next stage: dealbook next ${deal.slug}\n`);
  return code;
}

const examples = `
Examples:
  dealbook new                       asks for what it needs
  dealbook new --company "Acme Robotics" --title "Line monitoring" --owner amara --source inbound
  dealbook new --company "Acme Robotics" --title "Pilot" --owner amara --amount 12000 --no-commit`;

/** Adds `dealbook new`. */
export function addNew(program: Command, run: Run): void {
  const command = program
    .command("new")
    .description("Create a deal, on a branch of its own.")
    .option("--company <name>", "the company")
    .option("--title <text>", "what it is about, in a few words")
    .option("--owner <id>", "who owns it, from people.yaml")
    .option("--pipeline <id>", "the pipeline, where there are several")
    .option("--stage <id>", "the stage it begins in")
    .option("--contact <name>", "whom you talk to")
    .option("--email <address>", "their e-mail address")
    .option("--set <name=value>", "any other field, such as fields.scope=yes; may be repeated", collect)
    .option("--source <text>", "where the lead came from")
    .option("--amount <decimal>", "the value, such as 48000 or 48000.50")
    .option("--currency <code>", "its currency (default: the organisation's)")
    .option("--slug <slug>", "the file's name (default: from company and title)");
  addChangeOptions(command)
    .addHelpText("after", examples)
    .action((_options, each: Command) => run(each, create));
}
