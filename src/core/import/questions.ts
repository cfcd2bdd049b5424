import type { Pipeline } from "../pipeline/pipeline.ts";
import { skip } from "./mapping.ts";
import { type DateOrder, type DecimalMark, possibleMarks, possibleOrders } from "./reading.ts";
import type { SourceDeal } from "./source-deal.ts";
import { personOf, reasonOf, stageOf, type Vocabulary } from "./words.ts";

/** Something that the file does not tell, and that is not guessed. */
export interface Question {
  /** The key of the mapping file that answers it. */
  readonly key: "sheet" | "columns" | "stages" | "people" | "lost_reasons" | "pipelines" | "dates" | "decimals" | "currency";
  /** The word that is asked about; absent where the key has one answer. */
  readonly word?: string;
  readonly message: string;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
}

/** How the file's dates and amounts are read. */
export interface Ways {
  readonly order: DateOrder;
  readonly mark: DecimalMark;
}

const stageChoices = ({ stages }: Pipeline) => [
  ...stages.map(({ id, name }) => ({ value: id, label: name })),
  { value: skip, label: "Do not import" },
];

const unknown = (words: Iterable<string>, isKnown: (word: string) => boolean): string[] =>
  [...new Set(words)].filter((word) => !isKnown(word)).sort();

const isEmpty = (word: string | undefined): boolean => (word ?? "").trim() === "";

/** The words for stages that a deal needs: where it is, and where it was. */
const stageWords = (deal: SourceDeal): string[] => [...deal.moves.map(({ stage }) => stage), deal.stage];

function stageQuestions(deals: readonly SourceDeal[], words: Vocabulary): Question[] {
  const strange = unknown(deals.flatMap(stageWords), (word) => stageOf(word, words) !== undefined);
  const choices = stageChoices(words.pipeline);
  return strange.map((word) => ({ key: "stages", word, message: `Which stage of ${words.pipeline.name} is "${word}"?`, choices }));
}

function peopleQuestions(deals: readonly SourceDeal[], words: Vocabulary): Question[] {
  const strange = unknown(
    deals.map(({ owner }) => owner),
    (word) => personOf(word, words) !== undefined,
  );
  const people = Object.entries(words.people.people).map(([value, { name }]) => ({ value, label: name }));
  const choices = [...people, { value: skip, label: "Do not import their deals" }];
  const ask = (word: string) => (isEmpty(word) ? "Who owns the deals that have no owner?" : `Who is "${word}"?`);
  return strange.map((word) => ({ key: "people", word, message: ask(word), choices }));
}

function reasonQuestions(deals: readonly SourceDeal[], words: Vocabulary): Question[] {
  const lost = new Set(words.pipeline.stages.flatMap(({ id, kind }) => (kind === "lost" ? [id] : [])));
  const given = deals.filter((deal) => lost.has(stageOf(deal.stage, words) ?? "")).map(({ lostReason = "" }) => lostReason);
  const choices = words.pipeline.lost_reasons.map(({ id, name }) => ({ value: id, label: name }));
  const ask = (word: string) => (isEmpty(word) ? "Why were the deals lost that give no reason?" : `Which reason for a loss is "${word}"?`);
  return unknown(given, (word) => reasonOf(word, words) !== undefined).map((word) => ({
    key: "lost_reasons",
    word,
    message: ask(word),
    choices,
  }));
}

const datesOf = ({ created, entered, expectedClose, moves }: SourceDeal): string[] =>
  [created ?? "", entered, expectedClose ?? "", ...moves.map(({ date }) => date)].filter((text) => text !== "");

const orderNames: Readonly<Record<DateOrder, string>> = { ymd: "year, month, day", dmy: "day, month, year", mdy: "month, day, year" };

function dateQuestion(orders: readonly DateOrder[], texts: readonly string[]): Question {
  const example = texts.find((text) => possibleOrders([text]).length > 1) ?? texts[0] ?? "";
  const message =
    orders.length === 0
      ? "The dates are in no one order; one file has one. Which do they have?"
      : `In which order are dates such as ${example}?`;
  const choices = (orders.length === 0 ? (["ymd", "dmy", "mdy"] as const) : orders).map((value) => ({ value, label: orderNames[value] }));
  return { key: "dates", message, choices };
}

function markQuestion(texts: readonly string[]): Question {
  const example = texts.find((text) => possibleMarks([text]).length > 1) ?? texts[0] ?? "";
  const choices = [
    { value: "point", label: "a point: 1,234.50" },
    { value: "comma", label: "a comma: 1.234,50" },
  ];
  return { key: "decimals", message: `What stands before the decimals of amounts such as ${example}?`, choices };
}

/** The ways that a file's texts are read in, and what has to be asked about them. */
function waysOf(deals: readonly SourceDeal[], { mapping }: Vocabulary): { ways: Ways; questions: Question[] } {
  const dates = deals.flatMap(datesOf);
  const amounts = deals.flatMap(({ amount = "" }) => (amount === "" ? [] : [amount]));
  const orders = mapping.dates ? [mapping.dates] : possibleOrders(dates);
  const marks = mapping.decimals ? [mapping.decimals] : possibleMarks(amounts);
  const questions = [...(orders.length === 1 ? [] : [dateQuestion(orders, dates)]), ...(marks.length === 1 ? [] : [markQuestion(amounts)])];
  return { ways: { order: orders[0] ?? "ymd", mark: marks[0] ?? "point" }, questions };
}

function currencyQuestions(deals: readonly SourceDeal[], base: string, { mapping }: Vocabulary): Question[] {
  const needs = deals.some(({ amount, currency }) => !isEmpty(amount) && isEmpty(currency));
  if (!needs || mapping.currency !== undefined) return [];
  const choices = [...new Set([base, "EUR", "USD", "GBP"])].map((value) => ({ value, label: value }));
  return [{ key: "currency", message: "In which currency are amounts that name none?", choices }];
}

/** Everything that has to be asked before deals can be made of what was read; and how its texts are read. */
export function questionsAbout(deals: readonly SourceDeal[], words: Vocabulary, base: string): { ways: Ways; questions: Question[] } {
  const { ways, questions } = waysOf(deals, words);
  return {
    ways,
    questions: [
      ...stageQuestions(deals, words),
      ...peopleQuestions(deals, words),
      ...reasonQuestions(deals, words),
      ...questions,
      ...currencyQuestions(deals, base, words),
    ],
  };
}
