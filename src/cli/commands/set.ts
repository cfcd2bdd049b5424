import type { Command } from "commander";
import { changeDeal } from "../../app/change-deal.ts";
import { type JudgedUpdate, judgeUpdate, type UpdateFacts } from "../../app/draft-update.ts";
import { Refusal } from "../../app/refusal.ts";
import { cardTitle } from "../../core/deal/deal.ts";
import type { FormField } from "../../core/form/form-field.ts";
import { answerIn } from "../../core/form/move-form.ts";
import { isId } from "../../core/text/field-types.ts";
import { askerOf } from "../ask.ts";
import type { World } from "../world.ts";
import { askField } from "./ask-field.ts";
import { addChangeOptions } from "./change-options.ts";
import { openDeal } from "./move.ts";
import { printDone, printRefused } from "./move-output.ts";
import { deskOf, type MoveOptions } from "./move-setting.ts";
import type { Run } from "./run.ts";

type Answers = Readonly<Record<string, string>>;

// A row of a form is no line of a command.
const isSettable = ({ name, input }: FormField): boolean => input.kind !== "line-items" && !name.startsWith("new-link.");

/** The fields that can be set, in the order of the form. */
const settable = ({ groups }: JudgedUpdate): FormField[] => groups.flatMap(({ fields }) => fields).filter(isSettable);

// These have nothing in common but their place.
const isOwnGroup = (name: string): boolean => name === "fields" || name === "links";

/** The field of a name, or the first of a group: `amount` is `amount.value`. */
const fieldNamed = (name: string, fields: readonly FormField[]): FormField | undefined =>
  fields.find((field) => field.name === name) ?? fields.find((field) => field.name.startsWith(`${name}.`) && !isOwnGroup(name));

/** The two sides of each `name=value`. */
const sidesOf = (given: readonly string[]): [string, string][] =>
  given.map((text) => {
    const [, name = "", value = ""] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
    if (name !== "") return [name, value];
    throw new Refusal(
      `"${text}" sets no field.`,
      "Write it as name=value, such as expected_close=2026-12-31; nothing behind the = empties it.",
    );
  });

/** Names of the links among them. */
const linksIn = (sides: readonly (readonly [string, string])[]): string[] =>
  sides.flatMap(([name]) => (name.startsWith("links.") ? [name.slice("links.".length)] : [])).filter(isId);

/** What they answer. */
function answersTo(sides: readonly (readonly [string, string])[], fields: readonly FormField[]): Answers {
  return Object.fromEntries(
    sides.map(([name, value]) => {
      const field = fieldNamed(name, fields);
      if (field) return [field.name, value];
      const names = fields.map((each) => each.name).join(", ");
      throw new Refusal(`"${name}" is no field that can be set.`, `Moves set the stage, and the file holds lists. Set one of: ${names}`);
    }),
  );
}

/** What somebody at the terminal wants to be set; without one it has to be given. */
async function askedAnswers(fields: readonly FormField[], { placed }: UpdateFacts, world: World): Promise<Answers> {
  const asker = askerOf(world);
  if (!asker) throw new Refusal("What is to be set?", "Give it as name=value, such as expected_close=2026-12-31.");
  const choices = fields.map((field) => {
    const now = answerIn(placed.deal, field);
    return { value: field.name, label: now === "" ? field.label : `${field.label} (${now})` };
  });
  const name = await asker.choose("What is to be set?", choices);
  const field = fieldNamed(name, fields);
  return field ? { [name]: await askField(field, field.label, asker) } : {};
}

/** Refuses what cannot be put down as it was typed. */
function refuseUnsound({ changes, isEntangled, file }: JudgedUpdate): void {
  if (isEntangled) throw new Refusal(`${file.path} says this in one place for several.`, "Change it in the file.");
  const [complaint] = changes.flatMap(({ complaints }) => [...complaints]);
  if (complaint) throw new Refusal(`${complaint[0]}: ${complaint[1]}`, "Nothing was written. Run the command again.");
}

async function set(options: MoveOptions, world: World, ...[slug, ...given]: string[]): Promise<number> {
  const { setting, placed } = await openDeal(options, world, slug);
  const sides = sidesOf(given);
  const facts: UpdateFacts = { placed, content: setting.content, today: setting.workspace.today, links: linksIn(sides) };
  const fields = settable(judgeUpdate(facts, {}));
  const answers = sides.length === 0 ? await askedAnswers(fields, facts, world) : answersTo(sides, fields);
  const judged = judgeUpdate(facts, answers);
  refuseUnsound(judged);
  const { deal, pipeline } = placed;
  if (judged.changes.length === 0)
    throw new Refusal(`${cardTitle(deal, pipeline.card)} says so already.`, `See what it says: dealbook show ${deal.slug}`);
  const { file, headline, name } = judged;
  const edit = { placed, today: facts.today, text: file.text, name, message: headline };
  const outcome = await changeDeal(edit, setting.content, deskOf(setting));
  if (!outcome.plan.isAllowed) return printRefused(outcome.plan, setting);
  const changes = judged.changes.map(({ part, from = null, to = null }) => ({ field: part, from, to }));
  return printDone(outcome, { data: { slug: deal.slug, changes }, headline }, setting);
}

const examples = `
Examples:
  dealbook set acme-robotics-line-monitoring amount=52000 expected_close=2026-12-31
  dealbook set acme-robotics-line-monitoring next_step.action="Send the offer" next_step.due=2026-12-01 --pr
  dealbook set acme-robotics-line-monitoring forecast=            (nothing behind the = empties a field)
  dealbook set acme-robotics-line-monitoring                      (asks, on a terminal)`;

/** Adds `dealbook set`. */
export function addSet(program: Command, run: Run): void {
  const command = program
    .command("set")
    .argument("[deal]", "the deal's slug; asked for on a terminal")
    .argument("[name=value...]", "fields and what they are to say; asked for on a terminal")
    .description("Change what a deal says: its value, expected close, next step, owner, your own fields.");
  addChangeOptions(command)
    .addHelpText("after", examples)
    .action(function (this: Command) {
      return run(this, set);
    });
}
