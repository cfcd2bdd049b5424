import { unlinked } from "../reports/markdown-text.ts";
import { printable } from "../reports/printable.ts";

/**
 * A commit's message with nothing in it that acts on a forge, a workflow or a terminal: a deal may be called "fixes #1".
 * Its lines stay lines.
 */
export const harmlessMessage = (message: string): string => unlinked(message.split("\n").map(printable).join("\n"));
