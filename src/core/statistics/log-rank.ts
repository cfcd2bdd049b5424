import { type Duration, type Tally, talliesOf } from "./duration.ts";
import { chiSquareTail } from "./normal.ts";

/** Whether two groups last equally long. */
export interface LogRank {
  readonly chiSquare: number;
  readonly degreesOfFreedom: 1;
  /** How often chance alone makes groups that last equally long differ at least as much. */
  readonly p: number;
  /** Events of the first and of the second group. */
  readonly observed: readonly [number, number];
  /** What they would be if the groups were alike. */
  readonly expected: readonly [number, number];
}

/** How many of a group are at risk at each time, and how many events it has there; asked with times that rise. */
class RiskSet {
  readonly #tallies: readonly Tally[];
  #next = 0;
  #left: number;

  constructor(durations: readonly Duration[]) {
    this.#tallies = talliesOf(durations);
    this.#left = durations.length;
  }

  at(time: number): { readonly atRisk: number; readonly events: number } {
    let tally = this.#tallies[this.#next];
    while (tally && tally.time < time) {
      this.#left -= tally.events + tally.censored;
      this.#next += 1;
      tally = this.#tallies[this.#next];
    }
    return { atRisk: this.#left, events: tally?.time === time ? tally.events : 0 };
  }
}

function eventTimes(durations: readonly Duration[]): number[] {
  return talliesOf(durations)
    .filter(({ events }) => events > 0)
    .map(({ time }) => time);
}

/**
 * The log-rank test of two groups: Mantel, Cancer Chemotherapy Reports 50 (1966) 163-170, with the hypergeometric variance; R:
 * `survdiff`. `undefined` where the groups were never at risk together, so that nothing can be compared.
 */
export function logRank(first: readonly Duration[], second: readonly Duration[]): LogRank | undefined {
  const groups = [new RiskSet(first), new RiskSet(second)] as const;
  const observed: [number, number] = [0, 0];
  const expected: [number, number] = [0, 0];
  let variance = 0;
  for (const time of eventTimes([...first, ...second])) {
    const [a, b] = [groups[0].at(time), groups[1].at(time)];
    const [n, events] = [a.atRisk + b.atRisk, a.events + b.events];
    observed[0] += a.events;
    observed[1] += b.events;
    expected[0] += (events * a.atRisk) / n;
    expected[1] += (events * b.atRisk) / n;
    if (n > 1) variance += (events * a.atRisk * b.atRisk * (n - events)) / (n ** 2 * (n - 1));
  }
  if (variance === 0) return undefined;
  const chiSquare = (observed[0] - expected[0]) ** 2 / variance;
  return { chiSquare, degreesOfFreedom: 1, p: chiSquareTail(chiSquare), observed, expected };
}
