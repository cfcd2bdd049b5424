import type { Root } from "mdast";
import { walk } from "../text/markdown.ts";
import { applySplices, type Splice } from "../text/splice.ts";

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

function splicesIn(text: string, offset: number): Splice[] {
  return [...text.matchAll(linkEnd)].flatMap((match) => {
    const destination = match[1] ?? "";
    if (!isSpacedPath(destination)) return [];
    const start = offset + match.index + 2;
    const end = start + destination.length;
    return [
      { range: { start, end: start }, text: "<" },
      { range: { start: end, end }, text: ">" },
    ];
  });
}

/**
 * `[a](closing a deal.md)` is no link in CommonMark, but it is one for the people who write it and for several editors.
 * Such destinations are put in angle brackets, wherever they stand in plain text.
 */
export function bracketSpacedLinks(body: string, root: Root): SpacedLinks {
  const splices: Splice[] = [];
  walk(root, (node) => {
    const { start, end } = node.position ?? {};
    if (node.type !== "text" || start?.offset === undefined || end?.offset === undefined) return;
    splices.push(...splicesIn(body.slice(start.offset, end.offset), start.offset));
  });
  const inserted = splices.map((splice, index) => splice.range.start + index).sort((a, b) => a - b);
  const originalOffset = (offset: number): number => offset - inserted.filter((at) => at < offset).length;
  return { body: splices.length === 0 ? body : applySplices(body, splices), originalOffset };
}
