/** What kind of value stands at a place, as far as that is known before there is a deal. */
export type Kind =
  | PlainKind
  /** Values one after the other. */
  | { readonly is: "list"; readonly of: Kind }
  /** Values by names that anybody may choose. */
  | { readonly is: "map"; readonly of: Kind }
  /** Values by names that are settled. */
  | { readonly is: "group"; readonly fields: ReadonlyMap<string, Kind> };

/** A kind of values that have no parts; `any` is one that nobody knows. */
export interface PlainKind {
  readonly is: "any" | "text" | "date" | "number" | "yes-no" | "nothing";
}

/** Kinds by name. */
export type Kinds = ReadonlyMap<string, Kind>;

/** Kinds that are compared with each other: a date is a text, and fields are fields, whoever named them. */
export type Sort = Exclude<Kind["is"], "date" | "map">;

/** The sort that a kind is of. */
export function sortOf({ is }: Kind): Sort {
  if (is === "date") return "text";
  return is === "map" ? "group" : is;
}

/** True where it is known that two kinds are not of one sort. */
export function areDifferent(a: Kind, b: Kind): boolean {
  const sorts: readonly Sort[] = [sortOf(a), sortOf(b)];
  return sorts[0] !== sorts[1] && !sorts.includes("any");
}

/** The kind of a value that is of one of these kinds, nobody knows which. */
export function eitherOf(kinds: readonly Kind[]): Kind {
  const [first, ...others] = kinds;
  if (!first || others.some((kind) => sortOf(kind) !== sortOf(first))) return { is: "any" };
  if (others.every((kind) => kind === first || (kind.is === first.is && !("of" in kind) && !("fields" in kind)))) return first;
  const items = kinds.flatMap((kind) => (kind.is === "list" ? kind.of : []));
  if (items.length > 0) return { is: "list", of: eitherOf(items) };
  return sortOf(first) === "group" ? { is: "map", of: { is: "any" } } : { is: "text" };
}

/** The kind of what stands under a name; `undefined` where there can be nothing of that name. */
export function memberOf(kind: Kind, name: string): Kind | undefined {
  if (kind.is === "any") return kind;
  if (kind.is === "group") return kind.fields.get(name);
  if (kind.is === "list") return /^\d+$/.test(name) ? kind.of : undefined;
  return kind.is === "map" ? kind.of : undefined;
}

const words: Readonly<Record<Kind["is"], string>> = {
  any: "a value",
  text: "a text",
  date: "a date",
  number: "a number",
  "yes-no": "true or false",
  nothing: "nothing",
  list: "a list",
  map: "a group of fields",
  group: "a group of fields",
};

/** Names for readers, such as `amount.value`: the deal goes without saying, and nobody counts the items of a list from 0. */
export function pathText([root = "", ...path]: readonly string[]): string {
  const inside = path.filter((name) => !/^\d+$/.test(name));
  return (root === "deal" && inside.length > 0 ? inside : [root, ...inside]).join(".");
}

/** A kind for readers, such as `a date`; with the names that it is read by, `"stage_entered" (a date)`. */
export const kindText = ({ is }: Kind, path?: readonly string[]): string => (path ? `"${pathText(path)}" (${words[is]})` : words[is]);
