import type { TextRange } from "./yaml-source.ts";

/** One edit: `text` takes the place of what stands in `range` (an empty range inserts). */
export interface Splice {
  readonly range: TextRange;
  readonly text: string;
}

/**
 * Applies edits that do not overlap; every byte outside them stays. Insertions at one place keep their order, and stand
 * before what is replaced there.
 */
export function applySplices(text: string, splices: readonly Splice[]): string {
  const inOrder = [...splices].sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
  const pieces: string[] = [];
  let at = 0;
  for (const { range, text: replacement } of inOrder) {
    pieces.push(text.slice(at, range.start), replacement);
    at = range.end;
  }
  return pieces.join("") + text.slice(at);
}
