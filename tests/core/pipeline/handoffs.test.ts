import { expect, test } from "vitest";
import { handoffsIn, handoffsOut } from "../../../src/core/pipeline/handoffs.ts";
import type { ListedMove, Pipeline } from "../../../src/core/pipeline/pipeline.ts";
import { pipeline } from "../metrics/records.ts";

const move = (from: string | readonly string[], to: string, more: Partial<ListedMove> = {}): ListedMove => ({
  from: [from].flat(),
  to,
  say: "Goes on.",
  needs: [],
  on_move: [],
  ...more,
});

const withMoves = (id: string, ...moves: ListedMove[]): Pipeline => ({ ...pipeline, id, moves });

const sales = withMoves("sales", move(["won", "offer"], "care/lead"), move("talk", "lead"), move("lead", "care/lead", { forbidden: true }));
const care = withMoves(
  "care",
  move("talk", "sales/offer"),
  move("won", "sales/nowhere"),
  move("won", "nowhere/lead"),
  move("won", "care/lead"),
);
const pipelines = new Map([sales, care].map((each) => [each.id, each]));

test("handoffs are the allowed moves into stages of other pipelines that exist", () => {
  const out = (from: Pipeline) =>
    handoffsOut(from, pipelines).map(({ stages, to }) => [stages.map(({ id }) => id), to.pipeline.id, to.stage.id]);
  expect(out(sales)).toEqual([[["won", "offer"], "care", "lead"]]);
  expect(out(care)).toEqual([[["talk"], "sales", "offer"]]);
});

test("what one pipeline hands over, the other gets", () => {
  expect(handoffsIn(care, pipelines)).toEqual(handoffsOut(sales, pipelines));
  expect(handoffsIn(sales, pipelines)).toEqual(handoffsOut(care, pipelines));
});
