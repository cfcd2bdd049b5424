import type { CellValue, ColumnDef, WriteSheet } from "hucre";
import { writeXlsx } from "hucre/xlsx";
import { dayNumber, readClock } from "../../core/calendar/day-number.ts";
import type { CellTypes, FilledColumn, Table } from "../../core/export/table.ts";
import { cleanText } from "./clean-text.ts";

type Kind = keyof CellTypes;

/** How a spreadsheet shows the cells of a type. A text is shown as it is, whatever it looks like. */
const formats: Readonly<Record<Kind, string>> = {
  text: "@",
  day: "yyyy-mm-dd",
  instant: "yyyy-mm-dd hh:mm",
  amount: "#,##0.00##",
  whole: "0",
  number: "0.0",
  share: "0.0%",
};

const widest = 42;
const narrowest = 9;
const widths: Readonly<Record<Kind, number>> = { text: 10, day: 12, instant: 17, amount: 16, whole: 9, number: 9, share: 11 };

// A cell holds no more; a longer text makes spreadsheet programs call the whole file damaged.
const longestText = 32_767;

/** Texts are kept as texts by the type of their cell. `_x000D_` and the like, which the format reads as a character, are escaped. */
const textCell = (text: string): string =>
  cleanText(text)
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_")
    .slice(0, longestText);

const firstDay = dayNumber("1899-12-30");

/** Spreadsheets count days from the end of 1899. */
const serialDay = (day: string): number => dayNumber(day) - firstDay;

/** The time of a clock on the organisation's wall, as a part of a day: spreadsheets know no zones. */
const serialInstant = (instant: string): number => readClock(instant.slice(0, 19)) / 86_400_000 - firstDay;

/** A spreadsheet's cells for those of a column: real numbers and dates, and texts that stay texts. */
function cellsOf(column: FilledColumn): CellValue[] {
  const filled = <T>(cells: readonly (T | undefined)[], write: (cell: T) => CellValue): CellValue[] =>
    cells.map((cell) => (cell === undefined ? null : write(cell)));
  if (column.type === "text") return filled(column.cells, textCell);
  if (column.type === "day") return filled(column.cells, serialDay);
  if (column.type === "instant") return filled(column.cells, serialInstant);
  if (column.type === "amount") return filled(column.cells, ({ value }) => Number(value));
  return filled(column.cells, (cell) => cell);
}

function widthOf({ type, title, cells }: FilledColumn): number {
  const content = type === "text" ? cells.reduce<number>((most, cell) => Math.max(most, cell?.length ?? 0), 0) : widths[type];
  // Room for the arrow of the filter beside the heading.
  return Math.min(widest, Math.max(narrowest, content + 1, title.length + 3));
}

/** The name of a column in a sheet: A to Z, AA to AZ, and so on. */
function letters(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : letters(Math.floor(index / 26) - 1) + letter;
}

const headStyle = { font: { bold: true }, numFmt: "@" };

function sheetOf({ title, columns: all, size }: Table): WriteSheet {
  const columns = all.filter(({ isTechnical }) => !isTechnical);
  const cells = columns.map(cellsOf);
  const definitions = columns.map((column): ColumnDef => ({ width: widthOf(column), numFmt: formats[column.type] }));
  const heads = columns.map((column, index) => [`0,${index}`, { value: column.title, style: headStyle }] as const);
  return {
    name: title,
    columns: definitions,
    rows: [columns.map((column) => column.title), ...Array.from({ length: size }, (_, row) => cells.map((column) => column[row] ?? null))],
    cells: new Map(heads),
    freezePane: { rows: 1 },
    autoFilter: { range: `A1:${letters(columns.length - 1)}${size + 1}` },
  };
}

/**
 * A workbook with a sheet for each table: dates and numbers are real ones, and no text is ever a formula. The same tables give
 * the same bytes; `modified` (milliseconds since 1970) is what the file says of its own age.
 */
export async function workbook(tables: readonly Table[], modified: number): Promise<Uint8Array<ArrayBuffer>> {
  // biome-ignore lint/style/noRestrictedGlobals: an instant given from outside, in the only form that the library takes.
  const stamp = new Date(modified);
  const bytes = await writeXlsx({ sheets: tables.map(sheetOf), properties: { creator: "Dealbook", created: stamp, modified: stamp } });
  return new Uint8Array(bytes);
}
