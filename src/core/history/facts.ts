import { z } from "zod";
import { moneySchema } from "../people/people.ts";
import { businessDate, filledText, id } from "../text/field-types.ts";
import { locateYaml } from "../text/front-matter.ts";
import { YamlSource } from "../text/yaml-source.ts";

/** A field that says nothing where it is missing, or was written as no version of the schema allows. */
const field = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);

/** Rises with every change of what is read of a version, so that no cache of an older reading is used. */
export const factsFormat = 1;

/** What history needs of a deal. Old versions are read leniently: a field that is unknown today was right in its time. */
const factsSchema = z.object({
  title: filledText.catch(""),
  company: filledText.catch(""),
  contact: field(z.object({ name: filledText })),
  pipeline: id,
  stage: id,
  stage_entered: businessDate,
  stage_reason: field(filledText),
  parked_from: field(id),
  lost_reason: field(id),
  owner: id.catch(""),
  amount: field(moneySchema),
  expected_close: field(businessDate),
  source: field(filledText),
  priority: field(z.number()),
  archived: field(businessDate),
});

/** What a version of a deal says that history is made of; a deal itself has all of it, too. */
export type DealFacts = z.output<typeof factsSchema>;

/** Reads a version of a deal. `null` where it does not even say where the deal stood, and since when. */
export function factsOf(text: string | null): DealFacts | null {
  const found = text === null ? null : locateYaml(text);
  if (text === null || found === null || "message" in found) return null;
  const read = factsSchema.safeParse(new YamlSource(text, found.yaml, found.yamlOffset).value);
  return read.success ? read.data : null;
}
