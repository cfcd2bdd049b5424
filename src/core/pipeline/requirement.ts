import { z } from "zod";
import { filledText, id } from "../text/field-types.ts";

const say = filledText.meta({ description: "The requirement in plain words, as the handbook and the findings print it." });

const fieldRequirement = z
  .strictObject({
    field: z
      .string()
      .regex(/^[a-z_]+(\.[a-z_]+)*$/, "expected a field's name, such as contact.name")
      .meta({ description: "Name of a deal's field; dots lead into it (contact.name, amount.value)." }),
    present: z.literal(true).optional().meta({ description: "The field must be filled in. This is the default." }),
    min: z.number().optional().meta({ description: "Smallest value allowed (of an amount: in whole currency units)." }),
    max: z.number().optional().meta({ description: "Largest value allowed." }),
    one_of: z.array(z.string()).min(1).optional().meta({ description: "The values allowed." }),
    say,
  })
  .meta({ description: "A field of the deal must be filled in." });

const answersRequirement = z
  .strictObject({
    answers: id.meta({ description: "Id of a framework." }),
    at_least: z.int().positive().optional().meta({ description: "How many questions must be answered; all, where left out." }),
    say,
  })
  .meta({ description: "Questions of a framework must be answered." });

const confirmRequirement = z
  .strictObject({ confirm: id.meta({ description: "Id of the success criterion, unique in the pipeline." }), say })
  .meta({ description: "Somebody attests to a success criterion, with the date." });

const documentRequirement = z
  .strictObject({ document: id.meta({ description: "Id of a template." }), say })
  .meta({ description: "A document that follows a template must exist, filled in." });

/** One thing that must hold, as a pipeline file states it. */
export const requirementSchema = z.union([fieldRequirement, answersRequirement, confirmRequirement, documentRequirement]);

/** A field of the deal is filled in, within limits where they are given. */
export type FieldRequirement = z.output<typeof fieldRequirement>;
/** Questions of a framework are answered. */
export type AnswersRequirement = z.output<typeof answersRequirement>;
/** Somebody attests to a success criterion. */
export type ConfirmRequirement = z.output<typeof confirmRequirement>;
/** A document exists and follows its template. */
export type DocumentRequirement = z.output<typeof documentRequirement>;
/** One thing that must hold. */
export type Requirement = z.output<typeof requirementSchema>;

/** Path of the settings file that says what the requirement asks for, if it is another file. */
export function ruleFileOf(requirement: Requirement): string | undefined {
  if ("answers" in requirement) return `frameworks/${requirement.answers}.yaml`;
  if ("document" in requirement) return `templates/${requirement.document}.md`;
  return undefined;
}
