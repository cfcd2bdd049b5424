/** A field that one version of a file has otherwise than another; `undefined` where it is not there. */
export interface FieldDifference {
  /** Its dotted name; `notes` for what stands below the front matter. */
  readonly field: string;
  readonly from: string | undefined;
  readonly to: string | undefined;
}

const shown = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

const isGroup = (value: unknown): value is object => typeof value === "object" && value !== null && !Array.isArray(value);

/** Every value by its dotted name; each item of a list is a value of its own, whatever its place. */
function valuesOf(value: unknown, name = ""): Map<string, { readonly field: string; readonly text: string }> {
  if (Array.isArray(value)) return new Map(value.map((item) => [`${name} ${shown(item)}`, { field: name, text: itemText(item) }]));
  if (!isGroup(value)) return new Map([[name, { field: name, text: shown(value) }]]);
  const parts = Object.entries(value).flatMap(([key, inner]) => [...valuesOf(inner, name === "" ? key : `${name}.${key}`)]);
  return new Map(parts);
}

/** An item of a list in one line, without the names of its fields. */
const itemText = (item: unknown): string => (isGroup(item) ? Object.values(item).map(shown).join(", ") : shown(item));

/** What differs between two versions of data, field by field, in the order of the first. */
export function valueDifferences(before: unknown, after: unknown): FieldDifference[] {
  const [old, now] = [valuesOf(before ?? {}), valuesOf(after ?? {})];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((key) => {
    const [from, to] = [old.get(key), now.get(key)];
    const field = from?.field ?? to?.field ?? key;
    return from?.text === to?.text ? [] : [{ field, from: from?.text, to: to?.text }];
  });
}

/** The same of a text of many lines, which is not shown. */
export const textDifference = (field: string, before: string, after: string): FieldDifference[] =>
  before === after ? [] : [{ field, from: "as they were", to: "changed" }];
