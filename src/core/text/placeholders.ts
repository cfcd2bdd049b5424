import type { Nodes, Root } from "mdast";
import { walk } from "./markdown.ts";
import type { TextRange } from "./yaml-source.ts";

/** A placeholder such as `{{company}}` in a Markdown text. */
export interface Placeholder {
  /** As it stands there, braces included. */
  readonly text: string;
  readonly range: TextRange;
  /** True where it is words of the text; false in HTML, in an address or in a picture. */
  readonly isWords: boolean;
}

const pattern = /\{\{[^{}\n]*\}\}/g;

const elsewhere = 0;
const words = 1;
const code = 2;

function kindOf({ type }: Nodes): number {
  if (type === "code" || type === "inlineCode") return code;
  return type === "text" ? words : elsewhere;
}

/** What each character of a text belongs to. */
function kindsIn(text: string, root: Root): Uint8Array {
  const kinds = new Uint8Array(text.length);
  walk(root, (node) => {
    const kind = kindOf(node);
    if (kind !== elsewhere) kinds.fill(kind, node.position?.start.offset, node.position?.end.offset);
  });
  return kinds;
}

/** Placeholders that ask to be filled in, in their order. Code shows them to readers (a mail merge of theirs): it asks for nothing. */
export function placeholdersIn(text: string, root: Root): Placeholder[] {
  const matches = [...text.matchAll(pattern)];
  if (matches.length === 0) return [];
  const kinds = kindsIn(text, root);
  return matches
    .filter(({ index }) => kinds[index] !== code)
    .map(({ 0: found, index }) => ({
      text: found,
      range: { start: index, end: index + found.length },
      isWords: kinds[index] === words,
    }));
}
