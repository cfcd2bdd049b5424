import { patternProblem } from "../expression/pattern.ts";
import type { YamlPath } from "../text/yaml-source.ts";
import { actionComplaints } from "./action-complaints.ts";
import { type Complaint, unknownId } from "./complaint.ts";
import { complaintsOfExpression } from "./expression-complaints.ts";
import type { Framework } from "./framework.ts";
import { birthStages, isClosed, type Pipeline, placedActions } from "./pipeline.ts";
import { type Requirement, ruleFileOf } from "./requirement.ts";
import type { Template } from "./template.ts";
import { timeRuleComplaints } from "./time-rule-complaints.ts";

/** What a pipeline file may refer to. */
export interface PipelineReferences {
  readonly frameworks: ReadonlyMap<string, Framework>;
  readonly templates: ReadonlyMap<string, Template>;
  /** Ids of the roles in people.yaml; `null` where it is missing or wrong. */
  readonly roles: readonly string[] | null;
  /** Paths of frameworks and templates, among others, that could not be read. */
  readonly unread: ReadonlySet<string>;
}

interface Named {
  readonly id: string;
  readonly path: YamlPath;
}

function repeated(what: string, items: readonly Named[]): Complaint[] {
  const first = new Map(items.toReversed().map(({ id, path }) => [id, path]));
  return items
    .filter(({ id, path }) => first.get(id) !== path)
    .map(({ id, path }) => ({ path, message: `The ${what} "${id}" is defined twice.`, hint: "Give each an id of its own." }));
}

/** A requirement and where it stands. */
export interface PlacedRequirement {
  readonly requirement: Requirement;
  readonly path: YamlPath;
}

const placed = (requirements: readonly Requirement[], path: YamlPath): PlacedRequirement[] =>
  requirements.map((requirement, index) => ({ requirement, path: [...path, index] }));

/** Every requirement of a pipeline, with its place. */
export const placedRequirements = ({ stages, moves, born_in }: Pipeline): PlacedRequirement[] => [
  ...born_in.flatMap((birth, index) => (typeof birth === "string" ? [] : placed(birth.needs, ["born_in", index, "needs"]))),
  ...stages.flatMap((stage, index) => (["enter", "exit"] as const).flatMap((list) => placed(stage[list], ["stages", index, list]))),
  ...moves.flatMap((move, index) => placed(move.needs, ["moves", index, "needs"])),
];

function criteria(requirements: readonly PlacedRequirement[]): Named[] {
  return requirements.flatMap(({ requirement, path }) =>
    "confirm" in requirement ? [{ id: requirement.confirm, path: [...path, "confirm"] }] : [],
  );
}

const stageIds = ({ stages }: Pipeline): string[] => stages.map((stage) => stage.id);

function unknownReference({ requirement, path }: PlacedRequirement, to: PipelineReferences): Complaint[] {
  const file = ruleFileOf(requirement);
  if (file === undefined || to.unread.has(file)) return [];
  if ("answers" in requirement) {
    return unknownId({ path: [...path, "answers"], kind: "framework", id: requirement.answers }, to.frameworks.keys());
  }
  if ("document" in requirement) {
    return unknownId({ path: [...path, "document"], kind: "template", id: requirement.document }, to.templates.keys());
  }
  return [];
}

/** Every role that a pipeline names: who leads a stage, who is told, who approves, who is asked to review. */
function namedRoles(pipeline: Pipeline): Named[] {
  const ofStages = pipeline.stages.flatMap(({ owner_role: role }, index) =>
    role === undefined ? [] : [{ id: role, path: ["stages", index, "owner_role"] }],
  );
  const ofActions = placedActions(pipeline).flatMap(({ action: { notify }, path }) =>
    notify === undefined ? [] : [{ id: notify, path: [...path, "notify"] }],
  );
  const reviewers = pipeline.reviewers.map(({ role: id }, index) => ({ id, path: ["reviewers", index, "role"] }));
  return [...ofStages, ...ofActions, ...placedRequirements(pipeline).flatMap(rolesInRequirement), ...reviewers];
}

function rolesInRequirement({ requirement, path }: PlacedRequirement): Named[] {
  if ("approval" in requirement) return [{ id: requirement.approval, path: [...path, "approval"] }];
  const signer = "document" in requirement ? requirement.signed_by : undefined;
  return signer === undefined ? [] : [{ id: signer, path: [...path, "signed_by"] }];
}

const roleComplaints = (pipeline: Pipeline, { roles }: PipelineReferences): Complaint[] =>
  roles ? namedRoles(pipeline).flatMap(({ id, path }) => unknownId({ path, kind: "role", id }, roles)) : [];

function orderComplaints({ stages }: Pipeline): Complaint[] {
  return stages.flatMap((stage, index) => {
    const isBeforeOpen = isClosed(stage) && stages.slice(index + 1).some((later) => later.kind === "open");
    if (!isBeforeOpen) return [];
    const message = `The closed stage "${stage.id}" stands before an open one.`;
    return [{ path: ["stages", index, "kind"], message, hint: "List the open stages first, in their order." }];
  });
}

const forecastComplaints = ({ stages }: Pipeline): Complaint[] =>
  stages.flatMap((stage, index) => {
    if (!isClosed(stage) || stage.forecast === undefined) return [];
    const message = `"${stage.id}" is a ${stage.kind} stage: no forecast counts on its deals any more.`;
    return [{ path: ["stages", index, "forecast"], message, hint: 'Remove "forecast:".' }];
  });

const handsOver = ({ moves }: Pipeline): boolean => moves.some(({ to, forbidden }) => to.includes("/") && !forbidden);

