import type { z } from "zod";
import type { Problem } from "../finding/finding.ts";
import { type SchemaCodes, schemaProblems } from "./schema-problems.ts";
import type { YamlSource } from "./yaml-source.ts";

/** A value that passed its schema, or what is wrong with it. */
export type Read<T> = { readonly value: T; readonly problems: [] } | { readonly value: null; readonly problems: Problem[] };

/**
 * Holds the parsed YAML against its schema. YAML errors come first and alone: a text that could not be read
 * has no fields to judge.
 */
export function readSource<T>(
  source: YamlSource,
  schema: z.ZodType<T>,
  codes: SchemaCodes & { readonly unreadable: string },
): Read<T> {
  if (source.problems.length > 0) {
    const problems = source.problems.map((problem) => ({
      code: codes.unreadable,
      at: problem.at,
      message: `This is not valid YAML: ${problem.message}`,
      hint: "Quote texts that contain a colon or a quotation mark, and indent with spaces.",
    }));
    return { value: null, problems };
  }
  const result = schema.safeParse(source.value);
  if (result.success) return { value: result.data, problems: [] };
  return { value: null, problems: schemaProblems(result.error, schema, source, codes) };
}
