import type { LeftOut } from "./source-deal.ts";
import type { RawRow } from "./table-deals.ts";

/** A board taken apart: a heading and its items in one table, and what stands between them. */
export interface MondayTable {
  readonly rows: readonly RawRow[];
  readonly leftOut: readonly LeftOut[];
}

const isFilled = (cell: string | undefined): boolean => (cell ?? "").trim() !== "";

const headings = new Set(["name", "item"]);

const isHeading = ({ cells: [first, ...rest] }: RawRow): boolean => headings.has((first ?? "").trim().toLowerCase()) && rest.some(isFilled);

const isSubitemHeading = ({ cells: [first, second] }: RawRow): boolean =>
  (first ?? "").trim().toLowerCase() === "subitems" && isFilled(second);

const filledCount = ({ cells }: RawRow): number => cells.filter(isFilled).length;

/** Above the heading that every group repeats; elsewhere it is an item of which nothing is known yet. */
const isGroupName = (row: RawRow, next: RawRow | undefined): boolean => filledCount(row) === 1 && next !== undefined && isHeading(next);

/**
 * A board's file is no flat table: a title, then for each group its name, the heading again, items with their subitems
 * between them, and a line of sums.
 */
export function mondayTable(rows: readonly RawRow[]): MondayTable {
  const heading = rows.find(isHeading);
  if (!heading) return { rows, leftOut: [] };
  const items: RawRow[] = [heading];
  const leftOut: LeftOut[] = [];
  let isBelowHeading = false;
  let isInSubitems = false;
  for (const [index, row] of rows.entries()) {
    const [first = "", second = ""] = row.cells;
    if (isHeading(row) || isSubitemHeading(row)) [isBelowHeading, isInSubitems] = [true, isSubitemHeading(row)];
    else if (!isFilled(first)) {
      if (isInSubitems && isFilled(second))
        leftOut.push({ place: `row ${row.line}`, what: second.trim(), reason: "It is a subitem; deals are made of items." });
    } else if (isGroupName(row, rows[index + 1])) [isBelowHeading, isInSubitems] = [false, false];
    else if (isBelowHeading) {
      isInSubitems = false;
      items.push(row);
    }
  }
  return { rows: items, leftOut };
}
