import { z } from "zod";
import type { Problem } from "../finding/finding.ts";
import type { Template } from "../pipeline/template.ts";
import { splitFrontMatter } from "../text/front-matter.ts";
import { headingsOf, type MarkdownHeading, parseMarkdown, walk } from "../text/markdown.ts";
import { type Position, PositionFinder } from "../text/position.ts";
import { YamlSource } from "../text/yaml-source.ts";
import { slugOf } from "./deal-files.ts";

/** A Markdown file that belongs to a deal. */
export interface DealDocument {
  /** Path from the content root. */
  readonly path: string;
  /** The template it follows: `template:` in its front matter, else its file's base name. */
  readonly template: string;
  readonly title: string;
  readonly body: string;
  readonly headings: readonly DocumentHeading[];
  /** Placeholders such as `{{company}}` that nobody has filled in. */
  readonly placeholders: readonly Placeholder[];
  /** Position of the last line that holds something. */
  readonly end: Position;
}

interface DocumentHeading extends Omit<MarkdownHeading, "line"> {
  readonly at: Position;
}

interface Placeholder {
  readonly text: string;
  readonly at: Position;
}

/** A document, or why it could not be read. */
export type DocumentFile =
  | { readonly document: DealDocument }
  | { readonly document: null; readonly path: string; readonly problem: Problem };

const frontMatterSchema = z.looseObject({ template: z.string().optional(), title: z.string().optional() });

const placeholder = /\{\{[^{}\n]*\}\}/g;

function placeholdersIn(text: string, root: ReturnType<typeof parseMarkdown>, bodyOffset: number): Placeholder[] {
  const positions = new PositionFinder(text);
  const found: Placeholder[] = [];
  walk(root, (node) => {
    // Code shows placeholders to readers (a mail merge, a template of theirs); it does not ask for them.
    if (node.type === "code" || node.type === "inlineCode" || "children" in node) return;
    const start = node.position?.start.offset;
    const end = node.position?.end.offset;
    if (start === undefined || end === undefined) return;
    for (const match of text.slice(bodyOffset + start, bodyOffset + end).matchAll(placeholder)) {
      found.push({ text: match[0], at: positions.at(bodyOffset + start + match.index) });
    }
  });
  return found;
}

function headingPositions(text: string, bodyOffset: number, headings: readonly MarkdownHeading[]): DocumentHeading[] {
  const shift = new PositionFinder(text).at(bodyOffset).line - 1;
  return headings.map(({ depth, text: title, line }) => ({ depth, text: title, at: { line: line + shift, column: 1 } }));
}

/** Reads a document from its text. `text` is `null` where the file is not UTF-8. */
export function parseDocument(text: string | null, path: string): DocumentFile {
  const unreadable = (message: string, at?: Position, hint?: string): DocumentFile => ({
    document: null,
    path,
    problem: { code: "deal/unreadable", file: path, message, at, hint },
  });
  if (text === null) return unreadable("The document is not UTF-8 text.", undefined, "Save it as UTF-8.");
  const split = splitFrontMatter(text);
  if ("message" in split) return unreadable(split.message, new PositionFinder(text).at(split.offset));
  const source = split.yaml === null ? null : new YamlSource(text, split.yaml, split.yamlOffset);
  const [yamlProblem] = source?.problems ?? [];
  if (yamlProblem) return unreadable(`This is not valid YAML: ${yamlProblem.message}`, yamlProblem.at, yamlProblem.hint);
  const front = frontMatterSchema.safeParse(source?.value ?? {});
  if (!front.success) return unreadable('"template" and "title" must be texts.', source?.locate(["template"]));
  const root = parseMarkdown(split.body);
  const headings = headingsOf(root);
  return {
    document: {
      path,
      template: front.data.template ?? slugOf(path),
      title: front.data.title ?? headings[0]?.text ?? slugOf(path),
      body: split.body,
      headings: headingPositions(text, split.bodyOffset, headings),
      placeholders: placeholdersIn(text, root, split.bodyOffset),
      end: { line: new PositionFinder(text).at(text.trimEnd().length).line, column: 1 },
    },
  };
}

const sameHeading = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();

/** Where a missing section belongs: at the heading that should follow it, else at the document's end. */
function placeFor(section: string, document: DealDocument, template: Template): Position {
  const later = template.sections.slice(template.sections.indexOf(section) + 1);
  const next = document.headings.find((heading) => later.some((each) => sameHeading(each, heading.text)));
  return next?.at ?? document.end;
}

/** A reason why a document does not follow its template. */
export interface DocumentGap {
  readonly message: string;
  readonly at: Position;
  readonly hint: string;
}

/** Sections of the template that the document lacks, and placeholders that it still has. */
export function documentGaps(document: DealDocument, template: Template): DocumentGap[] {
  const missing = template.sections.filter((section) => !document.headings.some((heading) => sameHeading(heading.text, section)));
  return [
    ...missing.map((section) => ({
      message: `The section "${section}" is missing from ${template.title}.`,
      at: placeFor(section, document, template),
      hint: `Add a heading "## ${section}" and what belongs under it.`,
    })),
    ...document.placeholders.map(({ text, at }) => ({
      message: `The placeholder ${text} is not filled in.`,
      at,
      hint: "Write the real text in its place.",
    })),
  ];
}
