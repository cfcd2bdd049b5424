import type { BusinessDate } from "../core/calendar/business-date.ts";
import type { Content } from "../core/check/check-content.ts";
import { judgeDeal } from "../core/check/judge-deal.ts";
import { ownerOf, slugOf } from "../core/deal/deal-files.ts";
import { parseDocument } from "../core/deal/document.ts";
import { type NewDeal, newDealPath, newDealText } from "../core/deal/new-deal.ts";
import { parseDeal } from "../core/deal/parse-deal.ts";
import { newDocumentPath } from "../core/document/template-choice.ts";
import { countErrors } from "../core/finding/finding.ts";
import { isId } from "../core/text/field-types.ts";
import type { WrittenDocument } from "./draft-answers.ts";
import type { PlannedChange } from "./plan-move.ts";
import type { ChangedFile } from "./ports.ts";
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

/** A new deal with the documents that are written along with it. */
export interface DocumentedDeal extends NewDeal {
  readonly documents?: readonly WrittenDocument[];
}

/** A new deal as planned, with its documents. */
export interface PlannedNewDeal extends PlannedChange {
  readonly documents: readonly ChangedFile[];
}

/** Plans a new deal, and judges it as CI will. Refuses a name that is no slug, or taken. */
export function planNewDeal(deal: DocumentedDeal, content: Content, today: BusinessDate): PlannedNewDeal {
  const path = freePath(deal, content, today);
  const text = newDealText(deal, today);
  const documents = (deal.documents ?? []).map((each) => ({ path: newDocumentPath(path, each.template), text: each.text }));
  const parsed = documents.map((each) => parseDocument(each.text, each.path));
  const { rules, people } = content.settings;
  const findings = judgeDeal({ file: parseDeal(text, path), documents: parsed, before: null }, { rules, people, today });
  return { path, text, documents, findings, isAllowed: countErrors(findings) === 0 };
}
