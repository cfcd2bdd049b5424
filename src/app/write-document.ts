import type { BusinessDate } from "../core/calendar/business-date.ts";
import type { Content } from "../core/check/check-content.ts";
import { documentDifferences } from "../core/deal/compare-documents.ts";
import { cardTitle } from "../core/deal/deal.ts";
import { type DealDocument, type DocumentStatus, parseDocument } from "../core/deal/document.ts";
import { type NewDocument, newDocumentText } from "../core/document/new-document.ts";
import { isLanguage, languageBase, newDocumentPath, templateIds, templateLanguages } from "../core/document/template-choice.ts";
import { type Template, templateFor } from "../core/pipeline/template.ts";
import { didYouMean } from "../core/text/suggest.ts";
import type { PlacedDeal } from "./find-deal.ts";
import type { ChangeOutcome } from "./move-deal.ts";
import { documentFacts, localeOf } from "./new-document.ts";
import { type Desk, recordChange } from "./record-change.ts";
import { Refusal } from "./refusal.ts";
import { dealAtWork, refuseOutdated } from "./refuse-outdated.ts";

/** A document to write for a deal. */
export interface DocumentRequest {
  readonly placed: PlacedDeal;
  /** Id of the template. */
  readonly template: string;
  /** The language that was asked for; the deal's own where none was. */
  readonly language?: string | undefined;
  /** True to write over a document that is there already. */
  readonly isForced: boolean;
  readonly today: BusinessDate;
}

/** A document that was written. */
export interface WrittenDocument extends ChangeOutcome {
  readonly document: DealDocument;
  /** The template it was written from. */
  readonly template: Template;
}

function refuseUnknownTemplate(id: string, { settings }: Content): void {
  const { templates, unread } = settings.rules;
  const path = `templates/${id}.md`;
  if (unread.has(path)) throw new Refusal(`The template ${path} cannot be read as it stands.`, "See what is wrong with it: dealbook check");
  const ids = templateIds(templates);
  if (!ids.includes(id)) throw new Refusal(`There is no template "${id}".`, didYouMean(id, ids));
}

/** Templates without a language are in the organisation's own; others are there in the languages that they name. */
function refuseUnknownLanguage(language: string, content: Content): void {
  const known = [...new Set([languageBase(localeOf(content)), ...templateLanguages(content.settings.rules.templates)])];
  const isKnown = isLanguage(language) && (known.includes(language) || known.includes(languageBase(language)));
  if (!isKnown) throw new Refusal(`There is no template in the language "${language}".`, didYouMean(language, known));
}

function templateInLanguage(id: string, language: string | undefined, content: Content): Template {
  const { templates } = content.settings.rules;
  const template = templateFor(templates, id, language);
  if (template) return template;
  const languages = templateLanguages(templates, id);
  throw new Refusal(`The template "${id}" is there in ${languages.join(", ")} only.`, `Name the language: --lang ${languages[0]}`);
}

const states: Readonly<Record<DocumentStatus, string>> = {
  draft: "as a draft",
  sent: "and has been sent",
  "signed-by-us": "signed by us",
  signed: "signed by both sides",
};

/** The document at a path, where there is one that can be read. */
const documentAt = (path: string, { placed }: DocumentRequest, content: Content): DealDocument | null =>
  content.deals.documents.get(placed.file.path)?.find((each) => each.document?.path === path)?.document ?? null;

function refuseExisting(path: string, request: DocumentRequest, content: Content): void {
  if (request.isForced || !content.paths.includes(path)) return;
  const document = documentAt(path, request, content);
  throw new Refusal(
    `The document ${path} is there already${document ? `, ${states[document.status]}` : ""}.`,
    "Edit it; or write it anew with --force, which loses what is in it and not committed.",
  );
}

/** git has nothing to commit where nothing changes. */
function refuseSame(existing: DealDocument | null, written: DealDocument): void {
  const isSame = existing?.body === written.body && existing.status === written.status && existing.language === written.language;
  if (isSame) throw new Refusal(`The document ${written.path} says just this already.`, "Nothing was written.");
}

/** Chooses template and language. Refuses those that are not there, and to write over a document. */
function planDocument(request: DocumentRequest, content: Content): { readonly path: string; readonly document: NewDocument } {
  const { placed, template: id } = request;
  refuseUnknownTemplate(id, content);
  if (request.language !== undefined) refuseUnknownLanguage(request.language, content);
  const language = request.language ?? placed.deal.language;
  const template = templateInLanguage(id, language, content);
  const path = newDocumentPath(placed.file.path, id, request.language);
  refuseExisting(path, request, content);
  return { path, document: { id, template, language, facts: documentFacts(request, language, content) } };
}

function textOf(document: NewDocument): string {
  try {
    return newDocumentText(document);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new Refusal("The deal's line items come to more than can be counted exactly.", "Correct their quantities and prices.");
  }
}

function readBack(text: string, path: string): DealDocument {
  const read = parseDocument(text, path);
  if (!read.document) throw new Error(`The document written to ${path} cannot be read: ${read.problem.message}`);
  return read.document;
}

/** Writes a document of a deal from its template, on a branch of its own. */
export async function writeDocument(request: DocumentRequest, content: Content, desk: Desk): Promise<WrittenDocument> {
  const { file, deal, pipeline } = request.placed;
  const { path, document } = planDocument(request, content);
  const { template } = document;
  const title = `${template.title} for ${cardTitle(deal, pipeline.card)}`;
  await refuseOutdated(desk, [dealAtWork(file), { path, name: title, compare: documentDifferences }]);
  const text = textOf(document);
  const written = readBack(text, path);
  refuseSame(documentAt(path, request, content), written);
  const name = request.language === undefined ? document.id : `${document.id}-${request.language}`;
  const change = { deal: file.path, path, text, branch: `deal/${deal.slug}-${name}`, message: `Write ${title}` };
  const recorded = await recordChange(change, desk);
  return { plan: { path, text, findings: [], isAllowed: true }, recorded, document: written, template };
}
