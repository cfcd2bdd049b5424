import type { Root } from "mdast";
import { walk } from "../text/markdown.ts";

/** A body whose links with plain spaces are written so that Markdown sees them, and the way back to the original. */
export interface SpacedLinks {
  readonly body: string;
  /** The offset in the original body of an offset in the new one. */
  readonly originalOffset: (offset: number) => number;
}

// The end of a link: a destination, which may hold pairs of parentheses, and perhaps a title.
const linkEnd = /\]\(((?:[^()<>"\n]|\([^()\n]*\))*?)([ \t]+"[^"\n]*")?\)/g;

/** Two words in parentheses are no link; a path has an ending or a slash at its end. */
const isSpacedPath = (destination: string): boolean => /\S\s+\S/.test(destination) && /(\.\w{1,8}|\/)([?#]\S*)?$/.test(destination.trim());

interface Insertion {
  readonly at: number;
  readonly text: "<" | ">";
}

function insertionsIn(text: string, offset: number): Insertion[] {
  return [...text.matchAll(linkEnd)].flatMap((match) => {
    const destination = match[1] ?? "";
    const start = offset + match.index + 2;
    return isSpacedPath(destination)
      ? ([
          { at: start, text: "<" },
          { at: start + destination.length, text: ">" },
        ] as const)
      : [];
  });
}

// In one pass: a long page may hold thousands of them.
function insert(body: string, insertions: readonly Insertion[]): string {
  const parts = insertions.map(({ at, text }, index) => body.slice(insertions[index - 1]?.at ?? 0, at) + text);
  return parts.join("") + body.slice(insertions.at(-1)?.at ?? 0);
}

/** How many of the sorted numbers are less than `limit`. */
function countBelow(numbers: readonly number[], limit: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * `[a](closing a deal.md)` is no link in CommonMark, but it is one for the people who write it and for several editors.
 * Such destinations are put in angle brackets, wherever they stand in plain text.
 */
export function bracketSpacedLinks(body: string, root: Root): SpacedLinks {
  const insertions: Insertion[] = [];
  walk(root, (node) => {
    const { start, end } = node.position ?? {};
    if (node.type !== "text" || start?.offset === undefined || end?.offset === undefined) return;
    insertions.push(...insertionsIn(body.slice(start.offset, end.offset), start.offset));
  });
  insertions.sort((a, b) => a.at - b.at);
  const places = insertions.map(({ at }, index) => at + index);
  return { body: insert(body, insertions), originalOffset: (offset) => offset - countBelow(places, offset) };
}
