import { areDifferent, eitherOf, type Kind, memberOf, type Sort } from "./kind.ts";
import { noField, strangeName } from "./kind-complaint.ts";
import { namePath } from "./names.ts";
import { complainOf, isOneOf, type Judge, type Part, type Place, told, wantTruth } from "./part.ts";

const any: Kind = { is: "any" };
const number: Kind = { is: "number" };
const truth: Kind = { is: "yes-no" };

type Pair = readonly [Part, Part];

const isNothing = ({ kind }: Part): boolean => kind.is === "nothing";

const complainOfComparison = ([a, b]: Pair, place: Place) =>
  complainOf([a, b], { message: `The rule compares ${told(a)} with ${told(b)}.` }, place);

/** Values are equal to those of their own sort alone; whether there is nothing may be asked of all. */
const equality: Judge = (parts, _, place) => {
  const [a, b] = parts as Pair;
  if (areDifferent(a.kind, b.kind) && !parts.some(isNothing)) complainOfComparison([a, b], place);
  return truth;
};

const order: Judge = (parts, _, place) => {
  const [a, b] = parts as Pair;
  const hasOrder = parts.every((part) => isOneOf(part, ["text", "number", "yes-no"]));
  if (areDifferent(a.kind, b.kind) || !hasOrder) complainOfComparison([a, b], place);
  return truth;
};

const calculation = (sign: string, takes: readonly Sort[]): Judge => {
  return (parts, _, place) => {
    const [a, b] = parts as Pair;
    const fits = !areDifferent(a.kind, b.kind) && parts.every((part) => isOneOf(part, takes));
    if (!fits) complainOf(parts, { message: `"${sign}" cannot stand between ${told(a)} and ${told(b)}.` }, place);
    if (takes.length === 1) return number;
    return fits ? eitherOf([a.kind, b.kind].filter(({ is }) => is !== "any")) : any;
  };
};

const negation: Judge = (parts, _, place) => {
  wantTruth(parts, (found) => `"!" cannot stand before ${found}.`, place);
  return truth;
};

const minus: Judge = (parts, _, place) => {
  for (const part of parts.filter((each) => !isOneOf(each, ["number"])))
    complainOf([part], { message: `"-" cannot stand before ${told(part)}.` }, place);
  return number;
};

const joining: Judge = (parts, { op }, place) => {
  wantTruth(parts, (found) => `"${op}" joins what is true or false, not ${found}.`, place);
  return truth;
};

const outcome: Judge = ([condition, ...outcomes], _, place) => {
  wantTruth(condition ? [condition] : [], (found) => `True or false is needed before "?", not ${found}.`, place);
  return eitherOf(outcomes.map(({ kind }) => kind));
};

/** The kind of a field that stands in fields of that name. */
function field({ node, kind }: Part, name: string, { complain }: Place): Kind {
  const found = memberOf(kind, name);
  if (!found && kind.is === "group") complain(strangeName([...(namePath(node) ?? []), name], kind.fields.keys()));
  return found ?? any;
}

/** What is read of fields by a name that is itself a part of the expression. */
function fieldBy([whole, name]: Pair, place: Place): Kind {
  if (!isOneOf(name, ["text"])) {
    complainOf([whole], { message: `${told(whole)} has fields with names, and is read by ${told(name)}.` }, place);
    return any;
  }
  if (name.node.op === "value") return field(whole, String(name.node.args), place);
  return whole.kind.is === "map" ? whole.kind.of : any;
}

function itemBy([whole, index]: Pair, place: Place): Kind {
  if (whole.kind.is === "list" && isOneOf(index, ["number"])) return whole.kind.of;
  complainOf([whole], { message: `${told(whole)} has items with numbers, and is read by ${told(index)}.` }, place);
  return any;
}

const inBrackets: Judge = (parts, _, place) => {
  const [whole, member] = parts as Pair;
  if (whole.kind.is === "any") return any;
  if (whole.kind.is === "list") return itemBy([whole, member], place);
  if (isOneOf(whole, ["group"])) return fieldBy([whole, member], place);
  complainOf([whole], { message: `${told(whole)} has no fields and no items.`, hint: "Read it as a whole." }, place);
  return any;
};

const behindDot: Judge = ([whole], { args }, place) => {
  const name = String((args as readonly unknown[])[1]);
  if (!whole) return any;
  if (isOneOf(whole, ["group"])) return field(whole, name, place);
  place.complain(noField(whole.kind, { told: told(whole), name }));
  return any;
};

const containsHint = 'Whether a text stands in another is asked with contains(), such as deal.title.contains("platform").';

const membership: Judge = (parts, _, place) => {
  const [item, whole] = parts as Pair;
  if (whole.kind.is === "list") {
    const isElsewhere = areDifferent(item.kind, whole.kind.of) && !isNothing(item);
    if (isElsewhere) complainOf([item], { message: `${told(item)} is looked for among values of another kind.` }, place);
  } else if (!isOneOf(whole, ["group"])) {
    const message = `"in" looks into a list or a group of fields, not into ${told(whole)}.`;
    complainOf([whole], { message, hint: containsHint }, place);
  } else if (whole.kind.is !== "any") fieldBy([whole, item], place);
  return truth;
};

const numbers: readonly Sort[] = ["number"];

/** What the signs of an expression make of their sides, by the name that the library gives them. */
export const operatorKinds: Readonly<Record<string, Judge>> = {
  ".": behindDot,
  "[]": inBrackets,
  "==": equality,
  "!=": equality,
  "<": order,
  "<=": order,
  ">": order,
  ">=": order,
  "+": calculation("+", ["number", "text", "list"]),
  "-": calculation("-", numbers),
  "*": calculation("*", numbers),
  "/": calculation("/", numbers),
  "%": calculation("%", numbers),
  in: membership,
  "&&": joining,
  "||": joining,
  "!_": negation,
  "-_": minus,
  "?:": outcome,
};