function kindComplaints(pipeline: Pipeline): Complaint[] {
  const kinds = new Set(pipeline.stages.map((stage) => stage.kind));
  const needed = ["open", ...(handsOver(pipeline) ? [] : (["won"] as const)), "lost"] as const;
  const hint = "A pipeline needs an open stage, a lost stage, and a won stage or a move that hands deals over.";
  return needed
    .filter((kind) => !kinds.has(kind))
    .map((kind) => ({ path: ["stages"], message: `No stage is of the kind "${kind}".`, hint }));
}

const birthComplaints = (pipeline: Pipeline): Complaint[] =>
  birthStages(pipeline).flatMap((id, index) => unknownId({ path: ["born_in", index], kind: "stage", id }, stageIds(pipeline)));

function qualifiedComplaints(pipeline: Pipeline): Complaint[] {
  const { qualified, stages } = pipeline;
  if (!qualified) return [];
  const path = ["qualified", "from"];
  const stage = stages.find(({ id }) => id === qualified.from);
  if (!stage) return unknownId({ path, kind: "stage", id: qualified.from }, stageIds(pipeline));
  if (stage.kind === "open") return [];
  return [{ path, message: `"${stage.id}" is no open stage.`, hint: "Name the open stage in which a qualified opportunity is worked on." }];
}

function moveComplaints(pipeline: Pipeline): Complaint[] {
  const ids = stageIds(pipeline);
  return pipeline.moves.flatMap(({ from, to, needs, forbidden }, index) => [
    ...from.flatMap((id) => unknownId({ path: ["moves", index, "from"], kind: "stage", id }, ids)),
    // Whether a stage of another pipeline exists is seen when all pipelines are read.
    ...(to.includes("/") ? [] : unknownId({ path: ["moves", index, "to"], kind: "stage", id: to }, ids)),
    ...(forbidden && needs.length > 0 ? [{ path: ["moves", index, "needs"], ...forbiddenNeeds }] : []),
  ]);
}

/** Each pair of stages is listed once: of two entries, one would not count. */
function repeatedMoves({ moves }: Pipeline): Complaint[] {
  const edges = moves.flatMap(({ from, to }, index) => from.map((id) => ({ id: `${id} → ${to}`, path: ["moves", index, "from"] })));
  return repeated("move", edges);
}

const forbiddenNeeds = {
  message: "A forbidden move asks for nothing: nobody makes it.",
  hint: 'Remove "needs:", or "forbidden:".',
};

function expressionComplaints({ requirement, path }: PlacedRequirement): Complaint[] {
  const rule = "rule" in requirement ? requirement.rule : undefined;
  return [...complaintsOfExpression(requirement.when, [...path, "when"]), ...complaintsOfExpression(rule, [...path, "rule"])];
}

function patternComplaints({ requirement, path }: PlacedRequirement): Complaint[] {
  const problem = "field" in requirement && requirement.matches !== undefined ? patternProblem(requirement.matches) : undefined;
  if (problem === undefined) return [];
  return [
    { path: [...path, "matches"], message: `This regular expression cannot be used: ${problem}`, hint: "Write it in the syntax of RE2." },
  ];
}

/** Who signs counts only where a signature is asked for. */
function signerComplaints({ requirement, path }: PlacedRequirement): Complaint[] {
  if (!("document" in requirement) || requirement.signed_by === undefined) return [];
  if (requirement.status === "signed-by-us" || requirement.status === "signed") return [];
  return [
    {
      path: [...path, "signed_by"],
      message: 'Nobody has to sign: "signed_by:" counts only with the status signed-by-us or signed.',
      hint: 'Add "status: signed" or "status: signed-by-us", or remove "signed_by:".',
    },
  ];
}

function optionComplaints({ fields }: Pipeline): Complaint[] {
  return fields.flatMap(({ id, type, options }, index) => {
    if ((type === "choice") === (options !== undefined)) return [];
    const message = options ? `The field "${id}" has options, but is no choice.` : `The field "${id}" is a choice without options.`;
    return [{ path: ["fields", index, "id"], message, hint: 'A choice has "options:"; fields of other types have none.' }];
  });
}

/** What is wrong with a pipeline that follows its schema: repeated ids, missing kinds, references to nothing. */
export function pipelineComplaints(pipeline: Pipeline, to: PipelineReferences): Complaint[] {
  const requirements = placedRequirements(pipeline);
  const lists = { stage: "stages", "lost reason": "lost_reasons", field: "fields", "time rule": "time_rules" } as const;
  const ids = Object.entries(lists).flatMap(([what, list]) =>
    repeated(
      what,
      pipeline[list].map(({ id }, index) => ({ id, path: [list, index, "id"] })),
    ),
  );
  return [
    ...ids,
    ...repeated("criterion", criteria(requirements)),
    ...kindComplaints(pipeline),
    ...roleComplaints(pipeline, to),
    ...orderComplaints(pipeline),
    ...forecastComplaints(pipeline),
    ...birthComplaints(pipeline),
    ...qualifiedComplaints(pipeline),
    ...moveComplaints(pipeline),
    ...repeatedMoves(pipeline),
    ...timeRuleComplaints(pipeline),
    ...optionComplaints(pipeline),
    ...pipeline.reviewers.flatMap(({ when }, index) => complaintsOfExpression(when, ["reviewers", index, "when"])),
    ...actionComplaints(pipeline),
    ...requirements.flatMap((each) => [
      ...unknownReference(each, to),
      ...expressionComplaints(each),
      ...patternComplaints(each),
      ...signerComplaints(each),
    ]),
  ];
}
