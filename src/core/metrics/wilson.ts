/** A share between two limits, each from 0 to 1. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

// The 97.5 % point of the normal distribution: 95 % lie within it on both sides.
const z = 1.959963984540054;

/**
 * The 95 % score interval of a share: what the true rate may be, given `successes` of `n` (both whole, `n` at least 1).
 * Wilson, Journal of the American Statistical Association 22 (1927) 209-212, without continuity correction.
 */
export function wilsonInterval(successes: number, n: number): Interval {
  const share = successes / n;
  const scale = 1 + z ** 2 / n;
  const centre = (share + z ** 2 / (2 * n)) / scale;
  const half = (z / scale) * Math.sqrt((share * (1 - share)) / n + z ** 2 / (4 * n ** 2));
  // Where all or none succeed, a limit is exactly 1 or 0, which floating point misses by a hair.
  return { low: successes === 0 ? 0 : Math.max(0, centre - half), high: successes === n ? 1 : Math.min(1, centre + half) };
}
