import { z } from "zod";
import { currencyCodes } from "../money/money.ts";
import { filledText, id } from "../text/field-types.ts";
import { type Read, readSource } from "../text/read-source.ts";
import { YamlSource } from "../text/yaml-source.ts";

/** Systems that deals can be brought over from. */
export const importSystems = ["trello", "hubspot", "salesforce", "pipedrive", "monday", "csv"] as const;

/** The name of a system that deals can be brought over from. */
export type ImportSystem = (typeof importSystems)[number];

/** What of a deal can be read from a column. */
export const columnNames = [
  "id",
  "title",
  "company",
  "contact",
  "contact_email",
  "stage",
  "entered",
  "created",
  "owner",
  "amount",
  "currency",
  "expected_close",
  "next_step",
  "source",
  "lost_reason",
  "notes",
  "pipeline",
  "status",
  "won",
  "lost",
] as const;

/** Something that a column can hold. */
export type ColumnName = (typeof columnNames)[number];

/** Orders of day, month and year. */
export const dateOrders = ["ymd", "dmy", "mdy"] as const;

/** What stands before the decimals of an amount. */
export const decimalMarks = ["point", "comma"] as const;

/** Says that something is not to be imported. */
export const skip = "skip";

const keyed = <T extends z.ZodType>(value: T) => z.record(z.string(), value).default({});

/** The schema of a file in `imports/`. */
export const mappingSchema = z
  .strictObject({
    from: z
      .enum(importSystems, `expected one of ${importSystems.join(", ")}`)
      .meta({ description: "The system that the deals are brought over from." }),
    sheet: filledText.optional().meta({ description: "The sheet that the deals stand in, where a workbook has several." }),
    columns: z
      .partialRecord(z.enum(columnNames), z.string())
      .default({})
      .meta({ description: "For each part of a deal, the heading of its column; of Trello, the name of its custom field." }),
    stages: keyed(id).meta({ description: "For each stage, list or status of the other system, a stage of the pipeline, or skip." }),
    stage_dates: keyed(id).meta({
      description: "For each column that says when a deal entered a stage: its heading, and the stage of the pipeline.",
    }),
    people: keyed(id).meta({
      description: 'For each name there, the id of a person in people.yaml, or skip. "" stands for deals without an owner.',
    }),
    lost_reasons: keyed(id).meta({ description: 'For each reason there, one of the pipeline\'s. "" stands for deals without a reason.' }),
    pipelines: keyed(z.enum(["import", skip])).meta({ description: "For each pipeline of the other system: import, or skip." }),
    dates: z
      .enum(dateOrders, `expected one of ${dateOrders.join(", ")}`)
      .optional()
      .meta({ description: "The order of year, month and day, where the dates themselves do not tell." }),
    decimals: z
      .enum(decimalMarks, `expected one of ${decimalMarks.join(", ")}`)
      .optional()
      .meta({ description: "What stands before the decimals of an amount, where the amounts themselves do not tell." }),
    currency: z
      .enum(currencyCodes as [string, ...string[]], "expected an ISO 4217 currency code such as EUR")
      .optional()
      .meta({ description: "The currency of amounts that name none." }),
    card: filledText.optional().meta({ description: 'How a title names company and title, such as "{company} - {title}".' }),
    archived: z.enum(["import", skip]).default(skip).meta({ description: "Whether archived cards are imported, too." }),
    emails: z
      .enum(["keep", "leave-out"])
      .default("leave-out")
      .meta({ description: "Whether e-mail addresses in titles and notes are kept." }),
    first_stage: id.optional().meta({ description: "The stage in which a deal began, where the export tells only when." }),
  })
  .meta({ title: "Dealbook import mapping" });

/** What the people of an organisation answered once, for every import of one kind. */
export type Mapping = z.output<typeof mappingSchema>;

const codes = {
  unreadable: "import/unreadable",
  unknownField: "import/unknown-field",
  missingField: "import/missing-field",
  invalidField: "import/invalid-field",
};

/** True for a mapping file. */
export const isMappingPath = (path: string): boolean => /^imports\/[^/]+\.yaml$/.test(path);

/** A mapping file, and the places in it. */
export interface MappingFile {
  readonly mapping: Mapping;
  readonly source: YamlSource;
}

/** Reads a mapping file. */
export function parseMapping(text: string): Read<MappingFile> {
  const source = new YamlSource(text);
  const read = readSource(source, mappingSchema, codes);
  return read.value === null ? read : { value: { mapping: read.value, source }, problems: [] };
}
