import { z } from "zod";
import { filledText, id } from "../text/field-types.ts";
import { type Read, readSource } from "../text/read-source.ts";
import { YamlSource } from "../text/yaml-source.ts";

/** The schema of a file in `frameworks/`. */
export const frameworkSchema = z
  .strictObject({
    name: filledText,
    summary: filledText.optional(),
    questions: z.array(z.strictObject({ id, name: filledText, ask: filledText.meta({ description: "The question in full." }) })).min(1),
  })
  .meta({ title: "Dealbook qualification framework" });

/** A set of qualification questions, such as BANT. */
export interface Framework extends z.output<typeof frameworkSchema> {
  /** The file's base name. */
  readonly id: string;
}

const codes = {
  unreadable: "framework/unreadable",
  unknownField: "framework/unknown-field",
  missingField: "framework/missing-field",
  invalidField: "framework/invalid-field",
};

/** Reads a framework file's text; `frameworkId` is the file's base name. */
export function parseFramework(text: string, frameworkId: string): Read<Framework> {
  const read = readSource(new YamlSource(text), frameworkSchema, codes);
  return read.value === null ? read : { value: { id: frameworkId, ...read.value }, problems: [] };
}
