import * as Plot from "@observablehq/plot";
import { type Element, Window } from "happy-dom";
import { textWidth } from "../reports/text-width.ts";

/** What all charts need. */
export interface ChartFrame {
  /** A description for those who do not see the chart. */
  readonly label: string;
  /** In pixels; `narrow` where it is left out. A page scales the picture to the place that it has. */
  readonly width?: number;
}

/** A phone shows a chart of this width with letters nearly as large as they are meant to be. */
export const narrow = 368;

/** For panels across a whole page. */
export const wide = 720;

// Plot asks only for elements; the window of happy-dom is never opened, and nothing is loaded through it.
const { document } = new Window();

/** Of the letters, in pixels. */
export const letterHeight = 12.5;

const style = { background: "none", color: "currentColor", fontSize: `${letterHeight}px`, fontFamily: "inherit", overflow: "visible" };

/**
 * The whole is one picture with one name; names of parts without a role mean nothing to assistive software. The library's own
 * style is the page's affair. (Walked by hand: what querySelectorAll finds is kept in memory for good.)
 */
function strip(element: Element): void {
  for (const child of [...element.children]) {
    if (child.tagName === "style") child.remove();
    child.removeAttribute("aria-label");
    strip(child);
  }
}

/** Draws a chart as the markup of one picture; readers of the page's table miss nothing that it shows. */
export function draw(options: Plot.PlotOptions, { label, width = narrow }: ChartFrame): string {
  const chart = Plot.plot({ ...options, width, style, document: document as unknown as Document }) as unknown as Element;
  strip(chart);
  chart.setAttribute("role", "img");
  chart.setAttribute("aria-label", label);
  chart.removeAttribute("class");
  return chart.outerHTML;
}

/** Draws marks whose places are pixels from the top left. */
export function drawPixels(marks: Plot.Markish[], { height, ...frame }: ChartFrame & { readonly height: number }): string {
  return draw({ height, margin: 0, x: { type: "identity", axis: null }, y: { type: "identity", axis: null }, marks }, frame);
}

/** What stands in the place of a chart that has nothing to show. */
export function emptyChart(words: string): string {
  const paragraph = document.createElement("p");
  paragraph.className = "note";
  paragraph.textContent = words;
  return paragraph.outerHTML;
}

/** A piece of text at a place in pixels, its height counted from the middle. */
export interface Words {
  readonly x: number;
  readonly y: number;
  readonly text: string;
}

/** Text that begins at its place, or as the options have it. */
export const words = (items: readonly Words[], options: Plot.TextOptions = {}): Plot.Markish =>
  Plot.text([...items], { x: "x", y: "y", text: "text", textAnchor: "start", ...options });

/** A filled area of pixels. */
export interface Box {
  readonly x1: number;
  readonly x2: number;
  readonly y1: number;
  readonly y2: number;
  readonly fill: string;
}

/** Boxes in their own colours. */
export const boxes = (items: readonly Box[], options: Plot.RectOptions = {}): Plot.Markish =>
  Plot.rect([...items], { x1: "x1", x2: "x2", y1: "y1", y2: "y2", fill: "fill", ...options });

/** Weaker than what is to be read first. */
export const faint = "var(--ink-faint, currentColor)";

// What an average letter takes at the charts' size.
const letterWidth = 6.3;

/** About how many pixels a text takes. */
export const pixelsOf = (text: string): number => textWidth(text) * letterWidth;

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** As much of a text as fits into so many pixels; the page's table has all of it. */
export function clip(text: string, pixels: number): string {
  if (pixelsOf(text) <= pixels) return text;
  let kept = "";
  for (const { segment } of graphemes.segment(text)) {
    if (pixelsOf(`${kept}${segment}…`) > pixels) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

/** The distinct texts, in the order in which they first appear. */
export const unique = (texts: readonly string[]): string[] => [...new Set(texts)];

/** At most about `most` of the items, evenly spaced, the first among them. */
export const someOf = <T>(items: readonly T[], most: number): T[] => {
  const step = Math.max(1, Math.ceil(items.length / most));
  return items.filter((_, index) => index % step === 0);
};
