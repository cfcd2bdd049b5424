import { didYouMean } from "../text/suggest.ts";
import type { YamlPath } from "../text/yaml-source.ts";
import { type Complaint, unknownId } from "./complaint.ts";
import { type Pipeline, stageById, type TimeRule } from "./pipeline.ts";
import { ownFieldId, type SetValue, settableFields, setWords, wordsIn } from "./time-rule-set.ts";

/** A time rule and where it stands. */
interface Placed {
  readonly pipeline: Pipeline;
  readonly rule: TimeRule;
  readonly path: YamlPath;
}

function stageComplaints({ pipeline, rule, path }: Placed): Complaint[] {
  const ids = pipeline.stages.map(({ id }) => id);
  return [
    ...rule.in.flatMap((id) => unknownId({ path: [...path, "in"], kind: "stage", id }, ids)),
    ...unknownId({ path: [...path, "to"], kind: "stage", id: rule.to }, ids),
  ];
}

const isLosing = ({ pipeline, rule }: Placed): boolean => stageById(pipeline, rule.to)?.kind === "lost";

/** A proposal to lose a deal names the reason, as everybody does who loses one. */
function reasonComplaints(placed: Placed): Complaint[] {
  const { pipeline, rule, path } = placed;
  if (!isLosing(placed)) return [];
  const reasons = pipeline.lost_reasons.map(({ id }) => id);
  if (rule.reason !== undefined) return unknownId({ path: [...path, "reason"], kind: "lost reason", id: rule.reason }, reasons);
  return [
    {
      path: [...path, "to"],
      message: `"${rule.to}" is a lost stage, and no reason is given.`,
      hint: `Add "reason:", one of: ${reasons.join(", ")}.`,
    },
  ];
}

/** Which fields of the organisation's own there are is seen when all pipelines are read. */
function nameComplaint(name: string, placed: Placed): Omit<Complaint, "path"> | undefined {
  const own = placed.pipeline.fields.map(({ id }) => `fields.${id}`);
  if (ownFieldId(name) === undefined && !settableFields.has(name))
    return { message: `A time rule cannot set "${name}".`, hint: didYouMean(name, [...settableFields.keys(), ...own]) };
  if (name === "lost_note" && !isLosing(placed))
    return { message: `The rule sets "lost_note", but "${placed.rule.to}" is not a lost stage.`, hint: "Remove it." };
  if (name === "next_step.due" && !Object.hasOwn(placed.rule.set, "next_step.action"))
    return { message: 'The rule sets "next_step.due", but not what is to be done then.', hint: 'Set "next_step.action", too.' };
  return undefined;
}

function wordComplaints(value: SetValue): Omit<Complaint, "path">[] {
  const strange = wordsIn(value).filter((word) => !setWords.some((known) => known === word));
  return strange.map((word) => ({
    message: `"{${word}}" stands for nothing here.`,
    hint: didYouMean(
      `{${word}}`,
      setWords.map((known) => `{${known}}`),
    ),
  }));
}

const setComplaints = (placed: Placed): Complaint[] =>
  Object.entries(placed.rule.set).flatMap(([name, value]) =>
    [nameComplaint(name, placed) ?? [], wordComplaints(value)].flat().map((found) => ({ path: [...placed.path, "set", name], ...found })),
  );

/** What is wrong with a pipeline's time rules: stages, reasons and fields that there are not. */
export const timeRuleComplaints = (pipeline: Pipeline): Complaint[] =>
  pipeline.time_rules
    .map((rule, index): Placed => ({ pipeline, rule, path: ["time_rules", index] }))
    .flatMap((placed) => [...stageComplaints(placed), ...reasonComplaints(placed), ...setComplaints(placed)]);
