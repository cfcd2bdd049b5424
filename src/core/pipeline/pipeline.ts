import { z } from "zod";
import { filledText, id } from "../text/field-types.ts";
import { actionSchema, type PlacedAction, placeActions } from "./action.ts";
import { forecastCategories } from "./forecast-categories.ts";
import { examplesSchema, expressionSchema, type Requirement, requirementSchema } from "./requirement.ts";

const rottingSchema = z.strictObject({
  days: z.int().positive().meta({ description: "Days after which an idle deal is rotting." }),
  clock: z
    .enum(["last_reply", "last_activity", "stage_entry"])
    .meta({ description: "What starts the count: the customer's last reply, the last activity, or the entry into the stage." }),
});

/** What a stage's name and place mean: deals are worked on in `open` ones, wait in `parked` ones; `won` and `lost` end them. */
const stageKinds = ["open", "parked", "won", "lost"] as const;

const stageSchema = z.strictObject({
  id,
  name: filledText,
  kind: z.enum(stageKinds, `expected one of ${stageKinds.join(", ")}`),
  probability: z.int().min(0).max(100).meta({ description: "Chance of winning from here, in percent; weights the value." }),
  forecast: z
    .enum(forecastCategories, `expected one of ${forecastCategories.join(", ")}`)
    .optional()
    .meta({
      description:
        "What the forecast counts deals in this stage as. Left out: commit from 75 % of probability, best-case from 50 %, else pipeline; omitted where the stage is parked.",
    }),
  goal: filledText.meta({ description: "What the stage is for, in one sentence." }),
  activities: z.array(filledText).default([]).meta({ description: "What is usually done in this stage." }),
  deliverables: z
    .array(filledText)
    .default([])
    .meta({ description: "What the stage produces, besides the documents its requirements name." }),
  owner_role: id.optional().meta({ description: "The role that leads this stage." }),
  rotting: rottingSchema.optional().meta({ description: "When an idle deal counts as rotting." }),
  enter: z.array(requirementSchema).default([]).meta({ description: "What must hold to be in this stage." }),
  exit: z.array(requirementSchema).default([]).meta({ description: "What must hold to move on from this stage." }),
  on_enter: z.array(actionSchema).default([]).meta({ description: "What is to happen when a deal enters this stage." }),
});

const oneOrMore = z.union([id, z.array(id).min(1)], "expected a stage, or a list of stages").transform((ids) => [ids].flat());

const moveSchema = z
  .strictObject({
    from: oneOrMore.meta({ description: "Id of a stage, or a list of them." }),
    to: z
      .string()
      .regex(/^[a-z0-9-]+(\/[a-z0-9-]+)?$/, "expected a stage, or a stage of another pipeline as pipeline/stage")
      .meta({ description: "Id of a stage; pipeline/stage hands the deal over to another pipeline." }),
    say: filledText.meta({ description: "The move in plain words, or why it is forbidden." }),
    forbidden: z
      .literal(true)
      .optional()
      .meta({ description: "The move is not allowed, although the order of the stages would allow it." }),
    needs: z.array(requirementSchema).default([]).meta({ description: "What this move asks for, besides the gate." }),
    on_move: z.array(actionSchema).default([]).meta({ description: "What is to happen when a deal makes this move." }),
    examples: examplesSchema.optional(),
  })
  .meta({ description: "A move that is allowed or forbidden besides the ordinary ones, or one that asks for something of its own." });

const birthSchema = z.union(
  [id, z.strictObject({ stage: id, needs: z.array(requirementSchema).min(1) })],
  "expected a stage, or a stage with what a deal that begins there needs",
);

const setSchema = z
  .record(z.string(), z.union([filledText, z.number(), z.boolean()], "expected a text, a number, or true or false"))
  .default({})
  .meta({
    description:
      "What the move writes besides the stage, so that what the stage asks for is there: stage_reason, lost_note, next_step.action, next_step.due, or fields.<id> for a field of your own. In a text {evidence} stands for what the clock found, {days} for the days since then, {since} for the day it counts from. For a field that holds a date, a number counts days from the day of the proposal. stage_reason and lost_note speak of this move and are written anew; every other field is written only where the deal has none.",
  });

const timeRuleSchema = z.strictObject({
  id,
  in: oneOrMore.meta({ description: "The stages in which it counts." }),
  days: z.int().positive().meta({ description: "Days after which the move is proposed." }),
  clock: rottingSchema.shape.clock,
  to: id.meta({ description: "The stage that is proposed." }),
  reason: filledText.optional().meta({ description: "For a lost stage: one of the lost reasons." }),
  set: setSchema,
  say: filledText.meta({ description: "The rule in plain words." }),
});

const reviewerSchema = z
  .strictObject({
    role: id.meta({ description: "The role that is asked, from people.yaml." }),
    say: filledText.meta({ description: "What they look at, in plain words." }),
    when: expressionSchema
      .optional()
      .meta({ description: "A CEL expression; they are asked only where it is true. Left out: for every change of a deal." }),
    examples: examplesSchema.optional(),
  })
  .meta({ description: "Who is asked to look at a change of a deal, besides those whose approval a gate asks for." });

/** Kinds of values that an organisation's own fields hold. */
const fieldTypes = ["text", "number", "date", "yes-no", "choice", "link"] as const;

const fieldSchema = z.strictObject({
  id,
  name: filledText,
  type: z.enum(fieldTypes, `expected one of ${fieldTypes.join(", ")}`),
  options: z.array(filledText).min(1).optional().meta({ description: "For a choice: the values allowed." }),
  say: filledText.optional().meta({ description: "What it is for." }),
});

