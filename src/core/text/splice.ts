import type { TextRange } from "./yaml-source.ts";

/** One edit: `text` takes the place of what stands in `range` (an empty range inserts). */
export interface Splice {
  readonly range: TextRange;
  readonly text: string;
}

/** Applies edits that do not overlap; every byte outside them stays. */
export function applySplices(text: string, splices: readonly Splice[]): string {
  // From the end to the start, so that offsets stay true; insertions at one place keep their order.
  const fromTheEnd = splices.toReversed().sort((a, b) => b.range.start - a.range.start);
  return fromTheEnd.reduce(
    (result, { range, text: replacement }) => result.slice(0, range.start) + replacement + result.slice(range.end),
    text,
  );
}
