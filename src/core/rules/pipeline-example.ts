import type { BusinessDate } from "../calendar/business-date.ts";
import type { Settings } from "../content/content.ts";
import { pipelinePath, type RuleBook } from "../content/rule-book.ts";
import type { Gap, GateFacts } from "../gate/gap.ts";
import { gapsOf } from "../gate/gaps.ts";
import { isInForce } from "../gate/rule-gaps.ts";
import type { People } from "../people/people.ts";
import { birthStages, type ListedMove, type Pipeline, type Reviewer } from "../pipeline/pipeline.ts";
import { placedRequirements } from "../pipeline/pipeline-complaints.ts";
import { type Examples, type Requirement, ruleFileOf } from "../pipeline/requirement.ts";
import type { YamlPath } from "../text/yaml-source.ts";
import { type Example, type ExampleBasis, readExample } from "./example.ts";
import type { Rule, RuleProblem } from "./rule.ts";

/** Settings whose examples are run, as of a day. */
export interface ExampleRun {
  readonly settings: Pick<Settings, "rules" | "people" | "pipelineSources">;
  readonly today: BusinessDate;
}

/** What examples belong to, and where: a requirement of a stage or move, all of a move, or who is asked to review. */
interface Exemplified {
  readonly examples: Examples;
  readonly path: YamlPath;
  /** What keeps an example from passing. */
  readonly gapsIn: (facts: GateFacts) => Gap[];
  /** Paths of other settings that it is judged by. */
  readonly ruleFiles: readonly string[];
}

const ofRequirements = (requirements: readonly Requirement[]): Pick<Exemplified, "gapsIn" | "ruleFiles"> => ({
  gapsIn: (facts) => requirements.flatMap((requirement) => gapsOf(requirement, facts)),
  ruleFiles: requirements.flatMap((requirement) => ruleFileOf(requirement) ?? []),
});

const notAsked: Gap = { message: 'Nobody is asked, because "when:" is not true.', hint: "" };

const ofReviewer = (reviewer: Reviewer): Pick<Exemplified, "gapsIn" | "ruleFiles"> => ({
  gapsIn: (facts) => (isInForce(reviewer, facts) ? [] : [notAsked]),
  ruleFiles: [],
});

function exemplified(pipeline: Pipeline): Exemplified[] {
  const own = placedRequirements(pipeline).flatMap(({ requirement, path }) =>
    requirement.examples ? [{ ...ofRequirements([requirement]), examples: requirement.examples, path }] : [],
  );
  const moves = pipeline.moves.flatMap(({ needs, examples }, index) =>
    examples ? [{ ...ofRequirements(needs), examples, path: ["moves", index] }] : [],
  );
  const reviewers = pipeline.reviewers.flatMap((reviewer, index) =>
    reviewer.examples ? [{ ...ofReviewer(reviewer), examples: reviewer.examples, path: ["reviewers", index] }] : [],
  );
  return [...own, ...moves, ...reviewers];
}

function placesOfMove({ from, to }: ListedMove, pipeline: string): ExampleBasis["places"] {
  const [first = "", second] = to.split("/");
  return {
    now: second === undefined ? { pipeline, stage: first } : { pipeline: first, stage: second },
    before: { pipeline, stage: from[0] ?? "" },
  };
}

/** Where a deal is of which a requirement is asked: in the stage that states it, or where the move leads. */
function placesOf(pipeline: Pipeline, [part, index]: YamlPath): ExampleBasis["places"] {
  const move = part === "moves" ? pipeline.moves[Number(index)] : undefined;
  if (move) return placesOfMove(move, pipeline.id);
  const stages = part === "stages" ? pipeline.stages.map(({ id }) => id) : birthStages(pipeline);
  const stage = stages[part === "reviewers" ? 0 : Number(index)] ?? "";
  const place = { pipeline: pipeline.id, stage };
  return { now: place, before: place };
}

const outcomes = ["pass", "fail"] as const;

type Outcome = (typeof outcomes)[number];

interface Complaint {
  readonly message: string;
  readonly hint: string;
}

/** In an example a role signs by its own id, so that examples outlive the people. */
function castOf({ roles, people }: People): People {
  const cast = Object.entries(roles).map(([role, { name }]) => [role, { name, role }] as const);
  return { roles, people: { ...people, ...Object.fromEntries(cast) } };
}

const mend = "Mend the example, or the rule.";

function outcomeComplaints(gaps: readonly Gap[], wanted: Outcome): Complaint[] {
  if ((wanted === "pass") === (gaps.length === 0)) return [];
  const found = gaps.map(({ message }) => message).join(" ");
  return [
    { message: wanted === "pass" ? `This example is to pass, and fails: ${found}` : "This example is to fail, and passes.", hint: mend },
  ];
}

/** What is wrong with an example. One that cannot be read does not fail: it says nothing. */
function complaintsOf(example: Example, wanted: Outcome, { gapsIn, ...basis }: Exemplified & ExampleBasis): Complaint[] {
  const read = readExample(example, basis);
  if ("problems" in read)
    return read.problems.slice(0, 1).map(({ problem, hint }) => ({ message: `This example cannot be read: ${problem}.`, hint }));
  return outcomeComplaints(gapsIn(read.facts), wanted);
}

/** By a framework or template that cannot be read nothing passes; it is found as such. */
const canBeJudged = ({ ruleFiles }: Exemplified, { unread }: RuleBook): boolean => !ruleFiles.some((file) => unread.has(file));

function problemsOf(pipeline: Pipeline, { settings, today }: ExampleRun): RuleProblem[] {
  const { rules, pipelineSources } = settings;
  const basis = { rules, people: settings.people && castOf(settings.people), today };
  const judged = exemplified(pipeline).filter((each) => canBeJudged(each, rules));
  return judged.flatMap((each) =>
    outcomes.flatMap((wanted) =>
      each.examples[wanted].flatMap((example, index) => {
        const complaints = complaintsOf(example, wanted, { ...each, ...basis, places: placesOf(pipeline, each.path) });
        const at = pipelineSources.get(pipeline.id)?.locate([...each.path, "examples", wanted, index]);
        return complaints.map((complaint) => ({ file: pipelinePath(pipeline.id), at, ...complaint }));
      }),
    ),
  );
}

/** The examples of a pipeline are tests: they pass and fail as they say. */
export const pipelineExample: Rule<ExampleRun> = {
  code: "pipeline/example",
  summary: "The examples of a requirement, a move or a reviewer pass and fail as they say.",
  check: (run) => [...run.settings.rules.pipelines.values()].flatMap((pipeline) => problemsOf(pipeline, run)),
};
