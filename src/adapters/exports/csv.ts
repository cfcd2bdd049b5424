import { writeCsv } from "hucre/csv";
import type { FilledColumn, Table } from "../../core/export/table.ts";
import { cleanText } from "./clean-text.ts";

// What spreadsheet programs take for the beginning of a formula (OWASP, CSV Injection), the wide forms of East Asian keyboards included.
const formulaStart = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

/** A text that no spreadsheet program takes for a formula: one that begins like a formula gets a `'` in front. */
const guarded = (text: string): string => cleanText(text).replace(formulaStart, "'$&");

/** The cells of a column as texts; numbers are written by us and need no guard, so negative ones stay numbers. */
function textsOf(column: FilledColumn): string[] {
  if (column.type === "text") return column.cells.map((cell) => (cell === undefined ? "" : guarded(cell)));
  if (column.type === "amount") return column.cells.map((cell) => cell?.value ?? "");
  return column.cells.map((cell) => (cell === undefined ? "" : String(cell)));
}

/**
 * A table as CSV (RFC 4180): UTF-8 without a byte order mark, a heading, lines ended by CR LF, amounts as exact decimals.
 * Texts are guarded against being taken for formulas.
 */
export function csvText({ columns, size }: Table): string {
  const cells = columns.map(textsOf);
  const rows = Array.from({ length: size }, (_, row) => cells.map((column) => column[row] ?? ""));
  const lines = writeCsv([columns.map(({ name }) => name), ...rows], { lineSeparator: "\r\n", quoteStyle: "required" });
  // The library sets line breaks between the lines only.
  return `${lines}\r\n`;
}
