import type { RecordedEntry } from "../../../src/core/history/stage-entries.ts";
import type { DealRecord, PipelineRecords } from "../../../src/core/metrics/deal-record.ts";
import { noRates } from "../../../src/core/money/rates.ts";
import { parsePipeline } from "../../../src/core/pipeline/parse-pipeline.ts";
import { type Pipeline, stageById } from "../../../src/core/pipeline/pipeline.ts";
import { day, deal } from "./records.ts";

function parse(id: string, stages: readonly string[], moves = "[]"): Pipeline {
  const lines = stages.map((stage) => {
    const [name, kind] = stage.split(" ");
    return `  - { id: ${name}, name: ${name}, kind: ${kind}, probability: 50, goal: Go on. }`;
  });
  const born = stages[0]?.split(" ")[0];
  const head = `name: ${id}\nsummary: Made for tests.\nborn_in: [${born}]\nmoves: ${moves}\nlost_reasons: [{ id: price, name: Price }]\nstages:\n`;
  const context = { frameworks: new Map(), templates: new Map(), roles: [], unread: new Set<string>() };
  const { value } = parsePipeline(head + lines.join("\n"), id, context);
  if (!value) throw new Error(`The test's pipeline ${id} is wrong.`);
  return value;
}

/** It ends in a won stage, and deals can wait in it. */
export const sales = parse("sales", ["lead open", "offer open", "talk open", "standby parked", "won won", "lost lost"]);

/** It has no won stage: its deals are handed over to sales. */
export const scouting = parse("scouting", ["scout open", "meet open", "gone lost"], "[{ from: meet, to: sales/lead, say: Handed over. }]");

/** Begins where sales ends. */
export const delivery = parse("delivery", ["set-up open", "running open", "done won", "stopped lost"]);

const pipelines: ReadonlyMap<string, Pipeline> = new Map([sales, scouting, delivery].map((each) => [each.id, each]));

const pipelineOf = (stage: string): Pipeline => {
  const found = [...pipelines.values()].find((each) => stageById(each, stage));
  if (!found) throw new Error(`No stage ${stage}`);
  return found;
};

const recordedAt = (date: string) => ({ recorded: Date.parse(`${date}T12:00:00Z`), commit: date, author: "zack" });

/**
 * A deal that went through stages, such as `lead 2026-01-01, offer 2026-01-05 recorded 2026-01-07`. Every stage of the three
 * pipelines has a name of its own, so none needs to be named.
 */
export function journey(slug: string, way: string, fields: Readonly<Record<string, unknown>> = {}): DealRecord {
  const entries = way.split(", ").map((each): RecordedEntry => {
    const [stage = "", entered = "", , recorded] = each.split(" ");
    return { pipeline: pipelineOf(stage).id, stage, entered: day(entered), ...(recorded && { recorded: recordedAt(recorded) }) };
  });
  const last = entries.at(-1);
  const stage = last && stageById(pipelineOf(last.stage), last.stage);
  if (!last || !stage) throw new Error(`${slug} went nowhere`);
  const made = deal(slug, { ...fields, pipeline: last.pipeline, stage: last.stage, stage_entered: last.entered });
  return { deal: made, pipeline: pipelineOf(last.stage), stage, entries, versions: [], pipelines };
}

/** Journeys by the deals' names, as the figures of a pipeline take them on 2026-12-31. */
export function journeys(pipeline: Pipeline, ways: Readonly<Record<string, string>>): PipelineRecords {
  return inputOf(
    pipeline,
    Object.entries(ways).map(([slug, way]) => journey(slug, way)),
  );
}

/** The same from records that are there already. */
export const inputOf = (pipeline: Pipeline, all: readonly DealRecord[]): PipelineRecords => ({
  pipeline,
  records: all.filter((record) => record.pipeline.id === pipeline.id),
  all,
  today: day("2026-12-31"),
  rates: noRates("EUR"),
  zone: "UTC",
});
