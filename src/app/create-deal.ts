import type { BusinessDate } from "../core/calendar/business-date.ts";
import type { Content } from "../core/check/check-content.ts";
import { judgeDeal } from "../core/check/judge-deal.ts";
import { ownerOf, slugOf } from "../core/deal/deal-files.ts";
import { type NewDeal, newDealPath, newDealText } from "../core/deal/new-deal.ts";
import { parseDeal } from "../core/deal/parse-deal.ts";
import { countErrors } from "../core/finding/finding.ts";
import { isId } from "../core/text/field-types.ts";
import type { ChangeOutcome, PlannedChange } from "./move-deal.ts";
import { type Desk, recordChange } from "./record-change.ts";
import { Refusal } from "./refusal.ts";

/** Where the new deal's file goes. Refuses a name that is no slug, or taken. */
function freePath({ slug }: NewDeal, content: Content, today: BusinessDate): string {
  if (!isId(slug))
    throw new Refusal(`"${slug}" cannot be a deal's name.`, "Use lower-case letters, digits and hyphens, such as acme-data-platform.");
  const taken = content.dealPaths.find((path) => slugOf(path) === slug);
  if (taken !== undefined)
    throw new Refusal(`There is a deal "${slug}" already: ${taken}.`, "Choose another name with --slug, or go on with that deal.");
  const path = newDealPath(slug, content.settings.organisation?.deals_folder ?? "{year}", today);
  if (content.dealPaths.includes(ownerOf(path)))
    throw new Refusal(
      `${path} would be a document of the deal ${ownerOf(path)}.`,
      "Give new deals another folder: deals_folder in dealbook.yaml.",
    );
  return path;
}

function planNewDeal(deal: NewDeal, content: Content, today: BusinessDate): PlannedChange {
  const path = freePath(deal, content, today);
  const text = newDealText(deal, today);
  const { rules, people } = content.settings;
  const findings = judgeDeal({ file: parseDeal(text, path), documents: [], before: null }, { rules, people, today });
  return { path, text, findings, isAllowed: countErrors(findings) === 0 };
}

/** A new deal to create, on which day. */
export interface NewDealRequest {
  readonly deal: NewDeal;
  readonly today: BusinessDate;
}

/** Creates a deal, on a branch of its own. Where the check would refuse it, nothing is written. */
export async function createDeal({ deal, today }: NewDealRequest, content: Content, desk: Desk): Promise<ChangeOutcome> {
  const plan = planNewDeal(deal, content, today);
  if (!plan.isAllowed) return { plan, recorded: null };
  const message = `New deal ${deal.company} | ${deal.title}`;
  const change = { path: plan.path, text: plan.text, branch: `deal/${deal.slug}-${deal.stage}`, message };
  return { plan, recorded: await recordChange(change, desk) };
}
