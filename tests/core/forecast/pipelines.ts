import { addDays } from "../../../src/core/calendar/business-date.ts";
import { stageEntries } from "../../../src/core/history/stage-entries.ts";
import type { DealRecord, PipelineRecords } from "../../../src/core/metrics/deal-record.ts";
import { parseRates, type Rates } from "../../../src/core/money/rates.ts";
import { parsePipeline } from "../../../src/core/pipeline/parse-pipeline.ts";
import { type Pipeline, stageById } from "../../../src/core/pipeline/pipeline.ts";
import { day, deal } from "../metrics/records.ts";

const text = `
name: Sales
summary: A pipeline with a parked stage.
born_in: [lead]
lost_reasons: [{ id: price, name: Price }]
stages:
  - { id: lead, name: Lead, kind: open, probability: 15, goal: Find. }
  - { id: offer, name: Offer, kind: open, probability: 50, goal: Offer. }
  - { id: talk, name: Talk, kind: open, probability: 75, goal: Agree. }
  - { id: sure, name: Signature, kind: open, probability: 100, forecast: best-case, goal: Sign. }
  - { id: waiting, name: Waiting, kind: parked, probability: 5, goal: Wait. }
  - { id: won, name: Won, kind: won, probability: 100, goal: Win. }
  - { id: lost, name: Lost, kind: lost, probability: 0, goal: Learn. }
`;

const read = parsePipeline(text, "sales", { frameworks: new Map(), templates: new Map(), roles: [], unread: new Set<string>() });
if (!read.value) throw new Error("The test's pipeline is wrong.");

export const pipeline: Pipeline = read.value;

const ratesRead = parseRates("rates:\n  - { from: 2026-01-01, USD: 0.9 }\n  - { from: 2026-11-10, USD: 0.8 }\n", "EUR");
if (!ratesRead.value) throw new Error("The test's rates are wrong.");

/** A dollar is 90 cents, from 10 November 2026 on 80. */
export const rates: Rates = ratesRead.value;

/** A deal in the pipeline above. */
export function placed(slug: string, fields: Readonly<Record<string, unknown>>): DealRecord {
  const made = deal(slug, fields);
  const stage = stageById(pipeline, made.stage);
  if (!stage) throw new Error(`No stage ${made.stage}`);
  return { deal: made, pipeline, stage, entries: stageEntries(made), versions: [], pipelines: new Map([[pipeline.id, pipeline]]) };
}

export const inputOf = (records: readonly DealRecord[], today = "2026-11-21"): PipelineRecords => ({
  pipeline,
  records,
  all: records,
  today: day(today),
  rates,
  zone: "UTC",
});

/** Past deals that were in the lead and offer stages: each was won or lost so many days after it became an offer. */
export const pastDeals = (outcomes: readonly (readonly ["won" | "lost", number])[]): DealRecord[] =>
  outcomes.map(([stage, days], index) =>
    placed(`past-${index}`, {
      stage,
      stage_entered: addDays(day("2025-01-01"), days),
      history: [
        { stage: "lead", entered: "2024-12-01" },
        { stage: "offer", entered: "2025-01-01" },
      ],
    }),
  );
