import { parquetWriteBuffer } from "hyparquet-writer";
import { Temporal } from "temporal-polyfill";
import { dayNumber } from "../../core/calendar/day-number.ts";
import type { CellTypes, FilledColumn, Table } from "../../core/export/table.ts";

type Kind = keyof CellTypes;
type SchemaElement = NonNullable<Parameters<typeof parquetWriteBuffer>[0]["schema"]>[number];

// Currencies have at most four decimals, and an exact amount at most sixteen digits of its smallest unit.
const scale = 4;
const precision = 20;
// As many bytes as twenty digits and a sign need.
const decimalBytes = 9;

const types: Readonly<Record<Kind, Omit<SchemaElement, "name" | "repetition_type">>> = {
  text: { type: "BYTE_ARRAY", converted_type: "UTF8", logical_type: { type: "STRING" } },
  day: { type: "INT32", converted_type: "DATE", logical_type: { type: "DATE" } },
  instant: {
    type: "INT64",
    converted_type: "TIMESTAMP_MILLIS",
    logical_type: { type: "TIMESTAMP", isAdjustedToUTC: true, unit: "MILLIS" },
  },
  amount: { type: "FIXED_LEN_BYTE_ARRAY", type_length: decimalBytes, converted_type: "DECIMAL", precision, scale },
  whole: { type: "INT64" },
  number: { type: "DOUBLE" },
  share: { type: "DOUBLE" },
};

/** A decimal such as `48000.50` in units of the fourth decimal. */
function unscaled(value: string): bigint {
  const [whole = "0", fraction = ""] = value.split(".");
  return BigInt(whole + fraction.padEnd(scale, "0"));
}

function cellsOf(column: FilledColumn): unknown[] {
  const filled = <T>(cells: readonly (T | undefined)[], write: (cell: T) => unknown): unknown[] =>
    cells.map((cell) => (cell === undefined ? null : write(cell)));
  if (column.type === "day") return filled(column.cells, dayNumber);
  if (column.type === "instant") return filled(column.cells, (cell) => BigInt(Temporal.Instant.from(cell).epochMilliseconds));
  if (column.type === "amount") return filled(column.cells, ({ value }) => unscaled(value));
  if (column.type === "whole") return filled(column.cells, BigInt);
  if (column.type === "text") return filled(column.cells, (cell) => cell.toWellFormed());
  return filled(column.cells, (cell) => cell);
}

/**
 * A table with rows as Apache Parquet: days as DATE, instants as TIMESTAMP in UTC, amounts as DECIMAL(20, 4), whole numbers as INT64.
 */
export function parquetBytes({ columns, size }: Table): Uint8Array<ArrayBuffer> {
  // The library writes a footer for none that strict readers refuse.
  if (size === 0) throw new Error("A Parquet file needs a row.");
  const schema: SchemaElement[] = [
    { name: "root", num_children: columns.length },
    ...columns.map(({ name, type }): SchemaElement => ({ name, repetition_type: "OPTIONAL", ...types[type] })),
  ];
  const columnData = columns.map((column) => ({ name: column.name, data: cellsOf(column) }));
  return new Uint8Array(parquetWriteBuffer({ columnData, schema, createdBy: "dealbook" }));
}
