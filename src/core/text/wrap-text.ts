const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });

const graphemes = (text: string): string[] => Array.from(segmenter.segment(text), ({ segment }) => segment);

// Widths of Arial and its likes, in ems, rounded up: what is a little too wide still fits.
const widths: readonly (readonly [RegExp, number])[] = [
  [/^[ilj|.,:;'!]/, 0.28],
  [/^[\s()[\]/\\tfrI-]/, 0.35],
  [/^[mwMW%@]/, 0.95],
  [/^\p{Lu}/u, 0.75],
  [/^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\uff00-\uffe6]/u, 1.05],
];

const widthOfOne = (grapheme: string): number => widths.find(([pattern]) => pattern.test(grapheme))?.[1] ?? 0.58;

/** About how wide a text is in ems, as a sans-serif font sets it. */
export const textWidth = (text: string): number => graphemes(text).reduce((sum, grapheme) => sum + widthOfOne(grapheme), 0);

/** The parts of a word that is too long for a line, about equally long; letters of an alphabet get a hyphen. */
function splitWord(word: string, width: number): string[] {
  const hyphen = textWidth("-");
  const target = textWidth(word) / Math.ceil(textWidth(word) / (width - hyphen));
  const parts = [""];
  for (const grapheme of graphemes(word)) {
    const part = parts.at(-1) ?? "";
    if (part === "" || textWidth(part + grapheme) <= Math.min(target + 0.6, width - hyphen)) parts[parts.length - 1] = part + grapheme;
    else parts.push(grapheme);
  }
  const isLast = (index: number): boolean => index === parts.length - 1;
  return parts.map((part, index) =>
    isLast(index) || !/[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]$/u.test(part) ? part : `${part}-`,
  );
}

/** Breaks a text into lines of at most `width` ems: between words, behind a slash or a hyphen, and else within a word. */
export function wrapText(text: string, width: number): string[] {
  const words = text.trim().split(/(?<=[\s/\-–—])/u);
  const parts = words.flatMap((word) => (textWidth(word.trim()) > width ? splitWord(word, width) : word));
  const lines: string[] = [];
  for (const part of parts) {
    const longer = `${lines.at(-1) ?? ""}${part}`;
    if (lines.length > 0 && textWidth(longer.trim()) <= width) lines[lines.length - 1] = longer;
    else lines.push(part);
  }
  return lines.map((line) => line.trim()).filter((line) => line !== "");
}