const qualifiedSchema = z
  .strictObject({
    from: id.meta({ description: "Id of the open stage from which on a deal is a qualified opportunity." }),
    unless_back_within_days: z
      .int()
      .positive()
      .optional()
      .meta({ description: "A deal that goes back to a stage before it within as many days does not count." }),
  })
  .meta({ description: "What counts as a qualified opportunity, for quotas and metrics; nothing does where it is missing." });

/** The schema of a file in `pipelines/`. */
export const pipelineSchema = z
  .strictObject({
    name: filledText,
    summary: filledText.meta({ description: "One or two sentences that open the process page." }),
    card: filledText.default("{company} | {title}").meta({ description: "Title of a card, from {company}, {title} and {contact}." }),
    born_in: z.array(birthSchema).min(1).meta({ description: "Stages in which a deal may begin, the usual one first." }),
    lost_reasons: z
      .array(z.strictObject({ id, name: filledText }))
      .min(1)
      .meta({ description: "The reasons a deal may be lost for." }),
    fields: z.array(fieldSchema).default([]).meta({ description: "Fields of the organisation's own, written under fields: in a deal." }),
    on_move: z
      .array(actionSchema)
      .default([])
      .meta({ description: "What is to happen whenever a deal enters a stage of this pipeline, by whatever move." }),
    moves: z.array(moveSchema).default([]).meta({ description: "Moves besides the ordinary ones, and what they ask for." }),
    time_rules: z.array(timeRuleSchema).default([]).meta({ description: "Moves that are proposed when time has passed." }),
    reviewers: z.array(reviewerSchema).default([]).meta({
      description: "Who is asked to review a pull request, by what it does to a deal; the change does not depend on their answer.",
    }),
    stages: z.array(stageSchema).min(2).meta({ description: "The stages in their order; forward moves go one stage at a time." }),
    qualified: qualifiedSchema.optional(),
  })
  .meta({ title: "Dealbook pipeline" });

/** A pipeline file as written, with defaults filled in. */
export type PipelineSource = z.output<typeof pipelineSchema>;
/** A step of a pipeline. */
export type Stage = z.output<typeof stageSchema>;
/** A move that a pipeline lists, with its stages. */
export type ListedMove = z.output<typeof moveSchema>;
/** A move that is proposed when time has passed. */
export type TimeRule = z.output<typeof timeRuleSchema>;
/** Who is asked to look at a change of a deal, and when. */
export type Reviewer = z.output<typeof reviewerSchema>;
/** A field of an organisation's own. */
export type CustomField = z.output<typeof fieldSchema>;
/** After how many days of idleness a deal counts as rotting, and by which clock. */
export type Rotting = z.output<typeof rottingSchema>;

/** An ordered set of stages that one kind of deal moves through. */
export interface Pipeline extends PipelineSource {
  /** The file's base name. */
  readonly id: string;
}

/** A stage and the pipeline that it is of. */
export interface Place {
  readonly pipeline: Pipeline;
  readonly stage: Stage;
}

/** A pipeline's stage; `undefined` where it has none of that id. */
export const stageById = (pipeline: Pipeline, stageId: string): Stage | undefined => pipeline.stages.find((stage) => stage.id === stageId);

/** The stages in which a deal can still be won, in their order. */
export const openStages = (pipeline: Pipeline): Stage[] => pipeline.stages.filter((stage) => stage.kind === "open");

/** The stages in which a deal is, or was, a qualified opportunity: the open and won ones from the one that the pipeline names on. */
export function qualifiedStages({ qualified, stages }: Pipeline): Stage[] {
  const first = stages.findIndex((stage) => stage.id === qualified?.from);
  return first < 0 ? [] : stages.slice(first).filter(({ kind }) => kind === "open" || kind === "won");
}

/** Stages in which a deal ends; `won` or `lost`. */
export const isClosed = (stage: Stage): boolean => stage.kind === "won" || stage.kind === "lost";

/** Ids of the stages in which a deal may begin, the usual one first. */
export const birthStages = ({ born_in }: Pipeline): string[] => born_in.map((birth) => (typeof birth === "string" ? birth : birth.stage));

/** What a deal needs that begins in a stage. */
export const birthNeeds = ({ born_in }: Pipeline, stageId: string): readonly Requirement[] =>
  born_in.flatMap((birth) => (typeof birth !== "string" && birth.stage === stageId ? birth.needs : []));

/** Every requirement that a pipeline states, in its order. */
export const requirementsOf = ({ born_in, moves, stages }: Pipeline): Requirement[] => [
  ...born_in.flatMap((birth) => (typeof birth === "string" ? [] : birth.needs)),
  ...stages.flatMap((stage) => [...stage.enter, ...stage.exit]),
  ...moves.flatMap((move) => move.needs),
];

/** Ids of the success criteria that a pipeline's stages ask for, in their order. */
export const criteriaOf = (pipeline: Pipeline): string[] =>
  requirementsOf(pipeline).flatMap((requirement) => ("confirm" in requirement ? [requirement.confirm] : []));

/** Every action that a pipeline states, with its place. */
export const placedActions = ({ on_move, moves, stages }: Pipeline): PlacedAction[] => [
  ...placeActions(on_move, ["on_move"]),
  ...moves.flatMap((move, index) => placeActions(move.on_move, ["moves", index, "on_move"])),
  ...stages.flatMap((stage, index) => placeActions(stage.on_enter, ["stages", index, "on_enter"])),
];
