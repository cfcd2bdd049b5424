import type { Template } from "../pipeline/template.ts";
import type { Position } from "../text/position.ts";
import type { DealDocument, DocumentGap, DocumentHeading } from "./document.ts";
import { statusGaps, type WantedStatus } from "./status-gaps.ts";

const plain = (heading: string): string => heading.trim().toLowerCase();

/** True where a heading is the section's; what stands in place of a placeholder of the template may be anything. */
function isHeadingOf(section: string, heading: string): boolean {
  const [first = "", ...others] = plain(section).split(/\{\{[^{}\n]*\}\}/);
  const last = others.pop();
  const text = plain(heading);
  if (last === undefined) return text === first;
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) return false;
  const middle = text.slice(first.length, text.length - last.length);
  let at = 0;
  return others.every((part) => {
    const found = middle.indexOf(part, at);
    at = found + part.length;
    return found !== -1;
  });
}

/** Where a missing section belongs: at the heading that should follow it, else at the document's end. */
function placeFor(section: string, document: DealDocument, template: Template): Position {
  const later = template.sections.slice(template.sections.indexOf(section) + 1);
  const next = document.headings.find((heading) => later.some((each) => isHeadingOf(each, heading.text)));
  return next?.at ?? document.end;
}

const headingsFor = (section: string, { headings }: DealDocument): DocumentHeading[] =>
  headings.filter((heading) => isHeadingOf(section, heading.text));

/** The headings of the template's sections under which nothing is written, in the template's order. */
export const emptySections = (document: DealDocument, template: Template): DocumentHeading[] =>
  template.sections.flatMap((section) => {
    const headings = headingsFor(section, document);
    return headings.every(({ isEmpty }) => isEmpty) ? headings.slice(0, 1) : [];
  });

/** Sections of the template that the document lacks or leaves empty, and placeholders that it still has. */
function textGaps(document: DealDocument, template: Template): DocumentGap[] {
  const missing = template.sections.filter((section) => headingsFor(section, document).length === 0);
  return [
    ...missing.map((section) => ({
      message: `The section "${section}" is missing from ${template.title}.`,
      at: placeFor(section, document, template),
      hint: `Add a heading "## ${section}" and what belongs under it.`,
    })),
    ...emptySections(document, template).map(({ text, at }) => ({
      message: `The section "${text}" of ${template.title} is empty.`,
      at,
      hint: "Write what belongs there under its heading.",
    })),
    ...document.placeholders.map(({ text, at }) => ({
      message: `The placeholder ${text} is not filled in.`,
      at,
      hint: "Write the real text in its place.",
    })),
  ];
}

/** Why a document does not follow its template, or has not come as far as it must. */
export const documentGaps = (document: DealDocument, template: Template, wanted?: WantedStatus): DocumentGap[] => [
  ...textGaps(document, template),
  ...(wanted ? statusGaps(document, wanted, template) : []),
];
