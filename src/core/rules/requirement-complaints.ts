import type { Settings } from "../content/content.ts";
import { pipelinePath } from "../content/rule-book.ts";
import { judgeKinds } from "../expression/judge-kinds.ts";
import { type Kind, type Kinds, kindText, memberOf, type Sort, sortOf } from "../expression/kind.ts";
import { type KindComplaint, misfit, noField, strangeName } from "../expression/kind-complaint.ts";
import { inputKinds } from "../gate/rule-inputs.ts";
import { type Pipeline, placedActions } from "../pipeline/pipeline.ts";
import { placedRequirements } from "../pipeline/pipeline-complaints.ts";
import { pipelineExpression } from "../pipeline/pipeline-expression.ts";
import type { FieldRequirement, Requirement } from "../pipeline/requirement.ts";
import type { YamlPath } from "../text/yaml-source.ts";
import type { RuleProblem } from "./rule.ts";

/** Settings whose requirements are judged. */
export type RequirementRules = Pick<Settings, "rules" | "pipelineSources">;

/** A complaint, and the key of the requirement that it is about. */
type Keyed = KindComplaint & { readonly key: string };

const under = (key: string, complaints: readonly KindComplaint[]): Keyed[] => complaints.map((complaint) => ({ ...complaint, key }));

function ofExpression(key: string, source: string | undefined, kinds: Kinds): Keyed[] {
  const compiled = source === undefined ? undefined : pipelineExpression(source);
  // One that cannot be used is found as such.
  return compiled && "expression" in compiled ? under(key, judgeKinds(compiled.expression.node, kinds)) : [];
}

/** A deal's field by its dotted name. */
interface NamedField {
  readonly path: readonly string[];
  readonly kind: Kind;
}

/** What is wrong with reading a member of a field. */
const noMember = ({ kind, path }: NamedField, name: string): KindComplaint =>
  kind.is === "group" ? strangeName([...path, name], kind.fields.keys()) : noField(kind, { told: kindText(kind, path), name });

function fieldOf(name: string, kinds: Kinds): NamedField | KindComplaint {
  let field: NamedField = { path: [], kind: { is: "group", fields: kinds } };
  for (const part of ["deal", ...name.split(".")]) {
    const kind = memberOf(field.kind, part);
    if (!kind) return noMember(field, part);
    field = { path: [...field.path, part], kind };
  }
  return field;
}

/** What a limit can be asked of, and what to do where it is asked of something else. */
interface Limit {
  readonly of: readonly Sort[];
  readonly hint?: string;
}

// A number between quotation marks is a number to it, but no date is.
const size: Limit = { of: ["number", "text"], hint: 'Numbers have "min:" and "max:"; dates have "before:" and "after:".' };
const form: Limit = { of: ["text", "number", "yes-no"] };
const day: Limit = { of: ["text"], hint: 'Dates have "before:" and "after:"; numbers have "min:" and "max:".' };

const limits: ReadonlyMap<keyof FieldRequirement, Limit> = new Map([
  ["min", size],
  ["max", size],
  ["one_of", form],
  ["matches", form],
  ["before", day],
  ["after", day],
]);

function unfit(key: keyof FieldRequirement, { kind, path }: NamedField): Keyed[] {
  const limit = limits.get(key);
  const fits = kind.is === "any" || (limit?.of.includes(sortOf(kind)) && !(kind.is === "date" && limit === size));
  return fits ? [] : under(key, [misfit([kind], { message: `"${key}" cannot be asked of ${kindText(kind, path)}.`, hint: limit?.hint })]);
}

/** A limit of a date may be another field. */
function ofLimit(key: "before" | "after", limit: string | undefined, kinds: Kinds): Keyed[] {
  if (limit === undefined || limit === "today" || /^\d/.test(limit)) return [];
  const named = fieldOf(limit, kinds);
  return "kind" in named ? unfit(key, named) : under(key, [named]);
}

function ofField(requirement: FieldRequirement, kinds: Kinds): Keyed[] {
  const named = fieldOf(requirement.field, kinds);
  const asked = [...limits.keys()].filter((key) => requirement[key] !== undefined);
  return [
    ...("kind" in named ? asked.flatMap((key) => unfit(key, named)) : under("field", [named])),
    ...ofLimit("before", requirement.before, kinds),
    ...ofLimit("after", requirement.after, kinds),
  ];
}

const complaintsOf = (requirement: Requirement, kinds: Kinds): Keyed[] => [
  ...("field" in requirement ? ofField(requirement, kinds) : []),
  ...ofExpression("when", requirement.when, kinds),
  ...ofExpression("rule", "rule" in requirement ? requirement.rule : undefined, kinds),
];

/** A complaint, and where in its pipeline's file the thing stands that it is about. */
type PlacedComplaint = KindComplaint & { readonly path: YamlPath };

const placedComplaints = (pipeline: Pipeline, kinds: Kinds): PlacedComplaint[] =>
  [
    ...placedRequirements(pipeline).map(({ requirement, path }) => ({ path, complaints: complaintsOf(requirement, kinds) })),
    ...pipeline.reviewers.map(({ when }, index) => ({ path: ["reviewers", index], complaints: ofExpression("when", when, kinds) })),
    ...placedActions(pipeline).map(({ action, path }) => ({ path, complaints: ofExpression("when", action.when, kinds) })),
  ].flatMap(({ path, complaints }) => complaints.map(({ key, ...complaint }) => ({ ...complaint, path: [...path, key] })));

/**
 * What is wrong in requirements, and in the guards of reviewers and actions, whatever the deal, of one sort: names that lead nowhere, or
 * values that do not fit.
 */
export function requirementComplaints({ rules, pipelineSources }: RequirementRules, wanted: KindComplaint["about"]): RuleProblem[] {
  const kinds = inputKinds(rules);
  return [...rules.pipelines.values()].flatMap((pipeline) =>
    placedComplaints(pipeline, kinds)
      .filter(({ about }) => about === wanted)
      .map(({ path, message, hint }) => ({
        file: pipelinePath(pipeline.id),
        at: pipelineSources.get(pipeline.id)?.locate(path),
        message,
        hint,
      })),
  );
}
