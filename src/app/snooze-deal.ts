import type { BusinessDate } from "../core/calendar/business-date.ts";
import type { Content } from "../core/check/check-content.ts";
import { judgeDeal } from "../core/check/judge-deal.ts";
import { cardTitle, type Deal } from "../core/deal/deal.ts";
import { editDeal } from "../core/deal/edit-deal.ts";
import { parseDeal } from "../core/deal/parse-deal.ts";
import { countErrors, type Finding } from "../core/finding/finding.ts";
import { isClosed } from "../core/pipeline/pipeline.ts";
import type { PlacedDeal } from "./find-deal.ts";
import { type ChangeOutcome, dealOnRecord, type PlannedChange } from "./move-deal.ts";
import { type Desk, recordChange } from "./record-change.ts";
import { Refusal } from "./refusal.ts";

/** A deal that asks the time rules for time. */
export interface SnoozeRequest {
  readonly placed: PlacedDeal;
  /** The first day on which time rules act again. */
  readonly until: BusinessDate;
  readonly reason: string;
  readonly today: BusinessDate;
}

function refuseUseless({ placed: { stage, deal }, until, reason, today }: SnoozeRequest): void {
  if (isClosed(stage)) throw new Refusal(`The deal is closed, in ${stage.name}; no time rule concerns it.`, "Nothing is to be done.");
  if (until <= today)
    throw new Refusal(`${until} is not after today (${today}).`, `Give --until a later day: dealbook snooze ${deal.slug} --until …`);
  if (reason.trim() === "") throw new Refusal("A snooze needs a reason.", 'Add --reason "…" with what you are waiting for.');
}

const sameAs =
  ({ code, message }: Finding) =>
  (other: Finding): boolean =>
    other.code === code && other.message === message;

/** Only what the snooze itself breaks can refuse it, as in CI. */
function planSnooze({ placed, until, reason, today }: SnoozeRequest, content: Content, before: Deal | null): PlannedChange {
  const { file } = placed;
  const text = editDeal(file, [{ field: "snooze", value: { until, reason: reason.trim() }, after: "stage_entered" }]);
  const { rules, people } = content.settings;
  const documents = content.deals.documents.get(file.path) ?? [];
  const judge = (each: typeof file) => judgeDeal({ file: each, documents, before }, { rules, people, today });
  const known = judge(file);
  const findings = judge(parseDeal(text, file.path)).filter((finding) => !known.some(sameAs(finding)));
  return { path: file.path, text, findings, isAllowed: countErrors(findings) === 0 };
}

/** Writes the snooze into the deal, on a branch of its own. Where the check would refuse it, nothing is written. */
export async function snoozeDeal(request: SnoozeRequest, content: Content, desk: Desk): Promise<ChangeOutcome> {
  refuseUseless(request);
  const { placed, until, reason } = request;
  const { deal, pipeline, file } = placed;
  const onRecord = await dealOnRecord(desk, file);
  const plan = planSnooze(request, content, onRecord === undefined ? deal : onRecord);
  if (!plan.isAllowed) return { plan, recorded: null };
  const message = `Snooze ${cardTitle(deal, pipeline.card)} until ${until}: ${reason.trim()}`;
  const change = { path: plan.path, text: plan.text, branch: `deal/${deal.slug}-snooze-${until}`, message };
  return { plan, recorded: await recordChange(change, desk) };
}
