/**
 * With fewer cases than this a figure says next to nothing: the 95 % interval of a rate of 4 deals spans half of what is possible,
 * or more (0.49 to 0.70). Of durations, those count whose end was seen.
 */
const fewestCases = 5;

/** True where a figure is made of too few cases to be read as more than a list of them. */
export const isTooFew = (n: number): boolean => n < fewestCases;

/** The warning that stands beside such a figure; `undefined` where there are enough, and where there is no figure at all. */
export const cautionOf = (n: number): string | undefined =>
  n > 0 && isTooFew(n) ? `Too few to tell: ${n} of the ${fewestCases} that it takes.` : undefined;
