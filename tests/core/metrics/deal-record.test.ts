import { expect, test } from "vitest";
import { arrivedOn } from "../../../src/core/metrics/age.ts";
import { passagesOf } from "../../../src/core/metrics/passage.ts";
import { pipelineOf, recorded, recordsIn } from "./past-records.ts";

/** Two pipelines whose first stages have the same id. */
const [first, second] = ["first", "second"].map((id) =>
  pipelineOf(
    id,
    `
name: ${id}
summary: Made for this test.
born_in: [meet]
lost_reasons: [{ id: price, name: Price }]
stages:
  - { id: meet, name: Meet, kind: open, probability: 10, goal: Meet. }
  - { id: ${id}-offer, name: Offer, kind: open, probability: 20, goal: Offer. }
  - { id: won, name: Won, kind: won, probability: 100, goal: Win. }
  - { id: lost, name: Lost, kind: lost, probability: 0, goal: Learn. }
`,
  ),
);
if (!first || !second) throw new Error("Two pipelines were made.");

const handed = recorded(
  "handed",
  [
    {
      ...{ on: "2026-02-02", pipeline: "first", stage: "first-offer", stage_entered: "2026-02-01" },
      history: [{ stage: "meet", entered: "2026-01-01" }],
    },
    { on: "2026-03-01", pipeline: "second", stage: "second-offer", stage_entered: "2026-03-01" },
  ],
  new Map([second, first].map((each) => [each.id, each])),
);

test("an imported entry that names no pipeline is of the one that the deal was in when it was imported", () => {
  const staysIn = (pipeline: typeof first) =>
    passagesOf(recordsIn(pipeline, [handed])).flatMap(({ stays }) => stays.map(({ stage, entry }) => `${stage.id} ${entry.entered}`));
  expect(staysIn(first)).toEqual(["meet 2026-01-01", "first-offer 2026-02-01"]);
  expect(staysIn(second)).toEqual(["second-offer 2026-03-01"]);
  expect(arrivedOn(handed)).toBe("2026-03-01");
});

test("and where that pipeline has no such stage, of the first that has", () => {
  const lead = { ...handed, entries: [{ ...handed.entries[0], stage: "second-offer" }, ...handed.entries.slice(1)] } as typeof handed;
  expect(passagesOf(recordsIn(second, [lead]))[0]?.stays).toHaveLength(2);
});
