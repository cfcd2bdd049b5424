import type { BusinessDate } from "../core/calendar/business-date.ts";
import type { Content } from "../core/check/check-content.ts";
import type { DocumentFacts } from "../core/document/document-values.ts";
import { newDocumentText } from "../core/document/new-document.ts";
import { documentLocale } from "../core/document/template-choice.ts";
import { templateFor } from "../core/pipeline/template.ts";
import type { PlacedDeal } from "./find-deal.ts";

/** A deal on a day, for which a document is written. */
export interface DocumentOccasion {
  readonly placed: PlacedDeal;
  readonly today: BusinessDate;
}

const defaultLocale = "en-GB";

/** The organisation's locale. */
export const localeOf = ({ settings }: Content): string => settings.organisation?.locale ?? defaultLocale;

/** What a document in a language is filled from. */
export function documentFacts({ placed, today }: DocumentOccasion, language: string | undefined, content: Content): DocumentFacts {
  const { deal, pipeline } = placed;
  const people = new Map(Object.entries(content.settings.people?.people ?? {}));
  return {
    deal,
    pipeline,
    owner: people.get(deal.owner)?.name ?? deal.owner,
    organisation: content.settings.organisation?.name,
    today,
    locale: documentLocale(language, localeOf(content)),
  };
}

/** The text that a document of a deal starts from; empty where there is no such template. Throws a `RangeError` like `lineItemTotals`. */
export function draftDocument(id: string, occasion: DocumentOccasion, content: Content): string {
  const { language } = occasion.placed.deal;
  const template = templateFor(content.settings.rules.templates, id, language);
  return template ? newDocumentText({ id, template, language, facts: documentFacts(occasion, language, content) }) : "";
}
