import type { BusinessDate } from "../calendar/business-date.ts";
import type { Settings } from "../content/content.ts";
import { ownFields, pipelinePath, type RuleBook } from "../content/rule-book.ts";
import { valueComplaint } from "../gate/field-gaps.ts";
import { requirementsOfStep, requirementsToBeIn } from "../gate/gate.ts";
import { classifyMove, isRefused, type StageMove } from "../pipeline/move.ts";
import { isClosed, type Pipeline, stageById, type TimeRule } from "../pipeline/pipeline.ts";
import type { FieldRequirement, Requirement } from "../pipeline/requirement.ts";
import { fieldToSet, mostDaysAhead, ownFieldId, type SetValue, valueToSet } from "../pipeline/time-rule-set.ts";
import { didYouMean } from "../text/suggest.ts";
import type { YamlPath } from "../text/yaml-source.ts";
import { wrongKind } from "./deal-own-field.ts";
import type { Rule, RuleProblem } from "./rule.ts";

/** A time rule in its pipeline, with the rules beside it. */
interface Placed {
  readonly rules: RuleBook;
  readonly pipeline: Pipeline;
  readonly rule: TimeRule;
}

/** What is wrong, and where in the time rule. */
type Complaint = Pick<RuleProblem, "severity" | "message" | "hint"> & { readonly path: YamlPath };

/** A value as a deal could get it: which day it is, and what the clock finds, makes no difference to its kind. */
const sampleOf = (value: SetValue, name: string, { rules, pipeline, rule }: Placed): SetValue => {
  const type = fieldToSet(name, ownFields(rules, pipeline.id))?.type ?? "text";
  const day = "2026-01-01" as BusinessDate;
  return valueToSet(value, type, { evidence: "…", days: rule.days + 1, since: day, today: day });
};

function valueProblem(name: string, value: SetValue, placed: Placed): Complaint[] {
  const defined = ownFields(placed.rules, placed.pipeline.id);
  const field = fieldToSet(name, defined);
  const path = ["set", name];
  if (!field) {
    const names = [...new Set(defined.map(({ id }) => id))];
    return [{ path, message: `No pipeline defines the field "${name}".`, hint: didYouMean(ownFieldId(name) ?? name, names) }];
  }
  const found = wrongKind(field, sampleOf(value, name, placed));
  if (!found) return [];
  const days = field.type === "date" ? `, or a number of days ahead, up to ${mostDaysAhead}` : "";
  return [{ path, message: `The rule sets "${name}" to ${JSON.stringify(value)}: expected ${found.expected}${days}.`, hint: found.hint }];
}

const movesOf = ({ pipeline, rule }: Placed): StageMove[] => {
  const to = stageById(pipeline, rule.to);
  return rule.in.flatMap((id) => {
    const from = stageById(pipeline, id);
    if (!from || !to || from === to) return [];
    return [{ from, to, ...(from.kind === "parked" && to.kind === "open" && { parkedFrom: to.id }) }];
  });
};

/** Stages that the rule names in vain: nothing moves from there to where it leads. */
function uselessMove(move: StageMove, { pipeline }: Placed): Complaint[] {
  const { from, to } = move;
  const kind = classifyMove(pipeline, move);
  const useless = { severity: "warning", path: ["in"] } as const;
  const hint = `Take "${from.id}" out of "in:".`;
  if (isClosed(from)) return [{ ...useless, message: `"${from.id}" is closed, and no time rule speaks of closed deals.`, hint }];
  if (!isRefused(kind)) return [];
  const message = `From "${from.id}" no deal may move to "${to.id}", so the check refuses every proposal from there.`;
  return [{ ...useless, message, hint: kind === "forbidden" ? hint : `${hint.slice(0, -1)}, or list the move under "moves:".` }];
}

// Every deal has them, or the sweep writes them with the move.
const alwaysThere: ReadonlySet<string> = new Set(["title", "company", "pipeline", "stage", "stage_entered", "owner", "slug"]);
const written: Readonly<Record<string, readonly string[]>> = {
  park: ["parked_from"],
  lose: ["lost_reason", "lost_note"],
  backward: ["stage_reason"],
};

const refusal = "where a deal has none, the check refuses the proposal.";

