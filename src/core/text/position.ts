/** A place in a text. Both numbers count from 1; a column counts UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Offsets at which each line of `text` starts; the first is 0. */
function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

/** Index of the last start that is not after `offset`. */
function lineIndexOf(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Translates offsets into positions; the lines are counted at the first use only. */
export class PositionFinder {
  readonly #text: string;
  #starts: number[] | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  /** The position of the character at `offset` (0 to the text's length). */
  at(offset: number): Position {
    this.#starts ??= lineStarts(this.#text);
    const index = lineIndexOf(this.#starts, offset);
    return { line: index + 1, column: offset - (this.#starts[index] ?? 0) + 1 };
  }
}
