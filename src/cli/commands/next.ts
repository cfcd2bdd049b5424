import { styleText } from "node:util";
import type { Command } from "commander";
import { printable } from "../../adapters/reports/printable.ts";
import { findDeal } from "../../app/find-deal.ts";
import { loadContent } from "../../app/load-content.ts";
import { cardTitle } from "../../core/deal/deal.ts";
import { type Checklist, type ChecklistItem, nextChecklist } from "../../core/gate/checklist.ts";
import { isClosed, type Stage } from "../../core/pipeline/pipeline.ts";
import { type CommonOptions, openWorkspace } from "../workspace.ts";
import type { World } from "../world.ts";
import { pickDeal } from "./pick-deal.ts";
import type { Run } from "./run.ts";

interface NextOptions extends CommonOptions {
  readonly json?: boolean;
}

/** Met, missing, or still to be decided by others. */
function markOf({ isMet, gaps }: ChecklistItem): readonly [string, "green" | "red" | "yellow"] {
  if (!isMet) return ["✗", "red"];
  return gaps.length > 0 ? ["?", "yellow"] : ["✓", "green"];
}

function itemLines(item: ChecklistItem, prefix: string, world: World): string[] {
  const [mark, colour] = markOf(item);
  const painted = world.isColoured ? styleText(colour, mark, { validateStream: false }) : mark;
  const gaps = item.gaps.flatMap((gap) => {
    const place = gap.place ? ` (${prefix}${gap.place.file}:${gap.place.at.line})` : "";
    return [`      ${gap.message}${place}`, `      → ${gap.hint}`];
  });
  return [`  ${painted} ${item.say}`, ...gaps].map(printable);
}

function heading({ stage, items }: Checklist, from: Stage): string {
  const missing = items.filter((item) => !item.isMet).length;
  if (isClosed(from))
    return missing === 0 ? `Closed in ${from.name}. Nothing is left to do.` : `Closed in ${from.name}; still to see done: ${missing}.`;
  return missing === 0 ? `${from.name} → ${stage.name}: everything is there.` : `${from.name} → ${stage.name}: ${missing} missing.`;
}

async function next(options: NextOptions, world: World, slug?: string): Promise<number> {
  const { reader, prefix, today } = await openWorkspace(options, world);
  const content = await loadContent(reader);
  const { deal, file, pipeline, stage } = findDeal(content, await pickDeal(content, slug, world));
  const { rules, people } = content.settings;
  const documents = (content.deals.documents.get(file.path) ?? []).flatMap((each) => each.document ?? []);
  const checklist = nextChecklist({ deal, documents, rules, people, pipeline, stage, today });
  const isReady = checklist.items.every((item) => item.isMet);
  if (options.json) {
    const items = checklist.items.map(({ gaps, examples: _examples, ...item }) => ({
      ...item,
      gaps: gaps.map(({ message, hint }) => ({ message, hint })),
    }));
    world.print(`${JSON.stringify({ schemaVersion: 1, slug: deal.slug, from: stage.id, to: checklist.stage.id, isReady, items })}\n`);
    return 0;
  }
  const action = isReady && !isClosed(stage) ? ["", `Ready: dealbook advance ${deal.slug}`] : [];
  const lines = [
    printable(cardTitle(deal, pipeline.card)),
    heading(checklist, stage),
    "",
    ...checklist.items.flatMap((item) => itemLines(item, prefix, world)),
    ...action,
  ];
  world.print(`${lines.join("\n")}\n`);
  return 0;
}

const examples = `
Example:
  dealbook next acme-robotics-line-monitoring`;

/** Adds `dealbook next`. */
export function addNext(program: Command, run: Run): void {
  program
    .command("next")
    .argument("[deal]", "the deal's slug; asked for on a terminal")
    .description("What is missing for the next stage, as a checklist.")
    .addHelpText("after", examples)
    .action((_slug, _options, command: Command) => run(command, next));
}
