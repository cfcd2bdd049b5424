import type { ASTNode } from "@marcbachmann/cel-js";
import { eitherOf, type Kind, type Kinds, type Sort, sortOf } from "./kind.ts";
import { daysHint, type KindComplaint } from "./kind-complaint.ts";
import { type Loop, loopOf } from "./names.ts";
import { operatorKinds } from "./operator-kinds.ts";
import { complainOf, isOneOf, type Judge, type Place, told, wantTruth } from "./part.ts";
import { calledName, childrenOf } from "./shape.ts";

const any: Kind = { is: "any" };
const number: Kind = { is: "number" };
const text: Kind = { is: "text" };
const truth: Kind = { is: "yes-no" };

interface Called {
  readonly takes: readonly Sort[];
  /** What it takes, in words. */
  readonly words: string;
  readonly gives: Kind;
  readonly hint?: string;
}

const ofTexts = { takes: ["text"], words: "texts", gives: truth } as const;

const functions: Readonly<Record<string, Called>> = {
  size: { takes: ["text", "list", "group"], words: "texts, lists and groups of fields", gives: number },
  days: { takes: ["text"], words: "dates", gives: number, hint: daysHint },
  string: { takes: ["text", "number", "yes-no"], words: "texts, numbers, true and false", gives: text },
  int: { takes: ["number", "text"], words: "numbers and texts", gives: number },
  double: { takes: ["number", "text"], words: "numbers and texts", gives: number },
  startsWith: ofTexts,
  endsWith: ofTexts,
  contains: ofTexts,
};

const call: Judge = (parts, node, place) => {
  const name = calledName(node) ?? "";
  const called = functions[name];
  if (!called) return name === "has" ? truth : any;
  for (const part of parts.filter((each) => !isOneOf(each, called.takes)))
    complainOf([part], { message: `${name}() works with ${called.words}, not with ${told(part)}.`, hint: called.hint }, place);
  return called.gives;
};

const literalKinds: Readonly<Record<string, Kind>> = { string: text, number, bigint: number, boolean: truth };

const judges: Readonly<Record<string, Judge>> = {
  ...operatorKinds,
  call,
  rcall: call,
  value: (_, { args }) => (args === null ? { is: "nothing" } : (literalKinds[typeof args] ?? any)),
  id: (_, { args }, { names }) => names.get(String(args)) ?? any,
  list: (parts) => ({ is: "list", of: eitherOf(parts.map(({ kind }) => kind)) }),
  map: (parts) => ({ is: "map", of: eitherOf(parts.flatMap(({ kind }, index) => (index % 2 === 1 ? kind : []))) }),
};

/** What a list function calls its items: of fields it runs over the names. */
function itemKind(over: Kind): Kind {
  if (over.is === "list") return over.of;
  return sortOf(over) === "group" ? text : any;
}

function kindOfLoop(node: ASTNode, { over, item, bodies }: Loop, place: Place): Kind {
  const name = calledName(node) ?? "";
  const whole = { node: over, kind: kindOf(over, place) };
  const message = `${name}() runs over a list, not over ${told(whole)}.`;
  if (!isOneOf(whole, ["list", "group"]))
    complainOf([whole], { message, hint: "A deal's lists are activities, line_items, approvals and history." }, place);
  const own = itemKind(whole.kind);
  const inside = { ...place, names: new Map([...place.names, [item, own]]) };
  const asked = bodies.map((body) => ({ node: body, kind: kindOf(body, inside) }));
  const made = name === "map" ? asked.at(-1) : undefined;
  wantTruth(
    asked.filter((part) => part !== made),
    (found) => `True or false is needed in ${name}(), not ${found}.`,
    place,
  );
  if (made) return { is: "list", of: made.kind };
  return name === "filter" ? { is: "list", of: own } : truth;
}

function kindOf(node: ASTNode, place: Place): Kind {
  const loop = loopOf(node);
  if (loop) return kindOfLoop(node, loop, place);
  const parts = childrenOf(node).map((part) => ({ node: part, kind: kindOf(part, place) }));
  return judges[node.op]?.(parts, node, place) ?? any;
}

/**
 * What cannot be right in an expression whose names hold values of these kinds: fields that are not there, and values
 * that do not fit each other. What is not known to be wrong is not complained of.
 */
export function judgeKinds(node: ASTNode, names: Kinds): KindComplaint[] {
  const complaints = new Map<string, KindComplaint>();
  const place: Place = { names, complain: (complaint) => complaints.set(complaint.message, complaint) };
  const whole = { node, kind: kindOf(node, place) };
  wantTruth([whole], (found) => `The rule gives ${found}; true or false is needed.`, place);
  return [...complaints.values()];
}
