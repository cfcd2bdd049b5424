/** How long something went on, and which of several ends it came to; without one it was last seen going on. */
export interface EndedDuration<Cause extends string> {
  /** 0 or more, in any unit. */
  readonly time: number;
  readonly cause?: Cause;
}

/** A step of an incidence curve. */
export interface IncidenceStep {
  readonly time: number;
  /** How many were still going on then. */
  readonly atRisk: number;
  /** Ends of the cause that is looked at. */
  readonly events: number;
  /** The share that has come to that end by then, from 0 to 1. */
  readonly share: number;
}

/**
 * The share that has come to one end by each time, where others compete with it: Aalen and Johansen, Scandinavian Journal of
 * Statistics 5 (1978) 141-150. The sum of (share still going on before) × (ends of that cause ÷ at risk). The shares of all
 * causes and of what still goes on add up to 1.
 */
export function cumulativeIncidence<Cause extends string>(durations: readonly EndedDuration<Cause>[], cause: Cause): IncidenceStep[] {
  const steps: IncidenceStep[] = [];
  let atRisk = durations.length;
  let goingOn = 1;
  let share = 0;
  for (const [time, group] of [...Map.groupBy(durations, (each) => each.time)].sort(([a], [b]) => a - b)) {
    const ended = group.filter((each) => each.cause !== undefined).length;
    const events = group.filter((each) => each.cause === cause).length;
    share += (goingOn * events) / atRisk;
    goingOn *= (atRisk - ended) / atRisk;
    if (events > 0) steps.push({ time, atRisk, events, share });
    atRisk -= group.length;
  }
  return steps;
}
