// One to three digits, so that a date such as 2026-01-05 is left alone.
const numbered = /^(\d{1,3})[-_. ]+(?=\D)/;

/** The number that a name such as `03-closing` is sorted by. */
export function numberOf(name: string): number | undefined {
  const digits = numbered.exec(name)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** A file or folder name as a title: `03-closing-a_deal` becomes "Closing a deal". */
export function readableName(name: string): string {
  const words = name
    .replace(numbered, "")
    .replace(/[-_\s]+/g, " ")
    .trim();
  const title = words === "" ? name : words;
  return title.charAt(0).toUpperCase() + title.slice(1);
}
