import type { BusinessDate } from "../core/calendar/business-date.ts";
import type { Content } from "../core/check/check-content.ts";
import type { NewDeal } from "../core/deal/new-deal.ts";
import type { ChangeOutcome } from "./move-deal.ts";
import { planNewDeal } from "./plan-new-deal.ts";
import { type Desk, recordChange } from "./record-change.ts";
import { dealAtWork, refuseOutdated } from "./refuse-outdated.ts";

/** A new deal to create, on which day. */
export interface NewDealRequest {
  readonly deal: NewDeal;
  readonly today: BusinessDate;
}

/** Creates a deal, on a branch of its own. Where the check would refuse it, nothing is written. */
export async function createDeal({ deal, today }: NewDealRequest, content: Content, desk: Desk): Promise<ChangeOutcome> {
  const plan = planNewDeal(deal, content, today);
  if (!plan.isAllowed) return { plan, recorded: null };
  await refuseOutdated(desk, [dealAtWork({ path: plan.path, slug: deal.slug, text: "" })]);
  const message = `New deal ${deal.company} | ${deal.title}`;
  const change = { path: plan.path, text: plan.text, branch: `deal/${deal.slug}-${deal.stage}`, message };
  return { plan, recorded: await recordChange(change, desk) };
}
