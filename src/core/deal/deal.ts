import { z } from "zod";
import type { BusinessDate } from "../calendar/business-date.ts";
import { moneySchema } from "../people/people.ts";
import { forecastCategories } from "../pipeline/forecast-categories.ts";
import { businessDate, emailAddress, filledText, id, webAddress } from "../text/field-types.ts";
import { activityKinds } from "./activity-kinds.ts";

const activitySchema = z.strictObject({
  date: businessDate,
  kind: z.enum(activityKinds, `expected one of ${activityKinds.join(", ")}`),
  by: id.meta({ description: "Who did it, from people.yaml." }),
  note: filledText.optional(),
  reply: z.boolean().optional().meta({ description: "True where the customer answered." }),
  recorded: z.enum(["with-consent"]).optional().meta({ description: "Set only where the customer agreed to a recording." }),
});

const approvalSchema = z.strictObject({
  role: id.meta({ description: "The role that approves, from people.yaml." }),
  by: id.meta({ description: "Who signed off, from people.yaml; in a commit of their own." }),
  date: businessDate,
  for: z
    .string()
    .regex(/^[a-z0-9-]+(\/[a-z0-9-]+)?$/, "expected a stage, or pipeline/stage")
    .optional()
    .meta({ description: "The stage that the deal may move into, where the sign-off is given before the move." }),
  note: filledText.optional(),
});

const lineItemSchema = z.strictObject({
  description: filledText,
  quantity: z.number().positive().default(1),
  price: moneySchema.meta({ description: "Price of one." }),
});

const historySchema = z.strictObject({
  pipeline: id.optional().meta({ description: "The pipeline of the stage, where it is another than the deal is in now." }),
  stage: id,
  entered: businessDate,
});

const importedSchema = z.strictObject({
  from: id.meta({ description: "The system that the deal was brought over from." }),
  id: filledText.meta({ description: "The deal's id there, by which a later export finds it." }),
  digest: filledText.meta({ description: "What the export said, in short: tells whether a later one says something else." }),
});

/** The schema of a deal's front matter. */
export const dealSchema = z
  .strictObject({
    title: filledText.meta({ description: "What is being sold, in a few words." }),
    company: filledText,
    contact: z.strictObject({ name: filledText, role: filledText.optional(), email: emailAddress.optional() }).optional(),
    pipeline: id.meta({ description: "Id of a file in pipelines/." }),
    stage: id.meta({ description: "Id of one of the pipeline's stages." }),
    stage_entered: businessDate.meta({ description: "The day the deal entered its stage." }),
    stage_reason: filledText.optional().meta({ description: "Why the deal went back to an earlier stage, or was opened again." }),
    parked_from: id.optional().meta({ description: "The stage that a parked deal came from, and goes back to." }),
    snooze: z
      .strictObject({ until: businessDate, reason: filledText })
      .optional()
      .meta({ description: "Why a time rule is not to act before a day." }),
    lost_reason: id.optional().meta({ description: "One of the pipeline's reasons, for a lost deal." }),
    lost_note: filledText.optional().meta({ description: "What there is to learn from the loss." }),
    owner: id.meta({ description: "Id of a person in people.yaml." }),
    amount: moneySchema.optional(),
    line_items: z.array(lineItemSchema).default([]).meta({ description: "What the amount is made of." }),
    language: z
      .string()
      .regex(/^[a-z]{2}(-[A-Z]{2})?$/, "expected a language such as en or es")
      .optional(),
    expected_close: businessDate.optional(),
    forecast: z
      .enum(forecastCategories, `expected one of ${forecastCategories.join(", ")}`)
      .optional()
      .meta({ description: "What the forecast counts this deal as, where that is not what its stage says." }),
    next_step: z.strictObject({ action: filledText, due: businessDate.optional() }).optional(),
    source: filledText.optional().meta({ description: "Where the lead came from." }),
    priority: z.number().optional().meta({ description: "Place on the board; the smallest number is the top card." }),
    archived: businessDate.optional().meta({ description: "Day on which a closed deal was put away." }),
    qualification: z.record(id, z.record(id, filledText)).default({}).meta({ description: "Answers by framework and question." }),
    confirmed: z.record(id, businessDate).default({}).meta({ description: "Success criteria that somebody attests to, with the date." }),
    approvals: z.array(approvalSchema).default([]).meta({ description: "Sign-offs of people who may approve a move." }),
    fields: z
      .record(id, z.union([z.string(), z.number(), z.boolean()], "expected a text, a number, or true or false"))
      .default({})
      .meta({ description: "Fields that the pipeline defines." }),
    links: z.record(id, webAddress).default({}),
    activities: z.array(activitySchema).default([]),
    history: z.array(historySchema).default([]).meta({ description: "Stage changes from before the deal came into git; never edited." }),
    imported: importedSchema.optional().meta({ description: "Where the deal was brought over from; written by dealbook import." }),
  })
  .meta({ title: "Dealbook deal" });

type DealFields = z.output<typeof dealSchema>;
/** Something that was done for a deal, with its day and who did it. */
export type Activity = z.output<typeof activitySchema>;

/** A sign-off of somebody who may approve a move. */
export type SignOff = z.output<typeof approvalSchema>;
/** One line of what a deal is made of. */
export type LineItem = z.output<typeof lineItemSchema>;

/** A stage and the day it was entered. */
export interface StageEntry {
  /** Id of the stage's pipeline; absent where it is the one that the deal is in. */
  readonly pipeline?: string | undefined;
  readonly stage: string;
  readonly entered: BusinessDate;
}

/** One opportunity with one company, read from one file. */
export interface Deal extends DealFields {
  /** The file's base name: the deal's identity. */
  readonly slug: string;
  /** Path of the file from the content root. */
  readonly path: string;
  /** The notes, in Markdown. */
  readonly notes: string;
}

/** True for an imported deal that has not moved since: the last of its imported stage changes led to where it is. */
export function isAsImported({ imported, history, stage, stage_entered, pipeline }: Deal): boolean {
  const last = history.at(-1);
  return !!imported && last?.stage === stage && last.entered === stage_entered && (last.pipeline ?? pipeline) === pipeline;
}

/** What a card's title is made from. */
type CardFacts = Pick<Deal, "company" | "title"> & { readonly contact?: { readonly name: string } | undefined };

/** The title that a pipeline gives its cards. */
export function cardTitle(deal: CardFacts, card: string): string {
  const values: Readonly<Record<string, string>> = {
    company: deal.company,
    title: deal.title,
    contact: deal.contact?.name ?? "no contact yet",
  };
  return card.replace(/\{(company|title|contact)\}/g, (_, key: string) => values[key] ?? "");
}
