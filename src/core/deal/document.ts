import type { Root } from "mdast";
import { z } from "zod";
import type { Problem } from "../finding/finding.ts";
import { documentStatuses } from "../pipeline/requirement.ts";
import { emptyHeadings } from "../text/empty-headings.ts";
import { businessDate, filledText } from "../text/field-types.ts";
import { splitFrontMatter } from "../text/front-matter.ts";
import { headingsOf, type MarkdownHeading, parseMarkdown } from "../text/markdown.ts";
import { placeholdersIn } from "../text/placeholders.ts";
import { type Position, PositionFinder } from "../text/position.ts";
import { readSource } from "../text/read-source.ts";
import { YamlSource } from "../text/yaml-source.ts";
import { slugOf } from "./deal-files.ts";

/** A Markdown file that belongs to a deal. */
export interface DealDocument {
  /** Path from the content root. */
  readonly path: string;
  /** The template it follows: `template:` in its front matter, else its file's base name. */
  readonly template: string;
  readonly title: string;
  /** The language it is written in; absent where it does not say. */
  readonly language?: string;
  /** How far it has come. */
  readonly status: DocumentStatus;
  /** Who has signed it, on which side. */
  readonly signatures: readonly Signature[];
  /** Finds the position of `status:`, or of the front matter's begin; asked for only where something is wrong. */
  readonly statusAt: () => Position;
  /** Finds who has given a signature, by its index. */
  readonly signatureAt: (index: number) => Position;
  readonly body: string;
  readonly headings: readonly DocumentHeading[];
  /** Placeholders such as `{{company}}` that nobody has filled in. */
  readonly placeholders: readonly DocumentPlaceholder[];
  /** Position of the last line that holds something. */
  readonly end: Position;
}

/** A heading of a document. */
export interface DocumentHeading extends Omit<MarkdownHeading, "line"> {
  readonly at: Position;
  /** True where nothing is written under it, nor under the headings below it. */
  readonly isEmpty: boolean;
}

/** A placeholder that is left in a document. */
export interface DocumentPlaceholder {
  readonly text: string;
  readonly at: Position;
}

/** A document, or why it could not be read. */
export type DocumentFile =
  | { readonly document: DealDocument }
  | { readonly document: null; readonly path: string; readonly problem: Problem };

/** A reason why a document does not follow its template, or has not come as far as it must. */
export interface DocumentGap {
  readonly message: string;
  readonly at: Position;
  readonly hint: string;
}

/** How far a document has come. */
export type DocumentStatus = (typeof documentStatuses)[number];

const signatureSchema = z.strictObject({ side: z.enum(["us", "them"]), by: filledText, date: businessDate });

/** A signature under a document. */
export type Signature = z.output<typeof signatureSchema>;

/** The schema of a document's front matter; fields of other tools are left alone. */
export const documentSchema = z
  .looseObject({
    template: z.string("expected a text").optional().meta({ description: "Id of the template it follows; else the file's name says." }),
    title: z.string("expected a text").optional(),
    language: z.string("expected a language such as en or es").optional(),
    status: z
      .enum(documentStatuses, `expected one of ${documentStatuses.join(", ")}`)
      .default("draft")
      .meta({ description: "How far it has come." }),
    signatures: z.array(signatureSchema).default([]).meta({ description: "Who has signed, on our side (us) and on theirs (them)." }),
  })
  .meta({ title: "Dealbook document" });

type DocumentFront = z.output<typeof documentSchema>;

const documentCodes = {
  unreadable: "deal/unreadable",
  unknownField: "deal/invalid-document",
  missingField: "deal/invalid-document",
  invalidField: "deal/invalid-document",
};

function documentHeadings(root: Root, linesBefore: number): DocumentHeading[] {
  const empty = emptyHeadings(root);
  return headingsOf(root).map(({ depth, text, line }) => ({
    depth,
    text,
    at: { line: line + linesBefore, column: 1 },
    isEmpty: empty.has(line),
  }));
}

interface DocumentText {
  readonly path: string;
  readonly text: string;
  readonly body: string;
  readonly bodyOffset: number;
  readonly source: YamlSource | null;
}

function buildDocument(front: DocumentFront, { path, text, body, bodyOffset, source }: DocumentText): DealDocument {
  const root = parseMarkdown(body);
  const positions = new PositionFinder(text);
  const headings = documentHeadings(root, positions.at(bodyOffset).line - 1);
  return {
    path,
    template: front.template ?? slugOf(path),
    title: front.title ?? headings[0]?.text ?? slugOf(path),
    ...(front.language !== undefined && { language: front.language }),
    status: front.status,
    signatures: front.signatures,
    statusAt: () => source?.locate(["status"]) ?? { line: 1, column: 1 },
    signatureAt: (index) => source?.locate(["signatures", index, "by"]) ?? { line: 1, column: 1 },
    body,
    headings,
    placeholders: placeholdersIn(body, root).map(({ text: found, range }) => ({ text: found, at: positions.at(bodyOffset + range.start) })),
    end: { line: positions.at(text.trimEnd().length).line, column: 1 },
  };
}

/** Reads a document from its text. `text` is `null` where the file is not UTF-8. */
export function parseDocument(text: string | null, path: string): DocumentFile {
  const refuse = (problem: Problem): DocumentFile => ({ document: null, path, problem: { ...problem, file: path } });
  const unreadable = { code: documentCodes.unreadable, message: "The document is not UTF-8 text.", hint: "Save it as UTF-8." };
  if (text === null) return refuse(unreadable);
  const split = splitFrontMatter(text);
  if ("message" in split)
    return refuse({ code: documentCodes.unreadable, message: split.message, at: new PositionFinder(text).at(split.offset) });
  const { yaml, yamlOffset, body, bodyOffset } = split;
  const source = yaml === null || yaml.trim() === "" ? null : new YamlSource(text, yaml, yamlOffset);
  const read = source ? readSource(source, documentSchema, documentCodes) : { value: documentSchema.parse({}), problems: [] };
  const [problem] = read.problems;
  return read.value === null
    ? refuse(problem ?? unreadable)
    : { document: buildDocument(read.value, { path, text, body, bodyOffset, source }) };
}
