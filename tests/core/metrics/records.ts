import type { BusinessDate } from "../../../src/core/calendar/business-date.ts";
import { type Deal, dealSchema } from "../../../src/core/deal/deal.ts";
import { stageEntries } from "../../../src/core/history/stage-entries.ts";
import type { DealRecord, PipelineRecords } from "../../../src/core/metrics/deal-record.ts";
import { noRates } from "../../../src/core/money/rates.ts";
import { parsePipeline } from "../../../src/core/pipeline/parse-pipeline.ts";
import { type Pipeline, stageById } from "../../../src/core/pipeline/pipeline.ts";

const text = `
name: Sales
summary: A short pipeline.
born_in: [lead]
lost_reasons: [{ id: price, name: Price }]
stages:
  - { id: lead, name: Lead, kind: open, probability: 15, goal: Find., rotting: { days: 14, clock: last_reply } }
  - { id: offer, name: Offer, kind: open, probability: 33, goal: Offer., rotting: { days: 10, clock: last_activity } }
  - { id: talk, name: Talk, kind: open, probability: 80, goal: Agree., rotting: { days: 5, clock: stage_entry } }
  - { id: won, name: Won, kind: won, probability: 100, goal: Win. }
  - { id: lost, name: Lost, kind: lost, probability: 0, goal: Learn. }
`;

const read = parsePipeline(text, "sales", { frameworks: new Map(), templates: new Map(), roles: [], unread: new Set<string>() });
if (!read.value) throw new Error("The test's pipeline is wrong.");

export const pipeline: Pipeline = read.value;

export const day = (date: string): BusinessDate => date as BusinessDate;

/** A deal with the given fields of its front matter; the others have values that no figure depends on. */
export function deal(slug: string, fields: Readonly<Record<string, unknown>>): Deal {
  const base = { title: "Title", company: slug, pipeline: "sales", stage: "lead", stage_entered: "2026-01-01", owner: "zack" };
  return { ...dealSchema.parse({ ...base, ...fields }), slug, path: `deals/2026/${slug}.md`, notes: "" };
}

/** The same, placed in its pipeline. */
export function record(slug: string, fields: Readonly<Record<string, unknown>>): DealRecord {
  const made = deal(slug, fields);
  const stage = stageById(pipeline, made.stage);
  if (!stage) throw new Error(`No stage ${made.stage}`);
  return { deal: made, pipeline, stage, entries: stageEntries(made), versions: [], pipelines: new Map([[pipeline.id, pipeline]]) };
}

export const input = (records: readonly DealRecord[], today = "2026-11-21"): PipelineRecords => ({
  pipeline,
  records,
  all: records,
  today: day(today),
  rates: noRates("EUR"),
  zone: "UTC",
});

export const euros = (value: number | string) => ({ value, currency: "EUR" });
