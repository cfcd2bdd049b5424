import { placeArrival } from "../core/automation/arrival.ts";
import { sayStarted } from "../core/automation/started-actions.ts";
import type { Content } from "../core/check/check-content.ts";
import { parseDeal } from "../core/deal/parse-deal.ts";
import type { MoveRequest, PlannedChange } from "./plan-move.ts";

/** What is to happen once a move is recorded, in plain words. */
export function startedBy(
  { placed, today }: Pick<MoveRequest, "placed" | "today">,
  plan: Pick<PlannedChange, "path" | "text">,
  content: Content,
): string[] {
  const file = parseDeal(plan.text, plan.path);
  const { rules, people } = content.settings;
  const arrival = file.deal && placeArrival({ before: placed.deal, file: { ...file, deal: file.deal }, rules, people, date: today });
  return arrival ? sayStarted(arrival) : [];
}
