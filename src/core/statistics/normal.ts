import { errorFunction } from "simple-statistics";

/** The 97.5 % point of the normal distribution: 95 % lie within it on both sides. */
export const z95 = 1.959963984540054;

/**
 * How often chance alone makes a chi-square of one degree of freedom at least as large: erfc(√(x ÷ 2)). Right to six digits of
 * the result down to about 1e-10; what is smaller than that may come out as 0.
 */
export const chiSquareTail = (chiSquare: number): number =>
  // The approximation misses 1 by a hair at 0.
  Math.min(1, 1 - errorFunction(Math.sqrt(chiSquare / 2)));
