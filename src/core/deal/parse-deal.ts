import type { Problem } from "../finding/finding.ts";
import { isId, toId } from "../text/field-types.ts";
import { splitFrontMatter } from "../text/front-matter.ts";
import { PositionFinder } from "../text/position.ts";
import { readSource } from "../text/read-source.ts";
import { conflictHint, conflictMark } from "../text/yaml-errors.ts";
import { YamlSource } from "../text/yaml-source.ts";
import { type Deal, dealSchema } from "./deal.ts";
import { ownerOf, slugOf } from "./deal-files.ts";

/** A deal's file as far as it could be read. */
export interface DealFile {
  readonly slug: string;
  /** Path from the content root. */
  readonly path: string;
  /** The file's text; empty where it is not UTF-8. */
  readonly text: string;
  /** `null` where the problems prevent it. */
  readonly deal: Deal | null;
  /** The places of keys and values; `null` where there is no front matter. */
  readonly source: YamlSource | null;
  readonly problems: readonly Problem[];
}

const codes = {
  unreadable: "deal/unreadable",
  unknownField: "deal/unknown-field",
  missingField: "deal/missing-field",
  invalidField: "deal/invalid-field",
};

function unreadable(path: string, text: string, problem: Omit<Problem, "code"> & { readonly code?: string }): DealFile {
  return { slug: slugOf(path), path, text, deal: null, source: null, problems: [{ code: codes.unreadable, ...problem }] };
}

function slugProblems(slug: string): Problem[] {
  if (isId(slug)) return [];
  const suggestion = toId(slug);
  return [
    {
      code: "deal/slug",
      message: `"${slug}" cannot be a deal's slug: it takes lower-case letters, digits and single hyphens.`,
      hint: suggestion === "" ? "Give the file a name such as acme-data-platform.md." : `Call the file ${suggestion}.md.`,
    },
  ];
}

/** A document says which template it follows; a deal says which pipeline it is in. */
function isDocument({ value }: YamlSource): boolean {
  return typeof value === "object" && value !== null && Object.hasOwn(value, "template") && !Object.hasOwn(value, "pipeline");
}

const orphanCode = "deal/orphan-document";

/** True for a document that stands where deals stand. */
export const isOrphan = ({ problems }: DealFile): boolean => problems.some(({ code }) => code === orphanCode);

const orphan = (path: string): Problem => ({
  code: orphanCode,
  message: `This is a document, but there is no deal ${ownerOf(path)} beside its folder.`,
  hint: "A document stands in a folder that is named after its deal.",
});

function noFrontMatter(text: string): Omit<Problem, "code"> {
  if (text.search(conflictMark) === 0)
    return { message: "A merge conflict is left in the file.", hint: conflictHint, at: { line: 1, column: 1 } };
  return {
    message: "A deal begins with front matter between two lines of three dashes; this file does not.",
    hint: 'Make the first line three plain dashes ("---"), or start afresh: dealbook new',
  };
}

/** Reads a deal from its text. `text` is `null` where the file is not UTF-8. */
export function parseDeal(text: string | null, path: string): DealFile {
  if (text === null) {
    return unreadable(path, "", { message: "The file is not UTF-8 text.", hint: "Save it as UTF-8." });
  }
  const split = splitFrontMatter(text);
  if ("message" in split) return unreadable(path, text, { message: split.message, at: new PositionFinder(text).at(split.offset) });
  if (split.yaml === null) return unreadable(path, text, noFrontMatter(text));
  const slug = slugOf(path);
  const source = new YamlSource(text, split.yaml, split.yamlOffset);
  if (isDocument(source)) return unreadable(path, text, orphan(path));
  const read = readSource(source, dealSchema, codes);
  const problems = [...slugProblems(slug), ...read.problems];
  const deal = read.value === null ? null : { ...read.value, slug, path, notes: split.body };
  return { slug, path, text, deal, source, problems };
}
