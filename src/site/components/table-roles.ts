/**
 * The roles of a table's elements, to be written out where a phone shows the table as cards: another display takes an
 * element's own role away in some browsers.
 */
export const tableRoles = {
  table: { role: "table" },
  rows: { role: "rowgroup" },
  row: { role: "row" },
  head: { role: "columnheader", scope: "col" },
  rowHead: { role: "rowheader", scope: "row" },
  cell: { role: "cell" },
} as const;
