// What XML 1.0 cannot hold: control characters but tab and line breaks, lone surrogates, and the two non-characters.
const outsideXml = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

/** The text without characters that no XML file, and no spreadsheet, can hold. */
export const cleanText = (text: string): string => text.replace(outsideXml, "\u{fffd}");
