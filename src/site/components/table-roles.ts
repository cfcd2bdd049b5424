/**
 * The roles of a table's elements, to be written out where a phone shows the table as cards: another display takes an
 * element's own role away in some browsers. Each is made anew when it is asked for: where Astro spreads an object into an
 * element of a styled component, it writes the style's class into that object.
 */
export const tableRoles = {
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
