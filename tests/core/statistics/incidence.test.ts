import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cumulativeIncidence, type EndedDuration } from "../../../src/core/statistics/incidence.ts";
import { survivalCurve } from "../../../src/core/statistics/survival.ts";
import { treated } from "./remission.ts";

type Cause = "won" | "lost";

const deal = fc
  .record({ time: fc.integer({ min: 0, max: 30 }), cause: fc.constantFrom("won", "lost", undefined) })
  .map(({ time, cause }): EndedDuration<Cause> => ({ time, ...(cause && { cause }) }));
const deals = fc.array(deal, { minLength: 1, maxLength: 50 });

const last = (durations: readonly EndedDuration<Cause>[], cause: Cause): number => cumulativeIncidence(durations, cause).at(-1)?.share ?? 0;

test("worked by hand: one won at 1, one lost and one seen open at 2, one won at 3", () => {
  const durations: EndedDuration<Cause>[] = [{ time: 1, cause: "won" }, { time: 2, cause: "lost" }, { time: 2 }, { time: 3, cause: "won" }];
  // 1/4; then 3/4 go on, of whom 1 of 3 is lost; 1/2 go on, and the only one left is won.
  expect(cumulativeIncidence(durations, "won")).toEqual([
    { time: 1, atRisk: 4, events: 1, share: 0.25 },
    { time: 3, atRisk: 1, events: 1, share: 0.75 },
  ]);
  expect(cumulativeIncidence(durations, "lost")).toEqual([{ time: 2, atRisk: 3, events: 1, share: 0.25 }]);
});

describe("laws", () => {
  test("the shares of all ends and of what still goes on add up to 1", () => {
    fc.assert(
      fc.property(deals, (each) => {
        const goingOn = survivalCurve(each.map(({ time, cause }) => ({ time, isEvent: cause !== undefined }))).steps.at(-1)?.survival ?? 1;
        expect(last(each, "won") + last(each, "lost") + goingOn).toBeCloseTo(1, 10);
      }),
    );
  });

  test("with every end seen it is the plain share", () => {
    fc.assert(
      fc.property(deals, (each) => {
        const closed = each.filter(({ cause }) => cause !== undefined);
        fc.pre(closed.length > 0);
        expect(last(closed, "won")).toBeCloseTo(closed.filter(({ cause }) => cause === "won").length / closed.length, 10);
      }),
    );
  });

  test("where nothing competes it is what the survival curve has fallen by", () => {
    const steps = cumulativeIncidence<Cause>(
      treated.map(({ time, isEvent }) => ({ time, ...(isEvent && { cause: "won" }) })),
      "won",
    );
    expect(steps.map(({ share }) => (1 - share).toFixed(6))).toEqual(
      survivalCurve(treated).steps.map(({ survival }) => survival.toFixed(6)),
    );
  });
});
