import { printable } from "../../adapters/reports/printable.ts";
import { placeDeal } from "../../app/find-deal.ts";
import { Refusal } from "../../app/refusal.ts";
import type { Content } from "../../core/check/check-content.ts";
import { isClosed } from "../../core/pipeline/pipeline.ts";
import { answered, loadPrompts } from "../prompts.ts";
import type { World } from "../world.ts";

/** All deals to choose from: those at work first, then closed ones, then those that are put away or cannot be read. */
export function dealChoices(content: Content): { value: string; label: string; hint: string }[] {
  const choices = content.deals.files.map((file) => {
    const placed = placeDeal(content, file);
    const place = !placed || placed.deal.archived !== undefined ? 2 : isClosed(placed.stage) ? 1 : 0;
    const label = file.deal ? `${file.deal.company} | ${file.deal.title}` : file.slug;
    return { place, choice: { value: file.slug, label: printable(label), hint: printable(file.deal?.stage ?? "unreadable") } };
  });
  const inOrder = choices.toSorted((a, b) => a.place - b.place || a.choice.label.localeCompare(b.choice.label));
  return inOrder.map(({ choice }) => choice);
}

/** The slug given, or the one picked on a terminal. */
export async function pickDeal(content: Content, slug: string | undefined, world: World): Promise<string> {
  if (slug !== undefined) return slug;
  if (!world.isInteractive) throw new Refusal("No deal is named.", "Give its slug; see them all with: dealbook list");
  return answered(await (await loadPrompts()).autocomplete({ message: "Which deal?", options: dealChoices(content), maxItems: 10 }));
}
