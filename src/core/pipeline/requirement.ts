import { z } from "zod";
import { activityKinds } from "../deal/activity-kinds.ts";
import { businessDate, filledText, id, webAddress } from "../text/field-types.ts";

/** The schema of a CEL expression of a pipeline. */
export const expressionSchema = filledText.meta({
  description: "A CEL expression over deal, before, move and today that is true or false; days(a, b) counts the days between two dates.",
});

/**
 * The schema of `examples:`, which run as tests: parts of a deal's front matter, laid over a deal in the stage that asks, or
 * where the move leads.
 */
export const examplesSchema = z
  .strictObject({
    pass: z.array(z.record(z.string(), z.unknown())).default([]).meta({ description: "Front matter with which it holds." }),
    fail: z.array(z.record(z.string(), z.unknown())).default([]).meta({ description: "Front matter with which it does not hold." }),
  })
  .meta({
    description:
      "Parts of a deal's front matter that pass and fail, laid over a deal in this stage, or where the move leads. Besides: before (front matter of the deal before the change), documents (front matter of its documents), move (kind, from, to), today (the day on which it is judged; else the day of the check). The check runs them, the process page shows them.",
  });

/** Examples that pass and that fail. */
export type Examples = z.output<typeof examplesSchema>;

const common = {
  say: filledText.meta({ description: "The requirement in plain words, as the handbook and the findings print it." }),
  when: expressionSchema.optional().meta({ description: "A CEL expression; the requirement counts only where it is true." }),
  examples: examplesSchema.optional(),
};

const fieldName = z
  .string()
  .regex(/^[a-z_]+(\.[a-z0-9_-]+)*$/, "expected a field's name, such as contact.name")
  .meta({ description: "Name of a deal's field; dots lead into it (contact.name, amount.value, fields.scope)." });

const day = z
  .union([z.literal("today"), businessDate, fieldName], "expected a date as YYYY-MM-DD, today, or a field that holds a date")
  .meta({ description: "A date as YYYY-MM-DD, today, or a field that holds a date." });

const fieldRequirement = z
  .strictObject({
    field: fieldName,
    present: z.literal(true).optional().meta({ description: "The field must be filled in. This is the default." }),
    min: z.number().optional().meta({ description: "Smallest value allowed (of an amount: in whole currency units)." }),
    max: z.number().optional().meta({ description: "Largest value allowed." }),
    one_of: z.array(z.string()).min(1).optional().meta({ description: "The values allowed." }),
    matches: filledText.optional().meta({ description: "A regular expression (RE2) that the whole value must match." }),
    before: day.optional().meta({ description: "The date must be earlier than this." }),
    after: day.optional().meta({ description: "The date must be later than this." }),
    ...common,
  })
  .meta({ description: "A field of the deal must be filled in." });

const answersRequirement = z
  .strictObject({
    answers: id.meta({ description: "Id of a framework." }),
    at_least: z.int().positive().optional().meta({ description: "How many questions must be answered; all, where left out." }),
    ...common,
  })
  .meta({ description: "Questions of a framework must be answered." });

const confirmRequirement = z
  .strictObject({ confirm: id.meta({ description: "Id of the success criterion, unique in the pipeline." }), ...common })
  .meta({ description: "Somebody attests to a success criterion, with the date." });

/** How far a document has come, in this order. */
export const documentStatuses = ["draft", "sent", "signed-by-us", "signed"] as const;

const documentRequirement = z
  .strictObject({
    document: id.meta({ description: "Id of a template." }),
    status: z
      .enum(documentStatuses, `expected one of ${documentStatuses.join(", ")}`)
      .optional()
      .meta({ description: "How far it must have come: sent, signed by us, or signed by both sides." }),
    signed_by: id
      .optional()
      .meta({ description: "The role that signs for us, from people.yaml; with a status that asks for our signature." }),
    ...common,
  })
  .meta({ description: "A document that follows a template must exist, filled in." });

const linkRequirement = z
  .strictObject({
    link: id.meta({ description: "Name of a link under the deal's links." }),
    to: webAddress.optional().meta({ description: "What the link must begin with." }),
    ...common,
  })
  .meta({ description: "The deal must link to something outside." });

const activityRequirement = z
  .strictObject({
    activity: z
      .union(
        [z.enum([...activityKinds, "any"]), z.array(z.enum(activityKinds)).min(1)],
        `expected any, or one of ${activityKinds.join(", ")}`,
      )
      .meta({ description: "The kind that counts, a list of kinds, or any." }),
    at_least: z.int().positive().default(1).meta({ description: "How many there must be." }),
    since: z.enum(["stage_entry"]).optional().meta({ description: "Only those since the deal entered its stage count." }),
    within_days: z.int().positive().optional().meta({ description: "Only those of the last days count." }),
    reply: z.literal(true).optional().meta({ description: "Only those count in which the customer answered." }),
    consent: z.literal(true).optional().meta({ description: "Only those count that were recorded with the customer's consent." }),
    ...common,
  })
  .meta({ description: "Something must have been done, and logged." });

const approvalRequirement = z
  .strictObject({ approval: id.meta({ description: "The role that approves, from people.yaml." }), ...common })
  .meta({ description: "Somebody with this role, other than the author, approves the move." });

const ruleRequirement = z.strictObject({ rule: expressionSchema, ...common }).meta({ description: "A CEL expression must be true." });

/** One thing that must hold, as a pipeline file states it. */
export const requirementSchema = z.union([
  fieldRequirement,
  answersRequirement,
  confirmRequirement,
  documentRequirement,
  linkRequirement,
  activityRequirement,
  approvalRequirement,
  ruleRequirement,
]);

/** A field of the deal is filled in, within limits where they are given. */
export type FieldRequirement = z.output<typeof fieldRequirement>;
/** Questions of a framework are answered. */
export type AnswersRequirement = z.output<typeof answersRequirement>;
/** Somebody attests to a success criterion. */
export type ConfirmRequirement = z.output<typeof confirmRequirement>;
/** A document exists, follows its template and has come as far as it must. */
export type DocumentRequirement = z.output<typeof documentRequirement>;
/** The deal links to something outside. */
export type LinkRequirement = z.output<typeof linkRequirement>;
/** Something was done, and logged. */
export type ActivityRequirement = z.output<typeof activityRequirement>;
/** Somebody of a role approves the move. */
export type ApprovalRequirement = z.output<typeof approvalRequirement>;
/** An expression is true. */
export type RuleRequirement = z.output<typeof ruleRequirement>;
/** One thing that must hold. */
export type Requirement = z.output<typeof requirementSchema>;

/** Path of the settings file that says what the requirement asks for, if it is another file. */
export function ruleFileOf(requirement: Requirement): string | undefined {
  if ("answers" in requirement) return `frameworks/${requirement.answers}.yaml`;
  if ("document" in requirement) return `templates/${requirement.document}.md`;
  return undefined;
}

/** True for what must hold at the time of a move, not ever after: an approval, and activities of a certain time. */
export const isMomentary = (requirement: Requirement): boolean =>
  "approval" in requirement || ("activity" in requirement && (requirement.since !== undefined || requirement.within_days !== undefined));
