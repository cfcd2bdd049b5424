import { stringify } from "yaml";
import type { Template } from "../pipeline/template.ts";
import { headingsOf, parseMarkdown } from "../text/markdown.ts";
import { type DocumentFacts, documentValues } from "./document-values.ts";
import { fillTemplate } from "./fill-template.ts";

/** What a new document starts from. */
export interface NewDocument {
  /** Id of the template, without a language. */
  readonly id: string;
  readonly template: Template;
  readonly language?: string | undefined;
  readonly facts: DocumentFacts;
}

/** The template's title, unless its text begins with one. */
const titleOf = ({ title, body }: Template): { readonly title?: string } =>
  headingsOf(parseMarkdown(body))[0]?.depth === 1 ? {} : { title };

/** The text of a new document's file: a draft, filled from the deal. */
export function newDocumentText({ id, template, language, facts }: NewDocument): string {
  const front = { template: id, ...titleOf(template), ...(language !== undefined && { language }), status: "draft" };
  const { locale, deal } = facts;
  const body = fillTemplate(template.body, { values: documentValues(facts), items: deal.line_items, locale });
  return `---\n${stringify(front, { lineWidth: 0 })}---\n\n${body.replace(/^(?:[ \t]*\n)+/, "").trimEnd()}\n`;
}
