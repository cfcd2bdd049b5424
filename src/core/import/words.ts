import type { People } from "../people/people.ts";
import { type Pipeline, type Stage, stageById } from "../pipeline/pipeline.ts";
import { toId } from "../text/field-types.ts";
import { type Mapping, skip } from "./mapping.ts";

/** What the words of another system may stand for here. */
export interface Vocabulary {
  readonly pipeline: Pipeline;
  readonly people: People;
  readonly mapping: Mapping;
}

const answerOf = (answers: Readonly<Record<string, string>>, word: string): string | undefined =>
  Object.hasOwn(answers, word) ? answers[word] : undefined;

// `A. Lead` is sorted by its letter, `Closed won (Sales Pipeline)` is a stage of that pipeline.
const bareWord = (word: string): string => toId(word.replace(/^\s*[A-Z0-9]{1,2}[.)]\s+/, "").replace(/\s*\([^)]*\)\s*$/, ""));

const isNamed = (word: string, { id, name }: { readonly id: string; readonly name: string }): boolean => {
  const bare = bareWord(word);
  return bare !== "" && (bare === id || bare === toId(name) || bare.replaceAll("-", "") === id.replaceAll("-", ""));
};

/** An ending that another system calls plainly won or lost. */
function endingOf(word: string, { stages }: Pipeline): Stage | undefined {
  const kind = /^(?:closed[ -]?)?(won|lost)$/i.exec(word.replace(/\s*\([^)]*\)\s*$/, "").trim())?.[1]?.toLowerCase();
  const [only, ...others] = stages.filter((stage) => stage.kind === kind);
  return others.length === 0 ? only : undefined;
}

/** The stage that a word stands for, `skip`, or `undefined` where nobody has said. */
export function stageOf(word: string, { pipeline, mapping }: Vocabulary): string | undefined {
  // A column of dates of its own goes by its heading.
  const answer = answerOf(mapping.stages, word) ?? answerOf(mapping.stage_dates, word);
  if (answer !== undefined) return answer === skip || stageById(pipeline, answer) ? answer : undefined;
  return (pipeline.stages.find((stage) => isNamed(word, stage)) ?? endingOf(word, pipeline))?.id;
}

/** The person that a name stands for, `skip`, or `undefined`. */
export function personOf(word: string, { people, mapping }: Vocabulary): string | undefined {
  const answer = answerOf(mapping.people, word);
  if (answer !== undefined) return answer === skip || Object.hasOwn(people.people, answer) ? answer : undefined;
  const name = toId(word);
  if (name === "") return undefined;
  const known = Object.entries(people.people);
  const isOwn = (address: string | undefined) => address?.toLowerCase() === word.trim().toLowerCase();
  const found = known.filter(
    ([id, person]) => id === name || toId(person.name) === name || [person.email, ...(person.emails ?? [])].some(isOwn),
  );
  return found.length === 1 ? found[0]?.[0] : undefined;
}

/** The pipeline's reason for a loss that a text stands for, or `undefined`. */
export function reasonOf(word: string, { pipeline, mapping }: Vocabulary): string | undefined {
  const answer = answerOf(mapping.lost_reasons, word);
  const known = pipeline.lost_reasons;
  if (answer !== undefined) return known.find(({ id }) => id === answer)?.id;
  return known.find((reason) => isNamed(word, reason))?.id;
}
