import { z } from "zod";
import { filledText, id } from "../text/field-types.ts";
import { requirementSchema } from "./requirement.ts";

const rottingSchema = z.strictObject({
  days: z.int().positive().meta({ description: "Days after which an idle deal is rotting." }),
  clock: z
    .enum(["last_reply", "last_activity", "stage_entry"])
    .meta({ description: "What starts the count: the customer's last reply, the last activity, or the entry into the stage." }),
});

/** What a stage's name and place mean: deals work in `open` ones, `won` and `lost` end them. */
const stageKinds = ["open", "won", "lost"] as const;

const stageSchema = z.strictObject({
  id,
  name: filledText,
  kind: z.enum(stageKinds, `expected one of ${stageKinds.join(", ")}`),
  probability: z.int().min(0).max(100).meta({ description: "Chance of winning from here, in percent; weights the value." }),
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
});

/** The schema of a file in `pipelines/`. */
export const pipelineSchema = z
  .strictObject({
    name: filledText,
    summary: filledText.meta({ description: "One or two sentences that open the process page." }),
    card: filledText.default("{company} | {title}").meta({ description: "Title of a card, from {company}, {title} and {contact}." }),
    born_in: z.array(id).min(1).meta({ description: "Stages in which a deal may begin." }),
    lost_reasons: z
      .array(z.strictObject({ id, name: filledText }))
      .min(1)
      .meta({ description: "The reasons a deal may be lost for." }),
    stages: z.array(stageSchema).min(2).meta({ description: "The stages in their order; forward moves go one stage at a time." }),
  })
  .meta({ title: "Dealbook pipeline" });

/** A pipeline file as written, with defaults filled in. */
export type PipelineSource = z.output<typeof pipelineSchema>;
/** A step of a pipeline. */
export type Stage = z.output<typeof stageSchema>;
/** After how many days of idleness a deal counts as rotting, and by which clock. */
export type Rotting = z.output<typeof rottingSchema>;

/** An ordered set of stages that one kind of deal moves through. */
export interface Pipeline extends PipelineSource {
  /** The file's base name. */
  readonly id: string;
}

/** A pipeline's stage; `undefined` where it has none of that id. */
export const stageById = (pipeline: Pipeline, stageId: string): Stage | undefined => pipeline.stages.find((stage) => stage.id === stageId);

/** The stages in which a deal can still be won, in their order. */
export const openStages = (pipeline: Pipeline): Stage[] => pipeline.stages.filter((stage) => stage.kind === "open");

/** Stages in which a deal ends; `won` or `lost`. */
export const isClosed = (stage: Stage): boolean => stage.kind !== "open";

/** Ids of the success criteria that a pipeline's stages ask for, in their order. */
export const criteriaOf = (pipeline: Pipeline): string[] =>
  pipeline.stages.flatMap((stage) =>
    [...stage.enter, ...stage.exit].flatMap((requirement) => ("confirm" in requirement ? [requirement.confirm] : [])),
  );
