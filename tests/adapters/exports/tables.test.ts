import { tableFromIPC } from "@uwdata/flechette";
import { parse } from "csv-parse/sync";
import { readParquet } from "parquet-wasm";
import readWorkbook from "read-excel-file/node";
import { expect, onTestFinished, test, vi } from "vitest";
import { csvText } from "../../../src/adapters/exports/csv.ts";
import { parquetBytes } from "../../../src/adapters/exports/parquet.ts";
import { workbook } from "../../../src/adapters/exports/workbook.ts";
import { writeExport } from "../../../src/adapters/exports/write-export.ts";
import { exportFiles } from "../../../src/core/export/export-files.ts";
import { type Column, type Table, tableOf } from "../../../src/core/export/table.ts";
import { hostile, hostileInput } from "../../core/export/sample-input.ts";
import { day } from "../../core/metrics/records.ts";
import { zipEntries } from "./zip-entries.ts";

/** A row with a cell of each type. */
interface Row {
  readonly text?: string;
  readonly day?: string;
  readonly instant?: string;
  readonly minor?: number;
  readonly value?: string;
  readonly share?: number;
}

const columns: readonly Column<Row>[] = [
  { name: "text", title: "Text", about: "", type: "text", value: (row) => row.text },
  { name: "day", title: "Day", about: "", type: "day", value: (row) => (row.day === undefined ? undefined : day(row.day)) },
  { name: "instant", title: "Instant", about: "", type: "instant", value: (row) => row.instant },
  {
    name: "amount",
    title: "Amount",
    about: "",
    type: "amount",
    value: ({ value, minor = 0 }) => (value === undefined ? undefined : { value, minor, currency: "EUR" }),
  },
  { name: "minor", title: "Minor", about: "", type: "whole", value: (row) => row.minor },
  { name: "share", title: "Share", about: "", type: "share", value: (row) => row.share },
];

const rows: readonly Row[] = [
  { text: "a", day: "2026-11-21", instant: "2026-11-21T10:30:00+01:00", value: "48000.50", minor: 4800050, share: 0.625 },
  { text: "", day: "1899-12-31", instant: "2026-07-01T00:00:30-05:30", value: "-0.05", minor: -5, share: 1 },
  { day: "2096-02-29", value: "90071992547409.91", minor: Number.MAX_SAFE_INTEGER },
  {},
];

const table = (texts: readonly string[] = []): Table => tableOf("Some table", columns, [...rows, ...texts.map((text) => ({ text }))]);

const cleaned = (text: string): string => text.replace(/[\u0007\u001b]/g, "\u{fffd}");

const sheetOf = async (bytes: Uint8Array) => (await readWorkbook(Buffer.from(bytes), { trim: false }))[0]?.data ?? [];

test("a spreadsheet has real dates and numbers", async () => {
  const [head, ...cells] = await sheetOf(await workbook([table()], 0));
  expect(head).toEqual(["Text", "Day", "Instant", "Amount", "Minor", "Share"]);
  expect(cells).toEqual([
    ["a", new Date("2026-11-21"), new Date("2026-11-21T10:30:00Z"), 48000.5, 4800050, 0.625],
    [null, expect.any(Date), new Date("2026-07-01T00:00:30Z"), -0.05, -5, 1],
    [null, new Date("2096-02-29"), null, 90071992547409.91, Number.MAX_SAFE_INTEGER, null],
  ]);
});

test("a spreadsheet keeps every text as the text that it is, and none is a formula", async () => {
  const bytes = await workbook([table(hostile)], 0);
  const cells = (await sheetOf(bytes)).slice(rows.length + 1).map(([text]) => text);
  // The reader gives a line break back as XML does, and leaves the escape of the format to its caller.
  const read = (text: unknown) => String(text).replaceAll("_x005F_", "_").replaceAll("_x000D_\n", "\r\n");
  expect(cells.map(read)).toEqual(hostile.map(cleaned));
  const sheet = zipEntries(bytes).get("xl/worksheets/sheet1.xml") ?? "";
  expect(sheet).not.toMatch(/<f[ >]/);
  expect(sheet).toMatch(/<c r="A6" t="s"/);
});

