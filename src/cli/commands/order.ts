import type { Command } from "commander";
import { changeDeal } from "../../app/change-deal.ts";
import { findDeal, type PlacedDeal } from "../../app/find-deal.ts";
import { Refusal } from "../../app/refusal.ts";
import { priorityFor, type WantedPlace } from "../../core/deal/column-place.ts";
import { cardTitle } from "../../core/deal/deal.ts";
import { editDeal } from "../../core/deal/edit-deal.ts";
import type { World } from "../world.ts";
import { addChangeOptions } from "./change-options.ts";
import { openDeal } from "./move.ts";
import { printDone, printRefused } from "./move-output.ts";
import { deskOf, type MoveOptions, type MoveSetting } from "./move-setting.ts";
import type { Run } from "./run.ts";

interface OrderOptions extends MoveOptions {
  readonly first?: boolean;
  readonly before?: string;
  readonly after?: string;
}

function wantedPlace({ first, before, after }: OrderOptions): WantedPlace {
  const places: WantedPlace[] = [
    ...(first ? [{ at: "first" } as const] : []),
    ...(before === undefined ? [] : [{ at: "before", other: before } as const]),
    ...(after === undefined ? [] : [{ at: "after", other: after } as const]),
  ];
  const [place, second] = places;
  if (place && !second) return place;
  throw new Refusal("Where is it to go?", "Give one of --first, --before OTHER and --after OTHER.");
}

function priorityIn(wanted: WantedPlace, { deal, stage }: PlacedDeal, { content }: MoveSetting): number {
  const deals = content.deals.files.flatMap((file) => file.deal ?? []);
  const others = deals.filter(
    (each) => each.pipeline === deal.pipeline && each.stage === deal.stage && each.slug !== deal.slug && each.archived === undefined,
  );
  if (wanted.at !== "first") {
    const other = findDeal(content, wanted.other);
    if (!others.includes(other.deal))
      throw new Refusal(`${wanted.other} is not beside it, in ${stage.name}.`, "Name another deal of that column: dealbook board");
  }
  const priority = priorityFor(wanted, others);
  if (priority !== undefined) return priority;
  const other = wanted.at === "first" ? deal.slug : wanted.other;
  throw new Refusal(
    `${other} has no place of its own yet: it has no priority, or shares it with another.`,
    `Give it one first: dealbook order ${other} --first`,
  );
}

const placeText = (wanted: WantedPlace): string => (wanted.at === "first" ? "first" : `${wanted.at} ${wanted.other}`);

async function order(options: OrderOptions, world: World, slug?: string): Promise<number> {
  const wanted = wantedPlace(options);
  const { setting, placed } = await openDeal(options, world, slug);
  const { deal, pipeline, stage, file } = placed;
  const priority = priorityIn(wanted, placed, setting);
  const text = editDeal(file, [{ field: "priority", value: priority, after: "stage_entered" }]);
  const card = cardTitle(deal, pipeline.card);
  const edit = {
    placed,
    today: setting.workspace.today,
    text,
    name: "order",
    message: `Put ${card} ${placeText(wanted)} in ${stage.name}`,
  };
  const outcome = await changeDeal(edit, setting.content, deskOf(setting));
  if (!outcome.plan.isAllowed) return printRefused(outcome.plan, setting);
  return printDone(outcome, { data: { slug: deal.slug, priority }, headline: `${card}: ${placeText(wanted)} in ${stage.name}` }, setting);
}

const examples = `
Examples:
  dealbook order acme-robotics-line-monitoring --first
  dealbook order acme-robotics-line-monitoring --after vantaa-hydrogen-leak-detection`;

/** Adds `dealbook order`. */
export function addOrder(program: Command, run: Run): void {
  const command = program
    .command("order")
    .argument("[deal]", "the deal's slug; asked for on a terminal")
    .description("Put a deal at a place of its column on the board.")
    .option("--first", "at the top")
    .option("--before <deal>", "above another deal of the column")
    .option("--after <deal>", "below another deal of the column");
  addChangeOptions(command)
    .addHelpText("after", examples)
    .action((_slug, _options, each: Command) => run(each, order));
}
