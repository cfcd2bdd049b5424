import type { Settings } from "../content/content.ts";
import { hasUnreadPipeline, pipelineIds, pipelinePath } from "../content/rule-book.ts";
import { type MappingFile, skip } from "../import/mapping.ts";
import type { Pipeline } from "../pipeline/pipeline.ts";
import { didYouMean } from "../text/suggest.ts";
import type { YamlPath } from "../text/yaml-source.ts";
import type { Rule, RuleProblem } from "./rule.ts";

/** What a mapping file is held against. */
export type ImportNames = Pick<Settings, "people" | "rules">;

/** A name that stands in a mapping file. */
interface Named {
  readonly at: YamlPath;
  readonly name: string;
  readonly what: string;
  readonly known: readonly string[];
}

const answersIn = (
  key: "stages" | "stage_dates" | "people" | "lost_reasons",
  { mapping }: MappingFile,
  rest: Pick<Named, "what" | "known">,
): Named[] => Object.entries(mapping[key]).flatMap(([word, name]) => (name === skip ? [] : [{ at: [key, word], name, ...rest }]));

function namesIn(file: MappingFile, pipelines: readonly Pipeline[], people: ImportNames["people"]): Named[] {
  const stage = { what: "stage", known: pipelines.flatMap(({ stages }) => stages.map(({ id }) => id)) };
  const reason = { what: "reason for a loss", known: pipelines.flatMap(({ lost_reasons }) => lost_reasons.map(({ id }) => id)) };
  const first = file.mapping.first_stage;
  return [
    ...answersIn("stages", file, stage),
    ...answersIn("stage_dates", file, stage),
    ...(first === undefined ? [] : [{ at: ["first_stage"], name: first, ...stage }]),
    ...answersIn("lost_reasons", file, reason),
    // What is wrong with people.yaml is found there.
    ...(people ? answersIn("people", file, { what: "person", known: Object.keys(people.people) }) : []),
  ];
}

/** The names in a mapping file that nothing here has. `pipeline` is the one that it is for; `undefined`: nobody says, any may be meant. */
export function unknownNames(file: MappingFile, pipeline: string | undefined, { people, rules }: ImportNames): RuleProblem[] {
  const all = [...rules.pipelines.values()];
  const pipelines = all.filter(({ id }) => pipeline === undefined || id === pipeline);
  return namesIn(file, pipelines, people)
    .filter(({ name, known }) => !known.includes(name))
    .map(({ at, name, what, known }) => ({
      at: file.source.locate(at),
      message: `There is no ${what} "${name}"${what !== "person" && pipeline !== undefined ? ` in the pipeline "${pipeline}"` : ""}.`,
      hint: didYouMean(name, [...new Set(known)]),
    }));
}

/** The pipeline that a file is named after: `trello-sales.yaml`; one with another name is given by hand, for any. */
function pipelineOf(path: string, { mapping }: MappingFile): string | undefined {
  const [, name = ""] = /^imports\/(.+)\.yaml$/.exec(path) ?? [];
  return name.startsWith(`${mapping.from}-`) ? name.slice(mapping.from.length + 1) : undefined;
}

function problemsOf(path: string, file: MappingFile, settings: ImportNames): RuleProblem[] {
  const { rules } = settings;
  const pipeline = pipelineOf(path, file);
  // What a pipeline that cannot be read has, nobody can say.
  if (pipeline === undefined ? hasUnreadPipeline(rules) : rules.unread.has(pipelinePath(pipeline))) return [];
  if (pipeline === undefined || rules.pipelines.has(pipeline)) return unknownNames(file, pipeline, settings);
  return [
    {
      at: undefined,
      message: `The file is named after a pipeline "${pipeline}", which there is not.`,
      hint: `${didYouMean(pipeline, pipelineIds(rules))} Name the file ${file.mapping.from}-PIPELINE.yaml.`,
    },
  ];
}

/** What the words of another system stand for exists. */
export const importUnknownName: Rule<ImportNames & Pick<Settings, "mappings">> = {
  code: "import/unknown-name",
  summary: "The pipeline, stages, people and reasons that a file in imports/ names exist.",
  check: (settings) =>
    [...settings.mappings].flatMap(([path, file]) => problemsOf(path, file, settings).map((problem) => ({ ...problem, file: path }))),
};
