import type { Interval } from "../metrics/wilson.ts";
import { type Duration, type Tally, talliesOf } from "./duration.ts";
import { z95 } from "./normal.ts";

/** A step of a survival curve: it falls where something ended. */
export interface SurvivalStep {
  readonly time: number;
  /** How many had lasted until then; those censored at this very time are among them. */
  readonly atRisk: number;
  readonly events: number;
  /** The share that lasts longer, from 0 to 1. */
  readonly survival: number;
  /** Greenwood's; absent, like the interval, where none lasts longer. */
  readonly standardError?: number;
  /** What the true share may be, at 95 %. */
  readonly interval?: Interval;
}

/** A time that was reached, with its 95 % limits; a limit that the curve does not reach is absent. */
export interface MedianTime {
  /** Absent where more than half last longer than anything that was seen. */
  readonly time?: number;
  readonly low?: number;
  readonly high?: number;
}

/** How long things last. */
export interface SurvivalCurve {
  readonly n: number;
  /** How many were seen to end; the others are censored. */
  readonly events: number;
  /** Earliest first; before the first one the share is 1. */
  readonly steps: readonly SurvivalStep[];
  /** Where the censored ones were last seen, earliest first. */
  readonly censored: readonly number[];
  readonly median: MedianTime;
}

/** The 95 % limits of a share that is neither 0 nor 1, from the standard error of its logarithm. */
export type Limits = (survival: number, logError: number) => Interval;

/** Symmetric on the scale of log S, as R's `survfit` has it by default; the upper limit is cut at 1. */
export const logLimits: Limits = (survival, logError) => ({
  low: survival * Math.exp(-z95 * logError),
  high: Math.min(1, survival * Math.exp(z95 * logError)),
});

/**
 * Symmetric on the scale of log(−log S), so always between 0 and 1, and closer to 95 % with few cases: the ones to show.
 * Kalbfleisch and Prentice, The Statistical Analysis of Failure Time Data (1980); R: `conf.type = "log-log"`.
 */
export const logLogLimits: Limits = (survival, logError) => {
  const width = (z95 * logError) / -Math.log(survival);
  return { low: survival ** Math.exp(width), high: survival ** Math.exp(-width) };
};

function stepsOf(tallies: readonly Tally[], n: number, limits: Limits): SurvivalStep[] {
  const steps: SurvivalStep[] = [];
  let atRisk = n;
  let survival = 1;
  let logVariance = 0;
  for (const { time, events, censored } of tallies) {
    if (events > 0) {
      survival *= (atRisk - events) / atRisk;
      logVariance += events / (atRisk * (atRisk - events));
      const logError = Math.sqrt(logVariance);
      const spread = survival > 0 && { standardError: survival * logError, interval: limits(survival, logError) };
      steps.push({ time, atRisk, events, survival, ...spread });
    }
    atRisk -= events + censored;
  }
  return steps;
}

interface Point {
  readonly time: number;
  readonly height: number | undefined;
}

// What floating point may make of exactly one half; R takes the same.
const tolerance = Math.sqrt(Number.EPSILON);

/** Where a falling line comes to one half; where it runs along it, the middle of that stretch, as in R. */
function halfTime(points: readonly Point[]): number | undefined {
  const low = points.filter(({ height }) => height !== undefined && height < 0.5 + tolerance);
  const [first] = low;
  if (first?.height === undefined) return undefined;
  const { time, height } = first;
  const next = low.find((point) => point.height !== undefined && point.height < height);
  return next && Math.abs(height - 0.5) < tolerance ? (time + next.time) / 2 : time;
}

/** Brookmeyer and Crowley, Biometrics 38 (1982) 29-41: the times whose interval holds one half; R: `survfit`. */
function medianOf(steps: readonly SurvivalStep[]): MedianTime {
  const reach = (height: (step: SurvivalStep) => number | undefined): number | undefined =>
    halfTime(steps.map((step) => ({ time: step.time, height: height(step) })));
  const time = reach(({ survival }) => survival);
  const low = reach(({ interval }) => interval?.low);
  const high = reach(({ interval }) => interval?.high);
  return { ...(time !== undefined && { time }), ...(low !== undefined && { low }), ...(high !== undefined && { high }) };
}

/**
 * The product-limit estimate: the share that lasts longer than each time, S(t) = ∏ (1 − ended ÷ at risk), with what is censored
 * at a time still at risk then. Kaplan and Meier, Journal of the American Statistical Association 53 (1958) 457-481; standard
 * errors by Greenwood (1926).
 */
export function survivalCurve(durations: readonly Duration[], limits: Limits = logLogLimits): SurvivalCurve {
  const tallies = talliesOf(durations);
  const steps = stepsOf(tallies, durations.length, limits);
  return {
    n: durations.length,
    events: steps.reduce((sum, { events }) => sum + events, 0),
    steps,
    censored: tallies.flatMap(({ time, censored }) => Array.from({ length: censored }, () => time)),
    median: medianOf(steps),
  };
}
