import { distance } from "fastest-levenshtein";

// Two letters in the wrong order are two edits; in a word of three they would make "won" out of "lost".
const editsAllowed = (word: string): number => (word.length < 4 ? 1 : Math.max(2, Math.floor(word.length / 3)));

/** The candidate nearest to `word`, if it is near enough to be a slip of the keys (a third of its letters). */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = editsAllowed(word) + 1;
  for (const candidate of candidates) {
    const edits = distance(word.toLowerCase(), candidate.toLowerCase());
    if (edits < least) {
      least = edits;
      best = candidate;
    }
  }
  return best;
}

/** `Did you mean "x"?`, or the list of what is allowed where nothing is near. */
export function didYouMean(word: string, candidates: readonly string[]): string {
  const near = nearest(word, candidates);
  if (near !== undefined) return `Did you mean "${near}"?`;
  if (candidates.length === 0) return "None are defined.";
  return `Allowed: ${candidates.join(", ")}.`;
}