/** What is wrong with what the rule gives for a field; `undefined` where it gives what is asked for. */
function fieldComplaint(requirement: FieldRequirement, kind: string, placed: Placed): string | undefined {
  const { field } = requirement;
  const value = Object.hasOwn(placed.rule.set, field) ? placed.rule.set[field] : undefined;
  if (value === undefined) {
    const isThere = alwaysThere.has(field) || written[kind]?.includes(field);
    return isThere ? undefined : `The rule does not set "${field}"; ${refusal}`;
  }
  const found = valueComplaint(requirement, sampleOf(value, field, placed));
  return found === undefined ? undefined : `The rule sets "${field}", which ${found}.`;
}

/** Why a deal may not have what is asked for. An approval is given to the proposal itself; what was logged, or a rule speaks of, may be so. */
function complaintOf(requirement: Requirement, kind: string, placed: Placed): string | undefined {
  if ("field" in requirement) return fieldComplaint(requirement, kind, placed);
  if ("document" in requirement) return `No rule can write the document "${requirement.document}"; ${refusal}`;
  if ("answers" in requirement) return `No rule can give answers to "${requirement.answers}"; ${refusal}`;
  if ("confirm" in requirement) return `No rule can confirm "${requirement.confirm}"; where nobody has, the check refuses the proposal.`;
  if ("link" in requirement) return `No rule can add the link "${requirement.link}"; ${refusal}`;
  return undefined;
}

/** True where whoever meets the one requirement meets the other: the same is asked for, and no more of it. */
function covers(one: Requirement, other: Requirement): boolean {
  const { say: _say, examples: _examples, ...asked } = other;
  return (
    one.when === undefined &&
    Object.entries(asked).every(([key, value]) => JSON.stringify(one[key as keyof Requirement]) === JSON.stringify(value))
  );
}

/** What a move asks for of every deal, besides what the deal already has to have where it is. */
function newlyAsked(move: StageMove, { pipeline }: Placed): Requirement[] {
  const known = requirementsToBeIn(pipeline, move.from, move.parkedFrom);
  return requirementsOfStep(pipeline, move)
    .map(({ requirement }) => requirement)
    .filter((asked) => asked.when === undefined && !known.some(({ requirement }) => covers(requirement, asked)));
}

function hintFor(requirement: Requirement, { rules, pipeline }: Placed): string {
  const field = "field" in requirement ? fieldToSet(requirement.field, ownFields(rules, pipeline.id)) : undefined;
  if (!field || !("field" in requirement)) return 'Only people can give it: let them make this move, or ask for it with a "when:".';
  const options = requirement.one_of ?? field.options ?? [];
  return `Give it with "set: { ${requirement.field}: … }"${options.length > 0 ? `; one of ${options.join(", ")}` : ""}.`;
}

function heldUp(move: StageMove, placed: Placed): Complaint[] {
  const useless = uselessMove(move, placed);
  if (useless.length > 0) return useless;
  const kind = classifyMove(placed.pipeline, move);
  return newlyAsked(move, placed).flatMap((requirement) => {
    const found = complaintOf(requirement, kind, placed);
    if (found === undefined) return [];
    return [
      {
        severity: "warning",
        path: ["to"],
        message: `To move to ${move.to.name}: ${requirement.say} ${found}`,
        hint: hintFor(requirement, placed),
      },
    ];
  });
}

/** Stages may be held up by the same: it is said once. */
const withoutRepetition = (complaints: readonly Complaint[]): Complaint[] => [
  ...new Map(complaints.map((each) => [each.message, each])).values(),
];

function problemsOf(placed: Placed): Complaint[] {
  const values = Object.entries(placed.rule.set).flatMap(([name, value]) => valueProblem(name, value, placed));
  return [...values, ...withoutRepetition(movesOf(placed).flatMap((move) => heldUp(move, placed)))];
}

/** What a time rule sets can be held by the fields, and what it proposes can be made. */
export const pipelineTimeRule: Rule<Pick<Settings, "rules" | "pipelineSources">> = {
  code: "pipeline/time-rule",
  summary:
    "A time rule sets fields that exist to values of their kind; it gives what its move asks for, so that the move can be proposed (a warning).",
  check: ({ rules, pipelineSources }) =>
    [...rules.pipelines.values()].flatMap((pipeline) =>
      pipeline.time_rules.flatMap((rule, index) =>
        problemsOf({ rules, pipeline, rule }).map(({ path, ...problem }) => ({
          ...problem,
          file: pipelinePath(pipeline.id),
          at: pipelineSources.get(pipeline.id)?.locate(["time_rules", index, ...path]),
        })),
      ),
    ),
};
