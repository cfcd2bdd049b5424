/**
 * The roles of a table's elements, to be written out where a phone shows the table as cards: another display takes an
 * element's own role away in some browsers.
 */
export const tableRoles = {
  // Objects made anew for each element: Astro writes an element's class into the one that it is given.
  get table() {
    return { role: "table" } as const;
  },
  get rows() {
    return { role: "rowgroup" } as const;
  },
  get row() {
    return { role: "row" } as const;
  },
  get head() {
    return { role: "columnheader", scope: "col" } as const;
  },
  get rowHead() {
    return { role: "rowheader", scope: "row" } as const;
  },
  get cell() {
    return { role: "cell" } as const;
  },
};
