import { contentEnding } from "../rules/content-ending.ts";
import { contentLink } from "../rules/content-link.ts";
import { dealDeleted, dealDuplicate, dealRenamed } from "../rules/deal-set.ts";
import { importUnknownName } from "../rules/import-unknown-name.ts";
import { organisationPipelineOrder } from "../rules/organisation-pipeline-order.ts";
import { pipelineExample } from "../rules/pipeline-example.ts";
import { pipelineHandoff } from "../rules/pipeline-handoff.ts";
import { pipelineMixedChange } from "../rules/pipeline-mixed-change.ts";
import { pipelineRemoved, pipelineStageRemoved } from "../rules/pipeline-removals.ts";
import { pipelineTimeRule } from "../rules/pipeline-time-rule.ts";
import { pipelineUnknownName } from "../rules/pipeline-unknown-name.ts";
import { pipelineWrongType } from "../rules/pipeline-wrong-type.ts";
import { dealRules } from "./deal-rules.ts";

/** A kind of finding. Codes are permanent: one that is retired is not given to something else. */
export interface CatalogueEntry {
  readonly code: string;
  /** What is held to, in one sentence. */
  readonly summary: string;
}

const areas = [
  ["organisation", "dealbook.yaml"],
  ["people", "people.yaml"],
  ["framework", "a file in frameworks/"],
  ["template", "a file in templates/"],
  ["rates", "rates.yaml"],
  ["trainings", "trainings.yaml"],
  ["forecast", "a file in forecasts/"],
  ["import", "a file in imports/"],
] as const;

const settingsEntries: readonly CatalogueEntry[] = areas.flatMap(([area, file]) => [
  { code: `${area}/unreadable`, summary: `The text of ${file} can be read: UTF-8 and valid YAML.` },
  { code: `${area}/unknown-field`, summary: `Every field in ${file} is one that is known.` },
  { code: `${area}/missing-field`, summary: `The fields that ${file} must have are there.` },
  { code: `${area}/invalid-field`, summary: `The values in ${file} are of the right kind.` },
]);

const readingEntries: readonly CatalogueEntry[] = [
  { code: "organisation/missing", summary: "A content root has a dealbook.yaml." },
  { code: "people/missing", summary: "A content root has a people.yaml." },
  { code: "people/unknown-role", summary: "A person's role is one of the roles in people.yaml." },
  {
    code: "forecast/file-name",
    summary: "The path of a file in forecasts/ says the month, the person, and a day that is not after the month.",
  },
  { code: "forecast/unknown-person", summary: "Whoever submits a forecast is in people.yaml." },
  { code: "pipeline/unreadable", summary: "A file in pipelines/ can be read: UTF-8 and valid YAML." },
  { code: "pipeline/invalid", summary: "A pipeline follows its schema, and what it refers to exists." },
  { code: "deal/unreadable", summary: "A deal or document can be read: UTF-8, with front matter that is closed and valid YAML." },
  { code: "deal/unknown-field", summary: "Every field of a deal is one that is known." },
  { code: "deal/missing-field", summary: "The fields that every deal has are there." },
  { code: "deal/invalid-field", summary: "The values of a deal's fields are of the right kind." },
  { code: "deal/invalid-document", summary: "The front matter of a deal's document is of the right kind." },
  { code: "deal/slug", summary: "A deal's file name is lower-case letters, digits and hyphens." },
  { code: "deal/orphan-document", summary: "A document stands in the folder of its deal." },
  { code: "handbook/missing-title", summary: "A title in a page's front matter is a text." },
  { code: "handbook/front-matter", summary: "A page's front matter is closed and valid YAML." },
  { code: "handbook/broken-link", summary: "A link inside the handbook leads to a page or file that exists." },
  { code: "handbook/broken-anchor", summary: "A link to a heading or anchor of a page leads to one that the page has (a warning)." },
  { code: "handbook/missing-image", summary: "An image that a page shows exists." },
  { code: "handbook/mdx", summary: "A page that ends in .mdx compiles as MDX." },
  { code: "handbook/nesting", summary: "A page's lists, quotes and emphasis are not nested hundreds of levels deep." },
  { code: "handbook/encoding", summary: "A page of the handbook is UTF-8 text." },
];

const ruleEntries: readonly CatalogueEntry[] = [
  ...dealRules,
  contentEnding,
  contentLink,
  dealDuplicate,
  dealDeleted,
  dealRenamed,
  importUnknownName,
  organisationPipelineOrder,
  pipelineStageRemoved,
  pipelineRemoved,
  pipelineHandoff,
  pipelineUnknownName,
  pipelineWrongType,
  pipelineTimeRule,
  pipelineExample,
  pipelineMixedChange,
].map(({ code, summary }) => ({ code, summary }));

/** Every code that a finding can have, sorted. */
export const catalogue: readonly CatalogueEntry[] = [...settingsEntries, ...readingEntries, ...ruleEntries].sort((a, b) =>
  a.code < b.code ? -1 : 1,
);
