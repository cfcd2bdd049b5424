import type { BusinessDate } from "../calendar/business-date.ts";
import type { Amount } from "./amount.ts";

/** What the cells of a column hold, by its type. */
export interface CellTypes {
  readonly text: string;
  readonly day: BusinessDate;
  /** ISO 8601 to the second, with the offset of the organisation's zone. */
  readonly instant: string;
  readonly amount: Amount;
  /** A whole number. */
  readonly whole: number;
  /** Any other number. */
  readonly number: number;
  /** From 0 to 1. */
  readonly share: number;
}

interface ColumnOf<Row, Type extends keyof CellTypes> {
  /** In lower case with underscores: the heading for programs. */
  readonly name: string;
  /** The heading for people. */
  readonly title: string;
  readonly about: string;
  readonly type: Type;
  /** True where only programs want it. */
  readonly isTechnical?: boolean;
  readonly value: (row: Row) => CellTypes[Type] | undefined;
}

/** A column of a table, and how its cells come from a row. */
export type Column<Row> = { [Type in keyof CellTypes]: ColumnOf<Row, Type> }[keyof CellTypes];

/** The column beside that of an amount, for programs that do not reckon with decimals. */
export const minorUnits: Column<{ readonly amount?: Amount | undefined }> = {
  name: "amount_minor",
  title: "Minor units",
  type: "whole",
  about: "The amount in cents, or what its currency has",
  isTechnical: true,
  value: ({ amount }) => amount?.minor,
};

type FilledOf<Type extends keyof CellTypes> = Omit<ColumnOf<never, Type>, "value"> & {
  readonly cells: readonly (CellTypes[Type] | undefined)[];
};

/** A column with its cells, one for each row. */
export type FilledColumn = { [Type in keyof CellTypes]: FilledOf<Type> }[keyof CellTypes];

/** Rows and columns, ready to be written in any format. */
export interface Table {
  readonly title: string;
  readonly columns: readonly FilledColumn[];
  readonly size: number;
}

/** Fills the columns with the cells of the rows. */
export const tableOf = <Row>(title: string, columns: readonly Column<Row>[], rows: readonly Row[]): Table => ({
  title,
  // The compiler cannot see that the cells of each column are of that column's own type.
  columns: columns.map(({ value, ...column }) => ({ ...column, cells: rows.map((row) => value(row)) }) as FilledColumn),
  size: rows.length,
});
