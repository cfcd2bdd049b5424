import { pipelineIds, pipelinePath, type RuleBook } from "../content/rule-book.ts";
import { isClosed } from "../pipeline/pipeline.ts";
import { didYouMean } from "../text/suggest.ts";
import type { YamlPath } from "../text/yaml-source.ts";
import { allCriteria, type DealContext, leavesPipeline } from "./deal-context.ts";
import type { Rule, RuleProblem } from "./rule.ts";

interface Reference {
  readonly path: YamlPath;
  readonly name: string;
  readonly what: string;
  /** The names that there are, by the rules in force or by those that the change proposes. */
  readonly known: (rules: RuleBook) => readonly string[];
}

const notYetInForce = "It is new in this change. Bring the rules in first, in a pull request of their own; then the deals that use them.";

function unknown({ file, rules, proposed }: DealContext, { path, name, what, known }: Reference): RuleProblem[] {
  const names = known(rules);
  if (names.includes(name)) return [];
  const isProposed = proposed !== undefined && known(proposed).includes(name);
  return [
    {
      at: isKeyReference(path, name) ? file.source?.locateKey(path) : file.source?.locate(path),
      message: `There is no ${what} "${name}"${isProposed ? " in force yet" : ""}.`,
      hint: isProposed ? notYetInForce : didYouMean(name, names),
    },
  ];
}

/** Names in `confirmed:` and `qualification:` are keys; the others are values. */
const isKeyReference = (path: YamlPath, name: string): boolean => path.at(-1) === name;

/** The deal's pipeline is one of the organisation's. */
export const dealUnknownPipeline: Rule<DealContext> = {
  code: "deal/unknown-pipeline",
  summary: "A deal's pipeline is one of the files in pipelines/.",
  check: (context) =>
    context.rules.unread.has(pipelinePath(context.deal.pipeline))
      ? []
      : unknown(context, { path: ["pipeline"], name: context.deal.pipeline, what: "pipeline", known: pipelineIds }),
};

/** The deal's stage is one of its pipeline's. */
export const dealUnknownStage: Rule<DealContext> = {
  code: "deal/unknown-stage",
  summary: "A deal's stage is one of its pipeline's stages.",
  check: (context) => {
    const { pipeline, deal } = context;
    if (!pipeline || leavesPipeline(context)) return [];
    const known = ({ pipelines }: RuleBook) => (pipelines.get(pipeline.id)?.stages ?? []).map((stage) => stage.id);
    return unknown(context, { path: ["stage"], name: deal.stage, what: "stage", known });
  },
};

/** Everybody whom a deal names is in people.yaml. */
export const dealUnknownPerson: Rule<DealContext> = {
  code: "deal/unknown-person",
  summary: "The owner, and who logged an activity, are in people.yaml.",
  check: (context) => {
    if (!context.people) return [];
    const ids = Object.keys(context.people.people);
    const named = [
      { path: ["owner"], name: context.deal.owner },
      ...context.deal.approvals.map((approval, index) => ({ path: ["approvals", index, "by"], name: approval.by })),
      ...context.deal.activities.map((activity, index) => ({ path: ["activities", index, "by"], name: activity.by })),
    ];
    return named.flatMap(({ path, name }) => unknown(context, { path, name, what: "person", known: () => ids }));
  },
};

/** Every confirmed criterion is one that the pipeline asks for. */
export const dealUnknownCriterion: Rule<DealContext> = {
  code: "deal/unknown-criterion",
  summary: "What a deal confirms is a success criterion of a pipeline.",
  check: (context) => {
    if (!context.pipeline || leavesPipeline(context)) return [];
    return Object.keys(context.deal.confirmed).flatMap((name) =>
      unknown(context, { path: ["confirmed", name], name, what: "success criterion", known: allCriteria }),
    );
  },
};

const frameworkIds = ({ frameworks }: RuleBook): string[] => [...frameworks.keys()];

/** Every answer belongs to a question of a framework. */
export const dealUnknownQuestion: Rule<DealContext> = {
  code: "deal/unknown-question",
  summary: "Answers under qualification belong to a question of a framework.",
  check: (context) => {
    const { frameworks, unread } = context.rules;
    return Object.entries(context.deal.qualification).flatMap(([id, answers]) => {
      const framework = frameworks.get(id);
      if (unread.has(`frameworks/${id}.yaml`)) return [];
      if (!framework) return unknown(context, { path: ["qualification", id], name: id, what: "framework", known: frameworkIds });
      const known = (rules: RuleBook) => (rules.frameworks.get(id)?.questions ?? []).map((question) => question.id);
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
