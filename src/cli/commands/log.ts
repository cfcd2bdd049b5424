import { Argument, type Command, Option } from "commander";
import { changeDeal } from "../../app/change-deal.ts";
import type { PlacedDeal } from "../../app/find-deal.ts";
import { Refusal } from "../../app/refusal.ts";
import { type BusinessDate, parseBusinessDate } from "../../core/calendar/business-date.ts";
import { activityKinds } from "../../core/deal/activity-kinds.ts";
import { addActivity } from "../../core/deal/add-activity.ts";
import { type Activity, cardTitle } from "../../core/deal/deal.ts";
import { editDeal } from "../../core/deal/edit-deal.ts";
import { parseDeal } from "../../core/deal/parse-deal.ts";
import { personOf } from "../../core/people/people.ts";
import { askerOf } from "../ask.ts";
import type { World } from "../world.ts";
import { addChangeOptions } from "./change-options.ts";
import { openDeal } from "./move.ts";
import { printDone, printRefused } from "./move-output.ts";
import { deskOf, type MoveOptions, type MoveSetting } from "./move-setting.ts";
import type { Run } from "./run.ts";
import { collect, setEdits } from "./set-fields.ts";

interface LogOptions extends MoveOptions {
  readonly note?: string;
  readonly reply?: boolean;
  readonly recorded?: "with-consent";
  readonly date?: string;
  readonly by?: string;
  readonly set?: readonly string[];
}

type Kind = Activity["kind"];

async function kindFor(given: string | undefined, world: World): Promise<Kind> {
  if (given !== undefined) return given as Kind;
  const asker = askerOf(world);
  if (!asker) throw new Refusal("What was done?", `Give one of: ${activityKinds.join(", ")}`);
  const choices = activityKinds.map((value) => ({ value, label: value }));
  return (await asker.choose("What was done?", choices)) as Kind;
}

function dayOf(given: string | undefined, today: BusinessDate): BusinessDate {
  const day = given === undefined ? today : parseBusinessDate(given);
  if (day && day <= today) return day;
  throw new Refusal(`"${given}" is no day up to today (${today}).`, "Give --date as YYYY-MM-DD; what lies ahead is a next step.");
}

/** Who did it: whoever is named, else the person whose address the commits have, else the deal's owner. */
async function doerOf(given: string | undefined, { deal }: PlacedDeal, { workspace, content }: MoveSetting): Promise<string> {
  if (given !== undefined) return given;
  const email = await workspace.repository?.userEmail();
  return (email ? personOf(content.settings.people, email) : undefined) ?? deal.owner;
}

function textWith(activity: Activity, { file, deal }: PlacedDeal): string {
  const text = addActivity(file, activity);
  const count = parseDeal(text, file.path).deal?.activities.length;
  if (count === undefined || count === deal.activities.length + 1) return text;
  throw new Refusal(`The list of activities in ${file.path} is written in a way that cannot be added to.`, "Add the activity in the file.");
}

async function log(options: LogOptions, world: World, ...[slug, kindGiven]: string[]): Promise<number> {
  const { setting, placed } = await openDeal(options, world, slug);
  const { today } = setting.workspace;
  const { deal, pipeline } = placed;
  const date = dayOf(options.date, today);
  const edits = setEdits(options.set);
  const kind = await kindFor(kindGiven, world);
  const note = options.note ?? (kindGiven === undefined ? await askerOf(world)?.text("What came of it?") : undefined);
  const by = await doerOf(options.by, placed, setting);
  const { reply, recorded } = options;
  const activity: Activity = { date, kind, by, ...(note && { note }), ...(reply && { reply }), ...(recorded && { recorded }) };
  const card = cardTitle(deal, pipeline.card);
  const logged = parseDeal(textWith(activity, placed), placed.file.path);
  const edit = { placed, today, text: editDeal(logged, edits), name: `log-${today}`, message: `Log ${kind} for ${card}` };
  const outcome = await changeDeal(edit, setting.content, deskOf(setting));
  if (!outcome.plan.isAllowed) return printRefused(outcome.plan, setting);
  return printDone(outcome, { data: { slug: deal.slug, activity }, headline: `${card}: ${kind} on ${date} by ${by}` }, setting);
}

const examples = `
Examples:
  dealbook log acme-robotics-line-monitoring call --note "Jane wants a pilot on line 3" --reply
  dealbook log acme-robotics-line-monitoring demo --recorded with-consent --date 2026-11-19 --by pavel
  dealbook log acme-robotics-line-monitoring call --set next_step.action="Send the offer" --set next_step.due=2026-12-01

Who did it is the person whose address your commits have (people.yaml), else the deal's owner.`;

/** Adds `dealbook log`. */
export function addLog(program: Command, run: Run): void {
  const command = program
    .command("log")
    .argument("[deal]", "the deal's slug; asked for on a terminal")
    .addArgument(new Argument("[kind]", "what was done; asked for on a terminal").choices(activityKinds))
    .description("Log what was done for a deal: a call, a meeting, an e-mail.")
    .option("--note <text>", "what came of it")
    .option("--reply", "the customer answered")
    .addOption(new Option("--recorded <how>", "it was recorded, and the customer agreed").choices(["with-consent"]))
    .option("--date <date>", "when, as YYYY-MM-DD (default: today)")
    .option("--by <person>", "who did it, from people.yaml")
    .option("--set <name=value>", "a field to fill in along with it, such as next_step.due=2026-12-01; may be repeated", collect);
  addChangeOptions(command)
    .addHelpText("after", examples)
    .action(function (this: Command) {
      return run(this, log);
    });
}
