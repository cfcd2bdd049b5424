import type { BusinessDate } from "../core/calendar/business-date.ts";
import type { Content } from "../core/check/check-content.ts";
import { cardTitle } from "../core/deal/deal.ts";
import { editDeal, type FieldEdit } from "../core/deal/edit-deal.ts";
import { isClosed } from "../core/pipeline/pipeline.ts";
import { changeDeal } from "./change-deal.ts";
import type { PlacedDeal } from "./find-deal.ts";
import type { ChangeOutcome } from "./move-deal.ts";
import type { Desk } from "./record-change.ts";
import { Refusal } from "./refusal.ts";

/** A deal that asks the time rules for time. */
export interface SnoozeRequest {
  readonly placed: PlacedDeal;
  /** The first day on which time rules act again. */
  readonly until: BusinessDate;
  readonly reason: string;
  readonly today: BusinessDate;
  /** Fields to fill in along with it; `snooze` is not among them. */
  readonly also: readonly FieldEdit[];
}

function refuseUseless({ placed: { stage, deal }, until, reason, today }: SnoozeRequest): void {
  if (isClosed(stage)) throw new Refusal(`The deal is closed, in ${stage.name}; no time rule concerns it.`, "Nothing is to be done.");
  if (until <= today)
    throw new Refusal(`${until} is not after today (${today}).`, `Give --until a later day: dealbook snooze ${deal.slug} --until …`);
  if (reason.trim() === "") throw new Refusal("A snooze needs a reason.", 'Add --reason "…" with what you are waiting for.');
}

/** Writes the snooze into the deal, on a branch of its own. Where the check would refuse it, nothing is written. */
export async function snoozeDeal(request: SnoozeRequest, content: Content, desk: Desk): Promise<ChangeOutcome> {
  refuseUseless(request);
  const { placed, until, reason, today, also } = request;
  const text = editDeal(placed.file, [{ field: "snooze", value: { until, reason: reason.trim() }, after: "stage_entered" }, ...also]);
  const message = `Snooze ${cardTitle(placed.deal, placed.pipeline.card)} until ${until}: ${reason.trim()}`;
  return changeDeal({ placed, today, text, name: `snooze-${until}`, message }, content, desk);
}
