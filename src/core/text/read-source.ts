import type { z } from "zod";
import type { Problem } from "../finding/finding.ts";
import { type SchemaCodes, schemaProblems } from "./schema-problems.ts";
import type { YamlSource } from "./yaml-source.ts";

/** A value that passed its schema, or what is wrong with it. */
export type Read<T> = { readonly value: T; readonly problems: [] } | { readonly value: null; readonly problems: Problem[] };

/**
 * Holds the parsed YAML against its schema. A YAML error comes first and alone: a text that could not be read
 * has no fields to judge.
 */
export function readSource<T>(source: YamlSource, schema: z.ZodType<T>, codes: SchemaCodes & { readonly unreadable: string }): Read<T> {
  const [first] = source.problems;
  // One slip makes the parser stumble again and again after it; only the first error is the writer's.
  if (first) return { value: null, problems: [{ ...first, code: codes.unreadable, message: `This is not valid YAML: ${first.message}` }] };
  const result = schema.safeParse(source.value);
  if (result.success) return { value: result.data, problems: [] };
  return { value: null, problems: schemaProblems(result.error, { schema, source, codes }) };
}
