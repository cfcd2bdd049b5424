import { autocomplete, isCancel } from "@clack/prompts";
import { Refusal } from "../../app/refusal.ts";
import type { Content } from "../../core/check/check-content.ts";
import type { World } from "../world.ts";

/** Takes an answer of a prompt; Ctrl-C ends the command without having done anything. */
export function answered<T>(answer: T): Exclude<T, symbol> {
  if (isCancel(answer)) throw new Refusal("Cancelled.", "Nothing was changed.");
  return answer as Exclude<T, symbol>;
}

/** The slug given, or the one picked on a terminal. */
export async function pickDeal(content: Content, slug: string | undefined, world: World): Promise<string> {
  if (slug !== undefined) return slug;
  if (!world.isInteractive) throw new Refusal("No deal is named.", "Give its slug; see them all with: dealbook list");
  const options = content.deals.files.map((file) => ({
    value: file.slug,
    label: file.deal ? `${file.deal.company} | ${file.deal.title}` : file.slug,
    hint: file.deal?.stage ?? "unreadable",
  }));
  return answered(await autocomplete({ message: "Which deal?", options, maxItems: 10 }));
}
