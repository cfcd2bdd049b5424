import type { BusinessDate } from "../core/calendar/business-date.ts";
import type { Content } from "../core/check/check-content.ts";
import { judgeDeal } from "../core/check/judge-deal.ts";
import { slugOf } from "../core/deal/deal-files.ts";
import { type NewDeal, newDealPath, newDealText } from "../core/deal/new-deal.ts";
import { parseDeal } from "../core/deal/parse-deal.ts";
import { countErrors } from "../core/finding/finding.ts";
import { isId } from "../core/text/field-types.ts";
import type { PlannedMove } from "./move-deal.ts";
import { Refusal } from "./refusal.ts";

/** Plans a new deal: its path and text, and what the check says to it. Nothing has been written yet. */
export function planNewDeal(deal: NewDeal, content: Content, today: BusinessDate): PlannedMove {
  if (!isId(deal.slug))
    throw new Refusal(`"${deal.slug}" cannot be a deal's name.`, "Use lower-case letters, digits and hyphens, such as acme-data-platform.");
  const taken = content.dealPaths.find((path) => slugOf(path) === deal.slug);
  if (taken !== undefined)
    throw new Refusal(`There is a deal "${deal.slug}" already: ${taken}.`, "Choose another name with --slug, or go on with that deal.");
  const path = newDealPath(deal.slug, content.settings.organisation?.deals_folder ?? "{year}", today);
  const text = newDealText(deal, today);
  const { rules, people } = content.settings;
  const findings = judgeDeal({ file: parseDeal(text, path), documents: [], before: null }, { rules, people, today });
  return { path, text, findings, isAllowed: countErrors(findings) === 0 };
}
