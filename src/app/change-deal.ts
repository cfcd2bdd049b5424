import type { Content } from "../core/check/check-content.ts";
import { type ChangeOutcome, dealOnRecord } from "./move-deal.ts";
import { type DealEdit, planEdit } from "./plan-edit.ts";
import { type Desk, recordChange } from "./record-change.ts";
import { dealAtWork, refuseOutdated } from "./refuse-outdated.ts";

/** Writes an edited deal, on a branch of its own. Where the check would refuse it, nothing is written. */
export async function changeDeal(edit: DealEdit, content: Content, desk: Desk): Promise<ChangeOutcome> {
  const { deal, file } = edit.placed;
  await refuseOutdated(desk, [dealAtWork(file)]);
  const onRecord = await dealOnRecord(desk, file);
  const plan = planEdit(edit, content, onRecord === undefined ? deal : onRecord);
  if (!plan.isAllowed) return { plan, recorded: null };
  const change = { path: plan.path, text: plan.text, branch: `deal/${deal.slug}-${edit.name}`, message: edit.message };
  return { plan, recorded: await recordChange(change, desk) };
}
