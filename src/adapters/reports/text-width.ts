const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });

// East Asian wide and full-width characters (Unicode annex 11, its larger blocks), and pictures.
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}|\ufe0f/u;

/** How many columns of a terminal a line takes. */
export function textWidth(text: string): number {
  let width = 0;
  for (const { segment } of segmenter.segment(text)) width += wide.test(segment) ? 2 : 1;
  return width;
}

/** A line that takes at most so many columns of a terminal; what is cut off is an ellipsis. */
export function shortLine(text: string, columns: number): string {
  if (textWidth(text) <= columns) return text;
  let short = "";
  for (const { segment } of segmenter.segment(text)) {
    if (textWidth(short + segment) >= columns) break;
    short += segment;
  }
  return `${short.trimEnd()}…`;
}