test("a sheet has a frozen head, a filter, widths and formats; technical columns are left out", async () => {
  const technical: Column<Row> = { name: "id", title: "Id", about: "", type: "text", isTechnical: true, value: () => "never seen" };
  const bytes = await workbook([tableOf("Some table", [technical, ...columns], [...rows])], 0);
  const parts = zipEntries(bytes);
  const sheet = parts.get("xl/worksheets/sheet1.xml") ?? "";
  expect(sheet).toMatch(/<pane ySplit="1" [^>]*state="frozen"/);
  expect(sheet).toContain('<autoFilter ref="A1:F5"');
  expect(sheet).toMatch(/<col min="2" max="2" width="13"/);
  expect(parts.get("xl/styles.xml")).toMatch(/yyyy-mm-dd[\s\S]*#,##0\.00##/);
  expect([...parts.values()].join("")).not.toContain("never seen");
});

test("a text longer than a cell is cut, and a wide table has columns beyond Z", async () => {
  const wide = Array.from(
    { length: 28 },
    (_, index): Column<string> => ({
      name: `c${index}`,
      title: `C${index}`,
      about: "",
      type: "text",
      value: (text) => text,
    }),
  );
  const bytes = await workbook([tableOf("Wide", wide, ["x".repeat(40_000)])], 0);
  const [, cells] = await sheetOf(bytes);
  expect(String(cells?.[27])).toHaveLength(32_767);
  expect(zipEntries(bytes).get("xl/worksheets/sheet1.xml")).toContain('<autoFilter ref="A1:AB2"');
});

test("CSV is what RFC 4180 says, read by another parser", () => {
  const text = csvText(table(['a "quoted", text', "two\r\nlines"]));
  expect(text.startsWith("text,day,instant,amount,minor,share\r\n")).toBe(true);
  expect(text.endsWith("\r\n")).toBe(true);
  const records: string[][] = parse(text, { record_delimiter: "\r\n" });
  expect(records.slice(1)).toEqual([
    ["a", "2026-11-21", "2026-11-21T10:30:00+01:00", "48000.50", "4800050", "0.625"],
    ["", "1899-12-31", "2026-07-01T00:00:30-05:30", "-0.05", "-5", "1"],
    ["", "2096-02-29", "", "90071992547409.91", "9007199254740991", ""],
    ["", "", "", "", "", ""],
    ['a "quoted", text', "", "", "", "", ""],
    ["two\r\nlines", "", "", "", "", ""],
  ]);
});

test("no text in CSV is taken for a formula, and numbers stay numbers", () => {
  const records: string[][] = parse(csvText(table(hostile)), { record_delimiter: "\r\n" });
  const texts = records.slice(rows.length + 1).map(([text]) => text);
  expect(texts).toEqual(hostile.map((text) => (/^[=+\-@\t\uff1d]/.test(text) ? `'${text}` : cleaned(text))));
  expect(records[2]?.[3]).toBe("-0.05");
});

/** A Parquet file as Apache Arrow's own reader, in Rust, reads it. */
const readRows = (bytes: Uint8Array) =>
  tableFromIPC(readParquet(bytes).intoIPCStream(), { useDecimalInt: true, useBigInt: true, useDate: true });

test("Parquet has typed columns and exact amounts, read by another reader", () => {
  const read = readRows(parquetBytes(table(hostile)));
  expect(read.schema.fields.map(({ name, type }) => [name, type])).toEqual([
    ["text", expect.objectContaining({ typeId: 5 })],
    ["day", expect.objectContaining({ typeId: 8, unit: 0 })],
    ["instant", expect.objectContaining({ typeId: 10, unit: 1, timezone: "UTC" })],
    ["amount", expect.objectContaining({ typeId: 7, precision: 20, scale: 4 })],
    ["minor", expect.objectContaining({ typeId: 2, bitWidth: 64, signed: true })],
    ["share", expect.objectContaining({ typeId: 3 })],
  ]);
  const all = read.toArray();
  expect(all.slice(0, rows.length)).toEqual([
    {
      text: "a",
      day: new Date("2026-11-21"),
      instant: new Date("2026-11-21T09:30:00Z"),
      amount: 480005000n,
      minor: 4800050n,
      share: 0.625,
    },
    { text: "", day: new Date("1899-12-31"), instant: new Date("2026-07-01T05:30:30Z"), amount: -500n, minor: -5n, share: 1 },
    { text: null, day: new Date("2096-02-29"), instant: null, amount: 900719925474099100n, minor: 9007199254740991n, share: null },
    { text: null, day: null, instant: null, amount: null, minor: null, share: null },
  ]);
  expect(all.slice(rows.length).map((row) => row.text)).toEqual(hostile);
});

test("an amount of the most digits that are exact fits", () => {
  const yen = tableOf("Yen", columns, [
    { value: "9007199254740991", minor: 0 },
    { value: "-9007199254740991", minor: 0 },
  ]);
  expect(
    readRows(parquetBytes(yen))
      .toArray()
      .map((row) => row.amount),
  ).toEqual([90071992547409910000n, -90071992547409910000n]);
});

test("Parquet of more rows than one group holds has them all", () => {
  const many = tableOf(
    "Many",
    columns,
    Array.from({ length: 3000 }, (_, minor) => ({ minor, text: `deal ${minor % 7}` })),
  );
  const read = readRows(parquetBytes(many)).toArray();
  expect(read.map((row) => Number(row.minor))).toEqual(Array.from({ length: 3000 }, (_, index) => index));
});

test.each(exportFiles.map(({ name }) => name))("%s has the same bytes each time, whatever the deals say", async (name) => {
  onTestFinished(() => void vi.useRealTimers());
  const one = await writeExport(name, hostileInput());
  vi.useFakeTimers({ toFake: ["Date"], now: Date.parse("2031-05-05T05:05:05Z") });
  const other = await writeExport(name, hostileInput());
  expect(Buffer.from(one as string).equals(Buffer.from(other as string))).toBe(true);
  expect(one.length).toBeGreaterThan(100);
});
