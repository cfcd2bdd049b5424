import { documentsFolder } from "../deal/deal-files.ts";
import type { Template } from "../pipeline/template.ts";

const language = /^[a-z]{2}(?:-[A-Z]{2})?$/;

const variant = /^(.+)\.([a-z]{2}(?:-[A-Z]{2})?)$/;

/** True for a language such as `es` or `es-MX`. */
export const isLanguage = (text: string): boolean => language.test(text);

/** A language without its region. */
export const languageBase = (tag: string): string => tag.slice(0, 2).toLowerCase();

/** The ids of all templates, each once, whatever languages it is there in. */
export const templateIds = (templates: ReadonlyMap<string, Template>): string[] => [
  ...new Set([...templates.keys()].map((name) => variant.exec(name)?.[1] ?? name)),
];

/** The languages that a template, or any, has versions of its own in. */
export function templateLanguages(templates: ReadonlyMap<string, Template>, id?: string): string[] {
  const found = [...templates.keys()].flatMap((name) => {
    const [, of, tag] = variant.exec(name) ?? [];
    return tag !== undefined && (id === undefined || of === id) ? [tag] : [];
  });
  return [...new Set(found)];
}

/** The locale of a document's numbers and dates: its language, in the organisation's own region where the two agree. */
export function documentLocale(language: string | undefined, locale: string): string {
  if (language === undefined) return locale;
  return language.length === 2 && languageBase(locale) === language ? locale : language;
}

/** Where a new document goes: into its deal's folder, under its template's name and the language that was asked for. */
export const newDocumentPath = (dealPath: string, template: string, language?: string): string =>
  `${documentsFolder(dealPath)}/${template}${language === undefined ? "" : `.${language}`}.md`;
