import { textWidth } from "../adapters/reports/text-width.ts";

const pad = (cell: string, width: number, isRight: boolean): string => {
  const space = " ".repeat(Math.max(0, width - textWidth(cell)));
  return isRight ? space + cell : cell + space;
};

/** Rows as lines of even columns, each ended by a line break; `right` are the columns that are set to the right. */
export function tableText(rows: readonly (readonly string[])[], right: readonly number[] = []): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => textWidth(row[column] ?? ""))));
  const lines = rows.map((row) => row.map((cell, column) => pad(cell, widths[column] ?? 0, right.includes(column))).join("  "));
  return lines.map((line) => `${line.trimEnd()}\n`).join("");
}
