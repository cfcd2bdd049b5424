import type { ASTNode, EvaluationError, TypeError as KindError, ParseError } from "@marcbachmann/cel-js";
import { didYouMean } from "../text/suggest.ts";
import { namePath } from "./names.ts";

/** What the library raises. */
export type LibraryError = ParseError | EvaluationError | KindError;

/** What an expression may speak of, and, where it has run, of what it did. */
export interface Speech {
  readonly names: readonly string[];
  readonly inputs?: Readonly<Record<string, unknown>> | undefined;
}

/** What the library says, taken apart by a pattern. */
type Phrase = (found: readonly string[], speech: Speech, node: ASTNode | undefined) => string;

const kindNames: Readonly<Record<string, string>> = {
  string: "a text",
  int: "a number",
  uint: "an unsigned number",
  double: "a number",
  bool: "true or false",
  null: "nothing",
  list: "a list",
  map: "a group of fields",
};

/** A kind of value in plain words; the library writes `dyn<string>`, `list<int>`. */
export const kindName = (kind = ""): string => kindNames[kind.replace(/^dyn<(.*)>$/, "$1").replace(/<.*$/, "")] ?? "a value";

const kindList = (kinds = ""): string =>
  kinds === ""
    ? "nothing"
    : kinds
        .split(/, (?![^<]*>)/)
        .map(kindName)
        .join(" and ");

/** The dotted name that a part of an expression spells, such as deal.contact.name. */
const dottedName = (node: ASTNode | undefined): string | undefined => node && namePath(node)?.join(".");

const absent: Phrase = ([, key = ""], { inputs }, node) => {
  const name = dottedName(node) ?? key;
  const [root = ""] = name.split(".");
  if (inputs && inputs[root] === null) return `There is no "${root}" here, so "${name}" has no value.`;
  return `The field "${name.replace(/^deal\./, "")}" is not filled in.`;
};

const outside: Phrase = ([, index, size], _, node) => {
  const list = dottedName((node?.args as [ASTNode] | undefined)?.[0])?.replace(/^deal\./, "");
  return `The list${list === undefined ? "" : ` "${list}"`} has no item [${index}]: it holds ${size}, and the first is [0].`;
};

const tokens: Readonly<Record<string, string>> = { RPAREN: ")", RBRACKET: "]", RBRACE: "}", COLON: ":", COMMA: ",", DOT: "." };

const phrases: readonly (readonly [RegExp, Phrase])[] = [
  [/^No such key: index out of bounds, index (-?\d+) (?:>= size (\d+)|< 0)/, outside],
  [/^No such key: (.*)$/s, absent],
  [/^Unknown variable: (.*)$/, ([, name = ""], { names }) => `There is no "${name}" here. ${didYouMean(name, names)}`],
  [/^no such overload: ([!-])(.*)$/, ([, sign, kind]) => `"${sign}" cannot stand before ${kindName(kind)}.`],
  [
    /^no such overload: (.+) (==|!=|[<>]=?|[-+*/%]|in) (.+)$/,
    ([, left, sign, right]) => `"${sign}" cannot stand between ${kindName(left)} and ${kindName(right)}.`,
  ],
  [
    /^found no matching overload for '([a-z]+(?:<.*>)?)\.(\w+)\((.*)\)'$/,
    ([, kind, name, given]) => `${kindName(kind)} has no ${name}() for ${kindList(given)}.`.replace(/^a/, "A"),
  ],
  [/^found no matching overload for '(\w+)\((.*)\)'$/, ([, name, given]) => `${name}() cannot be asked of ${kindList(given)}.`],
  [
    /^Logical operator requires bool operands, got '(.*)'$/,
    ([, kind]) => `"&&" and "||" join what is true or false, not ${kindName(kind)}.`,
  ],
  [
    /^Ternary branches .* got '(.*)' and '(.*)'$/,
    ([, a, b]) => `Both outcomes of "? :" are of one kind, not ${kindName(a)} and ${kindName(b)}.`,
  ],
  [/must (?:be|return) bool, got '(.*)'$/, ([, kind]) => `True or false is needed here, not ${kindName(kind)}.`],
  [/^division by zero|^modulo by zero/, () => "It divides by zero."],
  [/^integer overflow|overflow/, () => "It calculates with a number that is too large."],
  [/^(\w+)\(\) type error/, ([, name]) => `${name}() cannot make a number of that.`],
  [/^Unexpected token: EOF$|^Expected \w+, got EOF$/, () => "The expression ends too early."],
  [/^Expected (\w+), got/, ([, token = ""]) => `${tokens[token] ? `"${tokens[token]}"` : "Something else"} is expected here.`],
  [/^Unexpected character: '?=/, () => 'To compare two values, write "==".'],
  [/^Unexpected character: '?(.)/su, ([, letter]) => `"${letter}" cannot stand here.`],
  [/^Unexpected token/, () => "Something is missing before this place, or too much stands here."],
  [/^Unterminated|^Newlines/, () => "A text is not closed with a quotation mark."],
  [/^Invalid escape|^Invalid \w+ escape|escape/, () => 'A backslash in a text is written twice: "\\\\".'],
  [/^Exceeded maxAstNodes \((\d+)\)/, ([, most]) => `The expression has more than ${most} parts. Split it into several rules.`],
  [/^Exceeded \w+ \((\d+)\)/, ([, most]) => `The expression is nested more than ${most} deep. Split it into several rules.`],
  [/^has\(\) invalid/, () => "has() asks for a field, such as has(deal.contact)."],
  [/invalid predicate iteration variable/, () => "A list function begins with a name for the item, such as exists(each, each.reply)."],
  [/cannot be range of a comprehension/, () => "all(), exists(), filter() and map() run over a list."],
];

/** A complaint of the library, in words for people who have never heard of CEL. */
export function inPlainWords({ summary, node: place }: LibraryError, speech: Speech): string {
  const node = place && "op" in place ? (place as ASTNode) : undefined;
  for (const [pattern, phrase] of phrases) {
    const found = pattern.exec(summary);
    if (found) return phrase(found, speech, node);
  }
  return `${summary.replace(/\.$/, "")}.`;
}
