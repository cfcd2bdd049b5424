import { expect, test } from "vitest";
import type { DealRecord } from "../../../src/core/metrics/deal-record.ts";
import { measuresOf } from "../../../src/core/metrics/measures.ts";
import type { Pipeline } from "../../../src/core/pipeline/pipeline.ts";
import { euros, input, pipeline, record } from "./records.ts";

const measures = (of: Pipeline, records: readonly DealRecord[] = []) => measuresOf({ ...input(records), pipeline: of });

const asking: Pipeline = {
  ...pipeline,
  stages: pipeline.stages.map((stage) =>
    stage.id === "offer" ? { ...stage, exit: [{ field: "amount.value", min: 1, say: "The offer has a price." }] } : stage,
  ),
};
const certain: Pipeline = {
  ...pipeline,
  stages: pipeline.stages.map((stage) => (stage.kind === "open" ? { ...stage, probability: 100 } : stage)),
};
const withoutWon: Pipeline = { ...pipeline, stages: pipeline.stages.filter(({ kind }) => kind !== "won") };
const priced = [record("a", { amount: euros(100) })];

test("without amounts there is nothing to add up, to weigh or to win", () => {
  expect(measures(pipeline, [record("a", {})])).toEqual({ value: false, weighted: false, winning: false });
});

test("an amount, or a requirement that asks for one, makes a pipeline one of sales", () => {
  const all = { value: true, weighted: true, winning: true };
  expect([measures(pipeline, priced), measures(asking)]).toEqual([all, all]);
});

test("what is sold already is worth its amount, whatever happens", () => {
  expect(measures(certain, priced)).toEqual({ value: true, weighted: false, winning: false });
});

test("where no stage is won, deals are weighed and won elsewhere", () => {
  expect(measures(withoutWon, priced)).toEqual({ value: true, weighted: true, winning: false });
});
