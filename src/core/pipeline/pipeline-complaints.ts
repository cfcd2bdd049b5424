import { didYouMean } from "../text/suggest.ts";
import type { YamlPath } from "../text/yaml-source.ts";
import type { Framework } from "./framework.ts";
import { isClosed, type Pipeline } from "./pipeline.ts";
import { type Requirement, ruleFileOf } from "./requirement.ts";
import type { Template } from "./template.ts";

/** What a pipeline file may refer to. */
export interface PipelineReferences {
  readonly frameworks: ReadonlyMap<string, Framework>;
  readonly templates: ReadonlyMap<string, Template>;
  /** Ids of the roles in people.yaml; `null` where it is missing or wrong. */
  readonly roles: readonly string[] | null;
  /** Paths of frameworks and templates, among others, that could not be read. */
  readonly unread: ReadonlySet<string>;
}

/** Something in a pipeline that its schema cannot see, and where it stands. */
export interface Complaint {
  readonly path: YamlPath;
  readonly message: string;
  readonly hint: string;
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

interface PlacedRequirement {
  readonly requirement: Requirement;
  readonly path: YamlPath;
}

const placedRequirements = ({ stages }: Pipeline): PlacedRequirement[] =>
  stages.flatMap((stage, index) =>
    (["enter", "exit"] as const).flatMap((list) =>
      stage[list].map((requirement, position) => ({ requirement, path: ["stages", index, list, position] })),
    ),
  );

function criteria(requirements: readonly PlacedRequirement[]): Named[] {
  return requirements.flatMap(({ requirement, path }) =>
    "confirm" in requirement ? [{ id: requirement.confirm, path: [...path, "confirm"] }] : [],
  );
}

interface Reference {
  readonly path: YamlPath;
  readonly kind: string;
  readonly id: string;
}

function unknown({ path, kind, id }: Reference, known: Iterable<string>): Complaint[] {
  const ids = [...known];
  return ids.includes(id) ? [] : [{ path, message: `There is no ${kind} "${id}".`, hint: didYouMean(id, ids) }];
}

function unknownReference({ requirement, path }: PlacedRequirement, to: PipelineReferences): Complaint[] {
  const file = ruleFileOf(requirement);
  if (file === undefined || to.unread.has(file)) return [];
  if ("answers" in requirement) {
    return unknown({ path: [...path, "answers"], kind: "framework", id: requirement.answers }, to.frameworks.keys());
  }
  if ("document" in requirement) {
    return unknown({ path: [...path, "document"], kind: "template", id: requirement.document }, to.templates.keys());
  }
  return [];
}

function roleComplaints({ stages }: Pipeline, { roles }: PipelineReferences): Complaint[] {
  if (!roles) return [];
  return stages.flatMap(({ owner_role: role }, index) =>
    role === undefined ? [] : unknown({ path: ["stages", index, "owner_role"], kind: "role", id: role }, roles),
  );
}

function orderComplaints({ stages }: Pipeline): Complaint[] {
  return stages.flatMap((stage, index) => {
    const isBeforeOpen = isClosed(stage) && stages.slice(index + 1).some((later) => !isClosed(later));
    if (!isBeforeOpen) return [];
    const message = `The closed stage "${stage.id}" stands before an open one.`;
    return [{ path: ["stages", index, "kind"], message, hint: "List the open stages first, in their order." }];
  });
}

function kindComplaints({ stages }: Pipeline): Complaint[] {
  const kinds = new Set(stages.map((stage) => stage.kind));
  const missing = (["open", "won", "lost"] as const).filter((kind) => !kinds.has(kind));
  const hint = "A pipeline needs at least one open, one won and one lost stage.";
  return missing.map((kind) => ({ path: ["stages"], message: `No stage is of the kind "${kind}".`, hint }));
}

const birthComplaints = ({ born_in, stages }: Pipeline): Complaint[] =>
  born_in.flatMap((id, index) =>
    unknown(
      { path: ["born_in", index], kind: "stage", id },
      stages.map((stage) => stage.id),
    ),
  );

/** What is wrong with a pipeline that follows its schema: repeated ids, missing kinds, references to nothing. */
export function pipelineComplaints(pipeline: Pipeline, to: PipelineReferences): Complaint[] {
  const requirements = placedRequirements(pipeline);
  return [
    ...repeated(
      "stage",
      pipeline.stages.map(({ id }, index) => ({ id, path: ["stages", index, "id"] })),
    ),
    ...repeated(
      "lost reason",
      pipeline.lost_reasons.map(({ id }, index) => ({ id, path: ["lost_reasons", index, "id"] })),
    ),
    ...repeated("criterion", criteria(requirements)),
    ...kindComplaints(pipeline),
    ...roleComplaints(pipeline, to),
    ...orderComplaints(pipeline),
    ...birthComplaints(pipeline),
    ...requirements.flatMap((placed) => unknownReference(placed, to)),
  ];
}
