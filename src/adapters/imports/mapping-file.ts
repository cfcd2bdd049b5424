import { parseDocument } from "yaml";
import type { ImportSystem } from "../../core/import/mapping.ts";
import type { Question } from "../../core/import/questions.ts";

/** A question and its answer. */
export interface Answer {
  readonly question: Question;
  readonly value: string;
}

const header = " yaml-language-server: $schema=../../schema/import.schema.json";

/** The text of a new mapping file. */
export const newMappingText = (from: ImportSystem): string => `#${header}\nfrom: ${from}\n`;

/** The text of a mapping file with answers added; what stands there, comments included, stays. */
export function withAnswers(text: string, answers: readonly Answer[]): string {
  const document = parseDocument(text);
  for (const { question, value } of answers)
    document.setIn(question.word === undefined ? [question.key] : [question.key, question.word], value);
  return document.toString({ lineWidth: 0 });
}

/** Lines to put into a mapping file, with what may stand there. */
export function openLines(questions: readonly Question[]): string[] {
  const groups = Map.groupBy(questions, ({ key }) => key);
  return [...groups].flatMap(([key, own]) => {
    const lines = own.map(({ word, choices }) => {
      const values = choices.map(({ value }) => value).join(" | ");
      return word === undefined ? `${key}: …  # ${values}` : `  ${JSON.stringify(word)}: …  # ${values}`;
    });
    return own[0]?.word === undefined ? lines : [`${key}:`, ...lines];
  });
}
