// Control characters and the marks that reorder text: in a terminal or a comment they can hide or fake what stands there.
const unprintable = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** A text in one line without characters that act on a terminal or on the direction of reading. */
export const printable = (text: string): string => text.replace(/\s*[\r\n\t]+\s*/g, " ").replace(unprintable, "\u{fffd}");
