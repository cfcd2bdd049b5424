import type { Settings } from "../content/content.ts";
import { pipelinePath } from "../content/rule-book.ts";
import { dealSchema } from "../deal/deal.ts";
import type { NamePath } from "../expression/names.ts";
import type { Pipeline } from "../pipeline/pipeline.ts";
import { type PlacedRequirement, placedRequirements } from "../pipeline/pipeline-complaints.ts";
import { pipelineExpression } from "../pipeline/pipeline-expression.ts";
import type { Requirement } from "../pipeline/requirement.ts";
import { knownKeys } from "../text/schema-problems.ts";
import { didYouMean } from "../text/suggest.ts";
import type { YamlPath } from "../text/yaml-source.ts";
import type { Rule, RuleProblem } from "./rule.ts";

type Rules = Pick<Settings, "rules" | "pipelineSources">;

/** A field that a requirement names, and the key of the requirement that names it. */
interface Named {
  readonly key: string;
  readonly names: NamePath;
}

function namedInExpression(key: string, source: string | undefined): Named[] {
  const compiled = source === undefined ? undefined : pipelineExpression(source);
  return compiled && "expression" in compiled ? compiled.expression.reads.map((names) => ({ key, names })) : [];
}

const inDeal = (field: string): NamePath => ["deal", ...field.split(".")];

function namedFields(requirement: Requirement): Named[] {
  const limits = "field" in requirement ? (["field", "before", "after"] as const) : [];
  const fields = limits.flatMap((key): Named[] => {
    const value = "field" in requirement ? requirement[key] : undefined;
    return value === undefined || value === "today" || /^\d/.test(value) ? [] : [{ key, names: inDeal(value) }];
  });
  const rule = "rule" in requirement ? requirement.rule : undefined;
  return [...fields, ...namedInExpression("when", requirement.when), ...namedInExpression("rule", rule)];
}

// Today has no fields, and what a list function calls its items is named by the rule itself.
const inputs: ReadonlySet<string> = new Set(["deal", "before", "move"]);

/** The names that may stand at a place of a deal or move; none where any may. */
function namesAt([root, ...path]: NamePath, ownFields: readonly string[]): readonly string[] {
  if (root === "move") return path.length === 0 ? ["kind", "from", "to"] : [];
  if (path[0] === "fields") return path.length === 1 ? ownFields : [];
  const keys = knownKeys(dealSchema, path);
  return path.length === 0 ? [...keys, "slug"] : keys;
}

/** The first name that leads nowhere, with those that would lead somewhere. */
function strangeName(
  names: NamePath,
  ownFields: readonly string[],
): { readonly name: string; readonly known: readonly string[] } | undefined {
  for (let at = 1; at < names.length; at += 1) {
    const known = namesAt(names.slice(0, at), ownFields);
    const name = names[at] ?? "";
    if (known.length > 0 && !known.includes(name)) return { name, known };
    // An own field that nobody defines is strange even where nothing is defined.
    if (at === 2 && names[1] === "fields" && known.length === 0 && !ownFields.includes(name)) return { name, known };
  }
  return undefined;
}

function problemsOf(
  { requirement, path }: PlacedRequirement,
  ownFields: readonly string[],
): (Omit<RuleProblem, "at"> & { readonly path: YamlPath })[] {
  return namedFields(requirement).flatMap(({ key, names }) => {
    const strange = inputs.has(names[0] ?? "") ? strangeName(names, ownFields) : undefined;
    if (!strange) return [];
    const message = `The rule reads "${names.slice(1).join(".")}", but there is no field "${strange.name}" there.`;
    return [{ path: [...path, key], message, hint: didYouMean(strange.name, strange.known) }];
  });
}

/** A rule reads fields that deals have: a misspelt one would hold for nobody, or for everybody. */
export const pipelineUnknownName: Rule<Rules> = {
  code: "pipeline/unknown-name",
  summary: "The fields that a requirement reads are fields of a deal, or defined by a pipeline.",
  check: ({ rules, pipelineSources }) => {
    const pipelines = [...rules.pipelines.values()];
    const ownFields = pipelines.flatMap((pipeline: Pipeline) => pipeline.fields.map(({ id }) => id));
    return pipelines.flatMap((pipeline) =>
      placedRequirements(pipeline)
        .flatMap((placed) => problemsOf(placed, ownFields))
        .map(({ path, ...problem }) => ({
          ...problem,
          file: pipelinePath(pipeline.id),
          at: pipelineSources.get(pipeline.id)?.locate(path),
        })),
    );
  },
};
