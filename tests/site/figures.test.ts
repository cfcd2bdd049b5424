import { expect, test } from "vitest";
import { boardLead, boardName } from "../../src/site/views/board.ts";
import { pipelineFigures } from "../../src/site/views/figures.ts";
import { formatFor } from "../../src/site/views/format.ts";
import { euros, input, pipeline, record } from "../core/metrics/records.ts";

const format = formatFor("en-GB", "EUR");

const shown = (given: ReturnType<typeof input>) =>
  pipelineFigures(given, format).map(({ name, value, note }) => `${name}: ${value}, ${note}`);

const step = (due: string) => ({ action: "Call", due });

test("where deals have amounts, sales are measured", () => {
  const records = [
    record("open", { amount: euros(1000) }),
    record("won", { stage: "won", stage_entered: "2026-11-01", amount: euros(500), history: [{ stage: "lead", entered: "2026-10-02" }] }),
  ];
  expect(shown(input(records))).toEqual([
    "Pipeline value: €1,000, 1 open deal",
    "Weighted value: €150, by stage probability",
    "Win rate: 100%, 1 of 1 closed in 365 days",
    "Average deal size: €500, 1 won deal",
    "Sales cycle length: 30 days, median of 1 won deal",
  ]);
});

test("where none has, the work is counted, and no sum over nothing is shown", () => {
  const records = [
    record("idle", { stage_entered: "2026-10-01", next_step: step("2026-11-11") }),
    record("fresh", { stage_entered: "2026-11-20", next_step: step("2026-11-30") }),
    record("won", { stage: "won", stage_entered: "2026-11-01" }),
  ];
  expect(shown(input(records))).toEqual([
    "Open deals: 2, 1 came in the last 30 days",
    "Rotting: 1, the longest idle for 51 days",
    "Overdue next steps: 1, the oldest by 10 days",
    "Average age: 26 days, the oldest 51 days",
  ]);
  expect(boardLead(input(records), format)).toBe("2 open deals; 1 rotting, 1 with an overdue next step.");
});

test("nothing is said of deals that there are not", () => {
  expect(shown(input([]))).toEqual([
    "Open deals: 0, 0 came in the last 30 days",
    "Rotting: 0, no deal idle for too long",
    "Overdue next steps: 0, every next step is in time",
    "Average age: –, no open deals",
  ]);
  expect(shown(input([record("a", { stage_entered: "2026-11-20" })]))[2]).toBe("Overdue next steps: 0, 1 deal without a next step");
});

test("what is sold already has a worth, and no chance", () => {
  const stages = pipeline.stages.map((stage) => (stage.kind === "open" ? { ...stage, probability: 100 } : stage));
  const delivery = { ...input([record("a", { stage_entered: "2026-11-20", amount: euros(1000) })]), pipeline: { ...pipeline, stages } };
  expect(shown(delivery)[0]).toBe("Open deals: 1, worth €1,000");
  expect(boardLead(delivery, format)).toBe("1 open deal, worth €1,000; 0 rotting, 0 with an overdue next step.");
});

test("a pipeline that is called a board is not called so twice", () => {
  const names = ["Sales", "Orders board", "Surfboards"].map((name) => boardName({ ...pipeline, name }));
  expect(names).toEqual(["Sales board", "Orders board", "Surfboards board"]);
});
