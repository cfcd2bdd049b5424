import { criteriaOf, isClosed } from "../pipeline/pipeline.ts";
import { didYouMean } from "../text/suggest.ts";
import type { YamlPath } from "../text/yaml-source.ts";
import { type DealContext, leavesPipeline } from "./deal-context.ts";
import type { Rule, RuleProblem } from "./rule.ts";

interface Reference {
  readonly path: YamlPath;
  readonly name: string;
  readonly what: string;
  readonly known: readonly string[];
}

function unknown({ file }: DealContext, reference: Reference): RuleProblem[] {
  if (reference.known.includes(reference.name)) return [];
  return [
    {
      at: isKeyReference(reference) ? file.source?.locateKey(reference.path) : file.source?.locate(reference.path),
      message: `There is no ${reference.what} "${reference.name}".`,
      hint: didYouMean(reference.name, reference.known),
    },
  ];
}

/** Names in `confirmed:` and `qualification:` are keys; the others are values. */
const isKeyReference = ({ path, name }: Reference): boolean => path.at(-1) === name;

/** The deal's pipeline is one of the organisation's. */
export const dealUnknownPipeline: Rule<DealContext> = {
  code: "deal/unknown-pipeline",
  summary: "A deal's pipeline is one of the files in pipelines/.",
  check: (context) =>
    unknown(context, { path: ["pipeline"], name: context.deal.pipeline, what: "pipeline", known: [...context.rules.pipelines.keys()] }),
};

/** The deal's stage is one of its pipeline's. */
export const dealUnknownStage: Rule<DealContext> = {
  code: "deal/unknown-stage",
  summary: "A deal's stage is one of its pipeline's stages.",
  check: (context) => {
    const { pipeline, deal } = context;
    if (!pipeline || leavesPipeline(context)) return [];
    return unknown(context, { path: ["stage"], name: deal.stage, what: "stage", known: pipeline.stages.map((stage) => stage.id) });
  },
};

/** Everybody whom a deal names is in people.yaml. */
export const dealUnknownPerson: Rule<DealContext> = {
  code: "deal/unknown-person",
  summary: "The owner, and who logged an activity, are in people.yaml.",
  check: (context) => {
    if (!context.people) return [];
    const known = Object.keys(context.people.people);
    const named = [
      { path: ["owner"], name: context.deal.owner },
      ...context.deal.activities.map((activity, index) => ({ path: ["activities", index, "by"], name: activity.by })),
    ];
    return named.flatMap(({ path, name }) => unknown(context, { path, name, what: "person", known }));
  },
};

/** Every confirmed criterion is one that the pipeline asks for. */
export const dealUnknownCriterion: Rule<DealContext> = {
  code: "deal/unknown-criterion",
  summary: "What a deal confirms is one of its pipeline's success criteria.",
  check: (context) => {
    if (!context.pipeline || leavesPipeline(context)) return [];
    const known = criteriaOf(context.pipeline);
    return Object.keys(context.deal.confirmed).flatMap((name) =>
      unknown(context, { path: ["confirmed", name], name, what: "success criterion", known }),
    );
  },
};

/** Every answer belongs to a question of a framework. */
export const dealUnknownQuestion: Rule<DealContext> = {
  code: "deal/unknown-question",
  summary: "Answers under qualification belong to a question of a framework.",
  check: (context) => {
    const { frameworks } = context.rules;
    return Object.entries(context.deal.qualification).flatMap(([id, answers]) => {
      const framework = frameworks.get(id);
      if (!framework) return unknown(context, { path: ["qualification", id], name: id, what: "framework", known: [...frameworks.keys()] });
      const known = framework.questions.map((question) => question.id);
      return Object.keys(answers).flatMap((name) =>
        unknown(context, { path: ["qualification", id, name], name, what: `question in ${framework.name}`, known }),
      );
    });
  },
};

/** Only a closed deal is put away. */
export const dealArchived: Rule<DealContext> = {
  code: "deal/archived",
  summary: "Only a won or lost deal is archived.",
  check: ({ deal, file, stage }) => {
    if (deal.archived === undefined || !stage || isClosed(stage)) return [];
    return [
      {
        at: file.source?.locate(["archived"]),
        message: `The deal is archived although it is open, in "${stage.id}"; it would disappear from the board.`,
        hint: `Remove "archived:", or close the deal first.`,
      },
    ];
  },
};

/** What an import wrote stays as it was. */
export const dealHistoryChanged: Rule<DealContext> = {
  code: "deal/history-changed",
  summary: "The imported history of a deal is never edited.",
  check: ({ before, deal, file }) => {
    if (!before || JSON.stringify(before.history) === JSON.stringify(deal.history)) return [];
    return [
      {
        at: file.source?.locateKey(["history"]),
        message: 'The deal\'s "history:" was changed; it records what happened before the deal came into git.',
        hint: 'Restore "history:" as it was. Stage changes since then are in git by themselves.',
      },
    ];
  },
};
