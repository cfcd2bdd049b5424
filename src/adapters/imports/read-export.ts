import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { Refusal } from "../../app/refusal.ts";
import type { ImportSystem } from "../../core/import/mapping.ts";
import type { ExportedFile } from "../../core/import/source-items.ts";
import type { RawRow } from "../../core/import/table-deals.ts";
import { printable } from "../reports/printable.ts";
import { beginOf, csvRows } from "./csv-rows.ts";
import { workbookKind, workbookSheets } from "./workbook-sheets.ts";

const digits = 16;

/** A short text that is another one for another text; it begins with a letter, so that YAML takes it for no number. */
export const digestOf = (text: string): string => `x${createHash("sha256").update(text).digest("hex").slice(0, digits)}`;

function unreadable(name: string, error: unknown): Refusal {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "ENOENT") return new Refusal(`There is no file ${name}.`, "Give the path of the exported file.");
  if (code === "EISDIR") return new Refusal(`${name} is a folder.`, "Give the path of the exported file.");
  if (error instanceof SyntaxError)
    return new Refusal(`${name} is no JSON.`, "On the board choose Share, Export as JSON, and give that file as it is.");
  // What a reader quotes of a file may act on the terminal.
  const why = printable(error instanceof Error ? error.message : String(error));
  return new Refusal(`${name} cannot be read: ${why}`, "Export it again, and give the file as it is.");
}

async function readJson(path: string, name: string): Promise<ExportedFile> {
  try {
    return { name, json: JSON.parse((await readFile(path, "utf8")).replace(/^\uFEFF/, "")) };
  } catch (error) {
    throw unreadable(name, error);
  }
}

/** A file to read: its absolute path, and its name in messages. */
export interface ExportPath {
  readonly path: string;
  readonly name: string;
}

/** Reads an exported file. `onRows` hears after each row how many there are so far. */
export async function readExport(system: ImportSystem, { path, name }: ExportPath, onRows: (count: number) => void): Promise<ExportedFile> {
  if (system === "trello") return readJson(path, name);
  const rows: RawRow[] = [];
  try {
    if (workbookKind(await beginOf(path)) !== undefined) return { name, sheets: await workbookSheets(await readFile(path), name) };
    for await (const row of csvRows(path, name)) {
      rows.push(row);
      onRows(rows.length);
    }
  } catch (error) {
    throw error instanceof Refusal ? error : unreadable(name, error);
  }
  return { name, rows };
}
