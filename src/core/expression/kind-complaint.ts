import { didYouMean } from "../text/suggest.ts";
import { type Kind, pathText, sortOf } from "./kind.ts";

/** Something that cannot be right, whatever the deal. */
export interface KindComplaint {
  /** `name` where there is nothing of that name, `kind` where values do not fit. */
  readonly about: "name" | "kind";
  readonly message: string;
  readonly hint: string;
}

// A deal has thirty fields: a list of them helps nobody.
const fewFields = 6;

function fieldsHint(kind: Kind): string {
  const names = kind.is === "group" ? [...kind.fields.keys()] : [];
  return names.length > 0 && names.length <= fewFields ? `Read one of its fields: ${names.join(", ")}.` : "Read one of its fields.";
}

const listHint = "Count its items with size(), or ask each of them with exists() or all().";
const truthHint = "True and false stand without quotation marks; has() asks whether a field is filled in.";
const textHint = "A number stands without quotation marks, a text between them; int() and double() make a number of a text.";

/** How two dates are compared by numbers. */
export const daysHint = "Count the days between two dates with days(), such as days(deal.stage_entered, today).";

function usualHint(kinds: readonly Kind[]): string {
  if (kinds.some(({ is }) => is === "yes-no")) return truthHint;
  return kinds.some(({ is }) => is === "date") ? daysHint : textHint;
}

/** What does not fit, and what to do where it is no group or list: one of those is read by its parts first. */
export interface Misfit {
  readonly message: string;
  readonly hint?: string | undefined;
}

function hintFor(kinds: readonly Kind[], own: string | undefined): string {
  const group = kinds.find((kind) => sortOf(kind) === "group");
  if (group) return fieldsHint(group);
  return kinds.some(({ is }) => is === "list") ? listHint : (own ?? usualHint(kinds));
}

/** Values of these kinds do not fit. */
export const misfit = (kinds: readonly Kind[], { message, hint }: Misfit): KindComplaint => ({
  about: "kind",
  message: message.replace(/^(?:a |true |nothing )/, (start) => start.charAt(0).toUpperCase() + start.slice(1)),
  hint: hintFor(kinds, hint),
});

/** A value has no field of a name, because it has none at all. */
export const noField = (kind: Kind, { told, name }: { readonly told: string; readonly name: string }): KindComplaint =>
  misfit([kind], { message: `${told} has no field "${name}".`, hint: "Read it as a whole." });

/** There is no field of the last of these names; `known` are those that there are. */
export function strangeName(path: readonly string[], known: Iterable<string>): KindComplaint {
  const name = path.at(-1) ?? "";
  const message = `The rule reads "${pathText(path)}", but there is no field "${name}" there.`;
  return { about: "name", message, hint: didYouMean(name, [...known]) };
}
