import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** Draws a number that is at least 0 and less than 1. */
export type Random = () => number;

/** A whole number of 32 bits from a text (FNV-1a). */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash;
}

/** Random numbers that are the same for the same seed, on every machine. */
export function randomFrom(seed: string): Random {
  const generator = xoroshiro128plus(hashOf(seed));
  return () => (generator.next() >>> 0) / 2 ** 32;
}

/** A draw from the standard normal distribution: Marsaglia's polar method. */
function drawNormal(random: Random): number {
  for (;;) {
    const x = 2 * random() - 1;
    const square = x ** 2 + (2 * random() - 1) ** 2;
    if (square > 0 && square < 1) return x * Math.sqrt((-2 * Math.log(square)) / square);
  }
}

/** A draw from the gamma distribution: Marsaglia and Tsang, ACM Transactions on Mathematical Software 26 (2000) 363-372. */
function drawGamma(shape: number, random: Random): number {
  if (shape < 1) return drawGamma(shape + 1, random) * random() ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = drawNormal(random);
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - random()) < x ** 2 / 2 + d - d * v + d * Math.log(v)) return d * v;
  }
}

/** A share, as sure as so many hits and misses make it: a draw from the beta distribution. Without misses it is 1, without hits 0. */
export function drawShare(hits: number, misses: number, random: Random): number {
  if (misses === 0) return 1;
  if (hits === 0) return 0;
  const hit = drawGamma(hits, random);
  const sum = hit + drawGamma(misses, random);
  return sum === 0 ? hits / (hits + misses) : hit / sum;
}
