import { type BusinessDate, daysBetween } from "../calendar/business-date.ts";
import { isClosed, type Stage } from "../pipeline/pipeline.ts";
import type { Duration } from "../statistics/duration.ts";
import { isTooFew } from "../statistics/small-numbers.ts";
import { type SurvivalCurve, survivalCurve } from "../statistics/survival.ts";
import type { PipelineRecords } from "./deal-record.ts";
import { passagesOf } from "./passage.ts";

/** How long deals stay in a stage, in days. */
export interface StageTime {
  readonly stage: Stage;
  /** One for each stay: a deal that came back has several. To compare two groups of them with a log-rank test. */
  readonly durations: readonly Duration[];
  /** The share of stays that last longer than each number of days, with the median. */
  readonly curve: SurvivalCurve;
  /** True where too few stays have ended. */
  readonly isTooFew: boolean;
}

/** The days until something ended, or that it has lasted by today where it goes on. */
export const durationUntil = (began: BusinessDate, ended: BusinessDate | undefined, today: BusinessDate): Duration => ({
  // A date after today is a slip that the check finds.
  time: Math.max(0, daysBetween(began, ended ?? today)),
  isEvent: ended !== undefined,
});

/** The time in each stage where deals are worked on or wait, in the pipeline's order, of all deals that were ever there. */
export function timeInStage(input: PipelineRecords): StageTime[] {
  const stays = Map.groupBy(
    passagesOf(input).flatMap((passage) => passage.stays),
    ({ stage }) => stage.id,
  );
  return input.pipeline.stages
    .filter((stage) => !isClosed(stage))
    .map((stage) => {
      const durations = (stays.get(stage.id) ?? []).map(({ entry, left }) => durationUntil(entry.entered, left, input.today));
      const curve = survivalCurve(durations);
      return { stage, durations, curve, isTooFew: isTooFew(curve.events) };
    });
}
