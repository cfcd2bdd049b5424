import type { Duration } from "../statistics/duration.ts";
import { cumulativeIncidence, type EndedDuration, type IncidenceStep } from "../statistics/incidence.ts";
import { isTooFew } from "../statistics/small-numbers.ts";
import { type SurvivalCurve, survivalCurve } from "../statistics/survival.ts";
import type { PipelineRecords } from "./deal-record.ts";
import { endingOf } from "./ending.ts";
import { type Passage, passagesOf } from "./passage.ts";
import { beganOn } from "./sales-cycle.ts";
import { durationUntil } from "./time-in-stage.ts";

/** How long it takes to win a deal, in days from its entry into the pipeline; open and lost deals are part of it. */
export interface TimeUntilWon {
  /**
   * The share that is not won yet, if nothing but time stood between a deal and its win: lost deals and those that are elsewhere
   * are censored on the day they left. Its median tells how long winning takes, not how many are won.
   */
  readonly curve: SurvivalCurve;
  /** The share of all deals that is won by each number of days, with losses taken as what they are: the end. */
  readonly wonBy: readonly IncidenceStep[];
  /** For comparing two groups with a log-rank test. */
  readonly durations: readonly Duration[];
  /** True where too few deals were won. */
  readonly isTooFew: boolean;
}

type End = "won" | "lost";

function durationOf(passage: Passage, { pipeline, today }: PipelineRecords): EndedDuration<End>[] {
  const began = beganOn(passage);
  if (began === undefined) return [];
  const ending = endingOf(passage, pipeline);
  const { time } = durationUntil(began, passage.ended, today);
  return [ending === "won" || ending === "lost" ? { time, cause: ending } : { time }];
}

/** The time until won of every deal that is or was in the pipeline and whose beginning there is known. */
export function timeUntilWon(input: PipelineRecords): TimeUntilWon {
  const ends = passagesOf(input).flatMap((passage) => durationOf(passage, input));
  const durations = ends.map(({ time, cause }) => ({ time, isEvent: cause === "won" }));
  const curve = survivalCurve(durations);
  return { curve, wonBy: cumulativeIncidence(ends, "won"), durations, isTooFew: isTooFew(curve.events) };
}
