import { exactly, type Money } from "../money/money.ts";
import type { WinRate } from "./win-rate.ts";

/** What the velocity of a pipeline is made of. */
export interface VelocityParts {
  /** How many deals are open. */
  readonly openDeals: number;
  /** The rate as a fraction, so that it need not be rounded first. */
  readonly winRate: Pick<WinRate, "won" | "closed">;
  /** Absent where no deal with an amount was won. */
  readonly averageSize: Money | undefined;
  /** The median of the days that won deals took: whole or half days. Absent where none was won. */
  readonly cycleDays: number | undefined;
}

/** The quotient of two whole numbers, the second above 0, rounded half to even. */
function divideHalfEven(dividend: bigint, divisor: bigint): bigint {
  if (dividend < 0n) return -divideHalfEven(-dividend, divisor);
  const quotient = dividend / divisor;
  const twice = (dividend % divisor) * 2n;
  return twice > divisor || (twice === divisor && quotient % 2n === 1n) ? quotient + 1n : quotient;
}

/**
 * The money that a pipeline brings in a day if all goes on as it did: open deals × win rate × average size ÷ sales cycle.
 * Multiplied and divided in whole numbers and rounded once, half to even to the currency's smallest unit. `undefined` where a
 * part is missing, no deal was closed, or deals are won on the day they begin. Throws a `RangeError` where it has too many digits.
 */
export function velocity({ openDeals, winRate, averageSize, cycleDays }: VelocityParts): Money | undefined {
  if (!averageSize || !cycleDays || winRate.closed === 0) return undefined;
  const dividend = BigInt(openDeals) * BigInt(winRate.won) * BigInt(averageSize.minor) * 2n;
  const minor = divideHalfEven(dividend, BigInt(winRate.closed) * BigInt(Math.round(cycleDays * 2)));
  return exactly({ minor: Number(minor), currency: averageSize.currency });
}
