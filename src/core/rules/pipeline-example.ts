import type { BusinessDate } from "../calendar/business-date.ts";
import type { Settings } from "../content/content.ts";
import { pipelinePath, type RuleBook } from "../content/rule-book.ts";
import { type Deal, dealSchema } from "../deal/deal.ts";
import { type DealDocument, documentSchema } from "../deal/document.ts";
import type { Approval } from "../gate/gap.ts";
import { gapsOf } from "../gate/gaps.ts";
import type { People } from "../people/people.ts";
import type { Pipeline } from "../pipeline/pipeline.ts";
import { placedRequirements } from "../pipeline/pipeline-complaints.ts";
import type { Examples, Requirement } from "../pipeline/requirement.ts";
import { templateFor } from "../pipeline/template.ts";
import { expectation, type Issue } from "../text/schema-issues.ts";
import type { YamlPath } from "../text/yaml-source.ts";
import type { Rule, RuleProblem } from "./rule.ts";

/** Settings whose examples are run, as of a day. */
export interface ExampleRun {
  readonly settings: Pick<Settings, "rules" | "people" | "pipelineSources">;
  readonly today: BusinessDate;
}

/** Requirements that examples belong to, and where: one of a stage or move, or all of a move. */
interface Exemplified {
  readonly pipeline: Pipeline;
  readonly requirements: readonly Requirement[];
  readonly examples: Examples;
  readonly path: YamlPath;
}

function exemplified(pipeline: Pipeline): Exemplified[] {
  const own = placedRequirements(pipeline).flatMap(({ requirement, path }) =>
    requirement.examples ? [{ pipeline, requirements: [requirement], examples: requirement.examples, path }] : [],
  );
  const moves = pipeline.moves.flatMap(({ needs, examples }, index) =>
    examples ? [{ pipeline, requirements: needs, examples, path: ["moves", index] }] : [],
  );
  return [...own, ...moves];
}

/** A deal that says nothing but what every deal must say; examples are laid over it. */
const plainDeal = (pipeline: Pipeline, today: BusinessDate) => ({
  title: "Example",
  company: "Example",
  pipeline: pipeline.id,
  stage: pipeline.stages[0]?.id ?? "",
  stage_entered: today,
  owner: "example",
});

/** What an example may say besides a deal's fields. */
interface Extras {
  readonly before?: unknown;
  readonly documents?: unknown;
  readonly move?: unknown;
}

function issueText(issue: Issue): string {
  const name = issue.path.map(String).join(".");
  if (issue.code !== "unrecognized_keys") return `"${name}": ${expectation(issue)}`;
  return `there is no field "${issue.keys[0]}"${name === "" ? "" : ` under "${name}"`}`;
}

function exampleDeal(fields: unknown, pipeline: Pipeline, today: BusinessDate): Deal | string {
  const read = dealSchema.safeParse({ ...plainDeal(pipeline, today), ...(fields as object) });
  if (read.success) return { ...read.data, slug: "example", path: "deals/example.md", notes: "" };
  return read.error.issues.slice(0, 1).map(issueText).join("");
}

/** A document that is written in full, as far as an example says. */
function exampleDocument(front: unknown, rules: RuleBook): DealDocument[] {
  const read = documentSchema.safeParse(front);
  const template =
    read.success && read.data.template !== undefined ? templateFor(rules.templates, read.data.template, read.data.language) : undefined;
  if (!read.success || !template) return [];
  const at = { line: 1, column: 1 };
  const headings = template.sections.map((text) => ({ depth: 2, text, at, isEmpty: false }));
  const { status, signatures, language, template: id = "" } = read.data;
  return [
    {
      path: "example.md",
      template: id,
      ...(language !== undefined && { language }),
      title: template.title,
      status,
      signatures,
      statusAt: () => at,
      signatureAt: () => at,
      body: "",
      headings,
      placeholders: [],
      end: at,
    },
  ];
}

/** In an example a role signs by its own id, so that examples outlive the people. */
function castOf({ roles, people }: People): People {
  const cast = Object.entries(roles).map(([role, { name }]) => [role, { name, role }] as const);
  return { roles, people: { ...people, ...Object.fromEntries(cast) } };
}

/** What is missing by the requirements, in an example's words; a text where the example cannot be read. */
function gapsOfExample(
  example: Readonly<Record<string, unknown>>,
  { pipeline, requirements }: Exemplified,
  { settings, today }: ExampleRun,
): string[] | string {
  const { before: former, documents = [], move, ...fields } = example as Extras & Record<string, unknown>;
  const deal = exampleDeal(fields, pipeline, today);
  const before = former === undefined ? null : exampleDeal(former, pipeline, today);
  if (typeof deal === "string") return deal;
  if (typeof before === "string") return `under "before", ${before}`;
  const facts = {
    deal,
    before,
    documents: [documents].flat().flatMap((front) => exampleDocument(front, settings.rules)),
    rules: settings.rules,
    people: settings.people && castOf(settings.people),
    today,
    move: { kind: "forward", from: before?.stage ?? deal.stage, to: deal.stage, ...(move as object) } as const,
    approvals: deal.approvals satisfies readonly Approval[],
  };
  return requirements.flatMap((requirement) => gapsOf(requirement, facts).map(({ message }) => message));
}

function complaint(found: string[] | string, wanted: "pass" | "fail"): Pick<RuleProblem, "message" | "hint"> | undefined {
  if (typeof found === "string")
    return { message: `This example cannot be read: ${found}.`, hint: "Write it as the front matter of a deal." };
  if (wanted === "pass" && found.length > 0)
    return { message: `This example is to pass, and fails: ${found.join(" ")}`, hint: "Mend the example, or the rule." };
  if (wanted === "fail" && found.length === 0)
    return { message: "This example is to fail, and passes.", hint: "Mend the example, or the rule." };
  return undefined;
}

function problemsOf(each: Exemplified, run: ExampleRun): RuleProblem[] {
  const source = run.settings.pipelineSources.get(each.pipeline.id);
  return (["pass", "fail"] as const).flatMap((wanted) =>
    each.examples[wanted].flatMap((example, index) => {
      const found = complaint(gapsOfExample(example, each, run), wanted);
      return found
        ? [{ file: pipelinePath(each.pipeline.id), at: source?.locate([...each.path, "examples", wanted, index]), ...found }]
        : [];
    }),
  );
}

/** The examples of a pipeline are tests: they pass and fail as they say. */
export const pipelineExample: Rule<ExampleRun> = {
  code: "pipeline/example",
  summary: "The examples of a requirement or move pass and fail as they say.",
  check: (run) => [...run.settings.rules.pipelines.values()].flatMap(exemplified).flatMap((each) => problemsOf(each, run)),
};
