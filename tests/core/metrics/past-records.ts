import type { DealVersion } from "../../../src/core/history/deal-versions.ts";
import { stageEntries } from "../../../src/core/history/stage-entries.ts";
import type { DealRecord, PipelineRecords } from "../../../src/core/metrics/deal-record.ts";
import { parseRates, type Rates } from "../../../src/core/money/rates.ts";
import { parsePipeline } from "../../../src/core/pipeline/parse-pipeline.ts";
import { type Pipeline, stageById } from "../../../src/core/pipeline/pipeline.ts";
import { day, deal, pipeline as sales } from "./records.ts";

const references = { frameworks: new Map(), templates: new Map(), roles: null, unread: new Set<string>() };

/** A pipeline from the text of its file. */
export function pipelineOf(id: string, text: string): Pipeline {
  const { value, problems } = parsePipeline(text, id, references);
  if (!value) throw new Error(`The test's pipeline is wrong: ${problems.map(({ message }) => message).join(" ")}`);
  return value;
}

/** Where deals begin before they are handed over to sales. */
export const leads = pipelineOf(
  "leads",
  `
name: Leads
summary: Before there is something to sell.
born_in: [new]
lost_reasons: [{ id: silence, name: Silence }]
moves: [{ from: chat, to: sales/lead, say: There is something to sell. }]
stages:
  - { id: new, name: New, kind: open, probability: 1, goal: Find. }
  - { id: chat, name: Chat, kind: open, probability: 2, goal: Talk. }
  - { id: no, name: No, kind: lost, probability: 0, goal: Learn. }
`,
);

const pipelines: ReadonlyMap<string, Pipeline> = new Map([leads, sales].map((each) => [each.id, each]));

/** What a commit of a day made of a deal: fields that it set; those set to `undefined` it took away. */
export interface Step extends Readonly<Record<string, unknown>> {
  readonly on: string;
  readonly by?: string;
}

/** A deal as git recorded it: each step is a commit at noon, and keeps the fields of the one before. */
export function recorded(slug: string, steps: readonly Step[], known: ReadonlyMap<string, Pipeline> = pipelines): DealRecord {
  let fields: Readonly<Record<string, unknown>> = {};
  const versions: DealVersion[] = [];
  for (const [index, { on, by = "zack", ...set }] of steps.entries()) {
    fields = { ...fields, ...set };
    versions.push({ deal: deal(slug, fields), recorded: Date.parse(`${on}T12:00:00Z`), commit: `${slug}-${index + 1}`, author: by });
  }
  const made = deal(slug, fields);
  const pipeline = known.get(made.pipeline);
  const stage = pipeline && stageById(pipeline, made.stage);
  if (!stage) throw new Error(`No stage ${made.stage}`);
  return { deal: made, pipeline, stage, entries: stageEntries(made, versions), versions, pipelines: known };
}

/** The rates of the tests, into euros. */
function ratesOf(text: string): Rates {
  const { value } = parseRates(text, "EUR");
  if (!value) throw new Error("The test's rates are wrong.");
  return value;
}

/** A dollar was 0.90 euros from January, and is 0.80 from July; a yen is 0.006. */
export const rates = ratesOf("rates: [{ from: 2026-01-01, USD: 0.9, JPY: 0.006 }, { from: 2026-07-01, USD: 0.8 }]");

/** What the figures of a pipeline are made from. */
export const recordsIn = (pipeline: Pipeline, all: readonly DealRecord[], today = "2026-11-21"): PipelineRecords => ({
  pipeline,
  records: all.filter((record) => record.pipeline.id === pipeline.id),
  all,
  today: day(today),
  rates,
  zone: "UTC",
});

export const dollars = (value: number | string) => ({ value, currency: "USD" });
export const eur = (minor: number) => ({ minor, currency: "EUR" });
