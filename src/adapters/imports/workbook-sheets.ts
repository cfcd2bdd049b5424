import type { CellValue, Sheet } from "hucre";
import { readXlsx, streamXlsxRows } from "hucre/xlsx";
import { Refusal } from "../../app/refusal.ts";
import type { ExportedSheet } from "../../core/import/source-items.ts";
import type { RawRow } from "../../core/import/table-deals.ts";
import { unpackedBytes } from "./zip-sizes.ts";

const mebibyte = 1_048_576;
const most = { unpacked: 128 * mebibyte, sheets: 20, rows: 100_000, columns: 256, letters: 32_767 };

const startsWith = (bytes: Uint8Array, ...begin: readonly number[]): boolean => begin.every((byte, index) => bytes[index] === byte);

/** What kind of workbook begins with these bytes; `undefined` for another file. */
export function workbookKind(bytes: Uint8Array): "xlsx" | "closed" | undefined {
  if (startsWith(bytes, 0x50, 0x4b, 0x03, 0x04)) return "xlsx";
  // The container of Excel 97 and of workbooks with a password.
  return startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0) ? "closed" : undefined;
}

// Excel shows 15 digits of a number; the two behind them are what is left of adding in binary.
const shownDigits = 15;

/** A number as it was typed. A third decimal gets a zero: `1.234` could be taken for a thousand. */
function numberText(value: number): string {
  const text = String(Number(value.toPrecision(shownDigits)));
  return /\.\d{3}$/.test(text) ? `${text}0` : text;
}

const midnight = " 00:00:00";

function cellText(value: CellValue | undefined): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return numberText(value);
  if (typeof value === "boolean") return value ? "Yes" : "No";
  if (typeof value === "string") return value;
  return Number.isNaN(value.getTime()) ? "" : value.toISOString().slice(0, 19).replace("T", " ").replace(midnight, "");
}

function refuseLarge(name: string, what: string): never {
  throw new Refusal(`${name} is not read: ${what}.`, "Export it as CSV, which is read row by row; or take out what is no deal.");
}

/** Two far corners of a sheet make a table of everything between them: how far it goes is seen row by row first. */
async function requireSmall(bytes: Uint8Array, sheet: string, name: string): Promise<void> {
  for await (const { index, values } of streamXlsxRows(bytes, { sheet })) {
    if (index >= most.rows) refuseLarge(name, `its sheet "${sheet}" has more than ${most.rows} rows`);
    if (values.length > most.columns) refuseLarge(name, `its sheet "${sheet}" has more than ${most.columns} columns`);
    if (values.some((value) => typeof value === "string" && value.length > most.letters))
      refuseLarge(name, `a cell in row ${index + 1} of its sheet "${sheet}" is longer than a cell can be`);
  }
}

function rowsOf({ rows, cells }: Sheet): RawRow[] {
  const formulas = Map.groupBy(
    [...(cells ?? [])].flatMap(([place, { formula }]) => (formula === undefined ? [] : [place.split(",").map(Number)])),
    ([row]) => row,
  );
  return rows.flatMap((values, index) => {
    const own = (formulas.get(index) ?? []).map(([, column = 0]) => column);
    const row = { line: index + 1, cells: values.map(cellText) };
    const isEmpty = own.length === 0 && row.cells.every((cell) => cell.trim() === "");
    return isEmpty ? [] : [own.length === 0 ? row : { ...row, formulas: own }];
  });
}

async function visibleSheets(bytes: Uint8Array): Promise<string[]> {
  const names: string[] = [];
  await readXlsx(bytes, {
    sheets: ({ name, hidden, veryHidden }) => {
      if (!hidden && !veryHidden) names.push(name);
      return false;
    },
  });
  return names;
}

/**
 * The tables of an XLSX workbook that are not hidden and not empty. Days and instants are `YYYY-MM-DD` and `YYYY-MM-DD HH:MM:SS`.
 * Refuses one that unpacks to more than a machine can hold, and one with a password.
 */
export async function workbookSheets(bytes: Uint8Array, name: string): Promise<ExportedSheet[]> {
  if (workbookKind(bytes) === "closed")
    throw new Refusal(
      `${name} is a workbook with a password, or of Excel 97.`,
      "Save it as an Excel workbook (.xlsx) without a password, or as CSV.",
    );
  const unpacked = unpackedBytes(bytes) ?? 0;
  if (unpacked > most.unpacked) refuseLarge(name, `it unpacks to more than ${most.unpacked / mebibyte} MiB`);
  const names = await visibleSheets(bytes);
  if (names.length > most.sheets) refuseLarge(name, `it has ${names.length} sheets, and ${most.sheets} are looked through at most`);
  const sheets: ExportedSheet[] = [];
  for (const sheet of names) {
    await requireSmall(bytes, sheet, name);
    const [read] = (await readXlsx(bytes, { sheets: [sheet] })).sheets;
    const rows = read ? rowsOf(read) : [];
    if (rows.length > 0) sheets.push({ name: sheet, rows });
  }
  return sheets;
}
