// Control characters, line separators and the marks that reorder text: in a terminal or a comment they can hide or fake what stands there.
const unprintable = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

// In a workflow's log the runner takes `##[command]` anywhere in a line for a command, and `::command::` at its start.
const harmless = (text: string): string => text.replace(unprintable, "\u{fffd}").replaceAll("##[", "##(");

/** A text in one line without characters that act on a terminal, a workflow's log or the direction of reading. */
export const printable = (text: string): string => harmless(text.replace(/\s*[\r\n\t]+\s*/g, " ")).replace(/^(\s*):(?=:)/, "$1: ");

/** The same for a line of a file: every character keeps its column, a tab is one space. */
export const printableLine = (line: string): string => harmless(line.replace(/[\t\n]/g, " "));
