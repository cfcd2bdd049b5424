import { z } from "zod";
import { businessDate, filledText, id, webAddress } from "../text/field-types.ts";
import { type Read, readSource } from "../text/read-source.ts";
import { YamlSource } from "../text/yaml-source.ts";

const trainingSchema = z.strictObject({
  id: id.meta({ description: "Stays the same, so that calendars know the training again." }),
  name: filledText,
  dates: z.array(businessDate).min(1).meta({ description: "The days on which it takes place." }),
  led_by: filledText.optional().meta({ description: "Who leads it." }),
  note: filledText.optional().meta({ description: "Form, place, what to bring." }),
  link: webAddress.optional().meta({ description: "Where it takes place online, or what to read before." }),
});

/** The schema of `trainings.yaml`. */
export const trainingsSchema = z
  .strictObject({ trainings: z.array(trainingSchema).meta({ description: "Trainings, with their days; the calendar shows them." }) })
  .meta({ title: "Dealbook trainings" });

/** A training and the days on which it takes place. */
export type Training = z.output<typeof trainingSchema>;

const codes = {
  unreadable: "trainings/unreadable",
  unknownField: "trainings/unknown-field",
  missingField: "trainings/missing-field",
  invalidField: "trainings/invalid-field",
};

/** Reads the text of `trainings.yaml`; ids are taken once. */
export function parseTrainings(text: string): Read<readonly Training[]> {
  const source = new YamlSource(text);
  const read = readSource(source, trainingsSchema, codes);
  if (read.value === null) return read;
  const { trainings } = read.value;
  const problems = trainings.flatMap(({ id: own }, index) =>
    trainings.findIndex((each) => each.id === own) === index
      ? []
      : [
          {
            code: codes.invalidField,
            at: source.locate(["trainings", index, "id"]),
            message: `Two trainings have the id "${own}".`,
            hint: "Give each its own id; a training's further days stand in its list of dates.",
          },
        ],
  );
  return problems.length > 0 ? { value: null, problems } : { value: trainings, problems: [] };
}
