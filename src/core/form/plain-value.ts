/** A value that a field can be given as a text. */
export type PlainValue = string | number | boolean;

/** A text as the number, true or false that it looks like. */
export const plainValue = (text: string): PlainValue =>
  /^(?:true|false)$/.test(text) ? text === "true" : /^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : text;
