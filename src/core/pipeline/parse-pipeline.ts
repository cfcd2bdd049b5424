import type { Problem } from "../finding/finding.ts";
import { type Read, readSource } from "../text/read-source.ts";
import { didYouMean } from "../text/suggest.ts";
import { type YamlPath, YamlSource } from "../text/yaml-source.ts";
import type { Framework } from "./framework.ts";
import { isClosed, type Pipeline, pipelineSchema } from "./pipeline.ts";
import type { Requirement } from "./requirement.ts";
import type { Template } from "./template.ts";

/** What a pipeline file may refer to. */
export interface PipelineReferences {
  readonly frameworks: ReadonlyMap<string, Framework>;
  readonly templates: ReadonlyMap<string, Template>;
  /** Ids of the roles in people.yaml. */
  readonly roles: readonly string[];
}

/** A pipeline with the places of its parts, kept beside it for findings. */
export type ReadPipeline = Read<Pipeline> & { readonly source: YamlSource };

const codes = {
  unreadable: "pipeline/unreadable",
  unknownField: "pipeline/invalid",
  missingField: "pipeline/invalid",
  invalidField: "pipeline/invalid",
};

const invalid = (source: YamlSource, path: YamlPath, message: string, hint?: string): Problem => ({
  code: "pipeline/invalid",
  at: source.locate(path),
  message,
  hint,
});

interface Named {
  readonly id: string;
  readonly path: YamlPath;
}

function repeated(source: YamlSource, what: string, items: readonly Named[]): Problem[] {
  const seen = new Set<string>();
  return items.flatMap(({ id, path }) => {
    if (!seen.has(id)) {
      seen.add(id);
      return [];
    }
    return [invalid(source, path, `The ${what} "${id}" is defined twice.`, "Give each an id of its own.")];
  });
}

interface PlacedRequirement {
  readonly requirement: Requirement;
  readonly path: YamlPath;
}

function placedRequirements(pipeline: Pipeline): PlacedRequirement[] {
  return pipeline.stages.flatMap((stage, index) =>
    (["enter", "exit"] as const).flatMap((list) =>
      stage[list].map((requirement, position) => ({ requirement, path: ["stages", index, list, position] })),
    ),
  );
}

function unknownReference({ requirement, path }: PlacedRequirement, source: YamlSource, to: PipelineReferences): Problem[] {
  const missing = (key: string, id: string, kind: string, known: Iterable<string>) =>
    invalid(source, [...path, key], `There is no ${kind} "${id}".`, didYouMean(id, [...known]));
  if ("answers" in requirement && !to.frameworks.has(requirement.answers)) {
    return [missing("answers", requirement.answers, "framework", to.frameworks.keys())];
  }
  if ("document" in requirement && !to.templates.has(requirement.document)) {
    return [missing("document", requirement.document, "template", to.templates.keys())];
  }
  return [];
}

function stageProblems(pipeline: Pipeline, source: YamlSource, to: PipelineReferences): Problem[] {
  const problems: Problem[] = [];
  pipeline.stages.forEach((stage, index) => {
    const path = ["stages", index] as const;
    if (stage.owner_role !== undefined && !to.roles.includes(stage.owner_role)) {
      problems.push(invalid(source, [...path, "owner_role"], `There is no role "${stage.owner_role}".`, didYouMean(stage.owner_role, to.roles)));
    }
    const later = pipeline.stages.slice(index + 1);
    if (isClosed(stage) && later.some((each) => !isClosed(each))) {
      problems.push(invalid(source, [...path, "kind"], `The closed stage "${stage.id}" stands before an open one.`, "List the open stages first, in their order."));
    }
  });
  return problems;
}

function shapeProblems(pipeline: Pipeline, source: YamlSource): Problem[] {
  const kinds = new Set(pipeline.stages.map((stage) => stage.kind));
  const missing = (["open", "won", "lost"] as const).filter((kind) => !kinds.has(kind));
  return missing.map((kind) => invalid(source, ["stages"], `No stage is of the kind "${kind}".`, "A pipeline needs at least one open, one won and one lost stage."));
}

function birthProblems(pipeline: Pipeline, source: YamlSource): Problem[] {
  const ids = pipeline.stages.map((stage) => stage.id);
  return pipeline.born_in.flatMap((stageId, index) =>
    ids.includes(stageId) ? [] : [invalid(source, ["born_in", index], `There is no stage "${stageId}".`, didYouMean(stageId, ids))],
  );
}

function semanticProblems(pipeline: Pipeline, source: YamlSource, to: PipelineReferences): Problem[] {
  const requirements = placedRequirements(pipeline);
  const criteria = requirements.flatMap(({ requirement, path }) =>
    "confirm" in requirement ? [{ id: requirement.confirm, path: [...path, "confirm"] }] : [],
  );
  return [
    ...repeated(source, "stage", pipeline.stages.map((stage, index) => ({ id: stage.id, path: ["stages", index, "id"] }))),
    ...repeated(source, "lost reason", pipeline.lost_reasons.map((reason, index) => ({ id: reason.id, path: ["lost_reasons", index, "id"] }))),
    ...repeated(source, "criterion", criteria),
    ...shapeProblems(pipeline, source),
    ...stageProblems(pipeline, source, to),
    ...birthProblems(pipeline, source),
    ...requirements.flatMap((placed) => unknownReference(placed, source, to)),
  ];
}

/** Reads a pipeline file's text; `pipelineId` is the file's base name. */
export function parsePipeline(text: string, pipelineId: string, to: PipelineReferences): ReadPipeline {
  const source = new YamlSource(text);
  const read = readSource(source, pipelineSchema, codes);
  if (read.value === null) return { ...read, source };
  const pipeline: Pipeline = { id: pipelineId, ...read.value };
  const problems = semanticProblems(pipeline, source, to);
  return problems.length > 0 ? { value: null, problems, source } : { value: pipeline, problems: [], source };
}
