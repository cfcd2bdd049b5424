import { z } from "zod";
import { filledText } from "../text/field-types.ts";
import { splitFrontMatter } from "../text/front-matter.ts";
import { headingsOf, parseMarkdown } from "../text/markdown.ts";
import { PositionFinder } from "../text/position.ts";
import { type Read, readSource } from "../text/read-source.ts";
import { YamlSource } from "../text/yaml-source.ts";

/** The schema of a template's front matter. */
export const templateSchema = z
  .strictObject({
    title: filledText.meta({ description: "What the document is called." }),
    summary: filledText.optional().meta({ description: "When it is used, in one sentence." }),
    optional_sections: z.array(filledText).default([]).meta({ description: "Headings that a document may leave out." }),
  })
  .meta({ title: "Dealbook document template" });

/** A document template: the headings a document must have, and the text it starts from. */
export interface Template extends z.output<typeof templateSchema> {
  /** The file's base name. */
  readonly id: string;
  /** Second-level headings that every document of this kind must have, in their order. */
  readonly sections: readonly string[];
  readonly body: string;
}

const codes = {
  unreadable: "template/unreadable",
  unknownField: "template/unknown-field",
  missingField: "template/missing-field",
  invalidField: "template/invalid-field",
};

const refuse = (text: string, offset: number, message: string): Read<Template> => ({
  value: null,
  problems: [{ code: codes.unreadable, at: new PositionFinder(text).at(offset), message }],
});

/** Reads a template file's text; `templateId` is the file's base name. */
export function parseTemplate(text: string, templateId: string): Read<Template> {
  const split = splitFrontMatter(text);
  if ("message" in split) return refuse(text, split.offset, split.message);
  if (split.yaml === null) return refuse(text, 0, 'A template needs front matter with a "title".');
  const read = readSource(new YamlSource(text, split.yaml, split.yamlOffset), templateSchema, codes);
  if (read.value === null) return read;
  const optional = new Set(read.value.optional_sections);
  const sections = headingsOf(parseMarkdown(split.body))
    .filter((heading) => heading.depth === 2 && !optional.has(heading.text))
    .map((heading) => heading.text);
  return { value: { id: templateId, ...read.value, sections, body: split.body }, problems: [] };
}

/** A template in a language (`es`, `es-MX`), else in that language without its region, else as it is without one. */
export function templateFor(
  templates: ReadonlyMap<string, Template>,
  templateId: string,
  language: string | undefined,
): Template | undefined {
  const names = language === undefined ? [] : [`${templateId}.${language}`, `${templateId}.${language.slice(0, 2)}`];
  return [...names, templateId].map((name) => templates.get(name)).find((template) => template !== undefined);
}
