import { Refusal } from "../../app/refusal.ts";
import type { Content } from "../../core/check/check-content.ts";
import { answered, loadPrompts } from "../prompts.ts";
import type { World } from "../world.ts";

/** The slug given, or the one picked on a terminal. */
export async function pickDeal(content: Content, slug: string | undefined, world: World): Promise<string> {
  if (slug !== undefined) return slug;
  if (!world.isInteractive) throw new Refusal("No deal is named.", "Give its slug; see them all with: dealbook list");
  const options = content.deals.files.map((file) => ({
    value: file.slug,
    label: file.deal ? `${file.deal.company} | ${file.deal.title}` : file.slug,
    hint: file.deal?.stage ?? "unreadable",
  }));
  return answered(await (await loadPrompts()).autocomplete({ message: "Which deal?", options, maxItems: 10 }));
}
