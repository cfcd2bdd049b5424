import type { ImportSystem, Mapping } from "./mapping.ts";
import type { Question } from "./questions.ts";
import type { SourceItem } from "./source-deal.ts";
import { trelloItems } from "./trello.ts";

/** A row of a table as it stands in its file. */
export interface RawRow {
  /** From 1: the line on which the row begins. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** A file that was exported from another system. */
export type ExportedFile = { readonly name: string } & ({ readonly json: unknown } | { readonly rows: readonly RawRow[] });

/** What stands in the files; what has to be asked first; or what is wrong with them. */
export type ReadItems =
  | { readonly items: readonly SourceItem[]; readonly questions: readonly Question[] }
  | { readonly message: string; readonly hint: string };

/** Takes the deals of exported files apart, as far as the mapping tells how. */
export function sourceItems(system: ImportSystem, files: readonly ExportedFile[], mapping: Mapping): ReadItems {
  const all: SourceItem[] = [];
  for (const file of files) {
    const items = "json" in file ? trelloItems(file.json, mapping.columns) : [];
    if (typeof items === "string")
      return { message: `${file.name} is no board of ${system}: ${items}.`, hint: "See: dealbook import --help" };
    all.push(...items);
  }
  return { items: all, questions: [] };
}
