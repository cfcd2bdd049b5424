import * as Plot from "@observablehq/plot";
import { boxes, type ChartFrame, clip, drawPixels, emptyChart, narrow, pixelsOf, words } from "./frame.ts";

/** A line of a waterfall: a sum that was reached, or what was added (or taken away, where negative). */
export interface WaterfallStep {
  readonly label: string;
  readonly kind: "total" | "change";
  readonly value: number;
  /** Printed at the end of the line. */
  readonly text: string;
}

/** How one sum became another. */
export interface WaterfallChart extends ChartFrame {
  /** The first is a total; the changes after a total lead to the next one. */
  readonly steps: readonly WaterfallStep[];
  readonly colours: { readonly total: string; readonly up: string; readonly down: string };
}

const rowHeight = 30;
const barHeight = 18;
const labelWidth = 96;

interface PlacedStep extends WaterfallStep {
  readonly from: number;
  readonly to: number;
}

/** Each step with the sums before and after it. */
function sumsOf(steps: readonly WaterfallStep[]): PlacedStep[] {
  let sum = 0;
  return steps.map((step) => {
    const from = step.kind === "total" ? step.value : sum;
    sum = step.kind === "total" ? step.value : sum + step.value;
    return { ...step, from, to: sum };
  });
}

/** Places sums between the labels and the texts. The axis need not begin at zero: totals are strokes, whose length means nothing. */
function scaleOf(steps: readonly PlacedStep[], width: number): (sum: number) => number {
  const sums = steps.flatMap(({ from, to }) => [from, to]);
  const [low, high] = [Math.min(...sums), Math.max(...sums)];
  const left = labelWidth + 10;
  const right = width - Math.max(...steps.map(({ text }) => pixelsOf(text))) - 14;
  return (sum) => (high > low ? left + ((sum - low) / (high - low)) * (right - left) : (left + right) / 2);
}

const middleOf = (row: number): number => row * rowHeight + rowHeight / 2;

function changeBoxes(steps: readonly PlacedStep[], at: (sum: number) => number, { up, down }: WaterfallChart["colours"]) {
  return steps.flatMap(({ kind, value, from, to }, row) => {
    if (kind === "total" || value === 0) return [];
    const [x1, x2] = [Math.min(at(from), at(to)), Math.max(at(from), at(to))];
    return [
      { x1, x2: Math.max(x2, x1 + 1), y1: middleOf(row) - barHeight / 2, y2: middleOf(row) + barHeight / 2, fill: value > 0 ? up : down },
    ];
  });
}

/** A line a step: strokes for the totals, and bars for the changes between them, each beginning where the last one ended. */
export function drawWaterfall({ steps, colours, label, width = narrow }: WaterfallChart): string {
  if (steps.length === 0) return emptyChart("Nothing has changed.");
  const all = sumsOf(steps);
  const at = scaleOf(all, width);
  const totals = all.flatMap(({ kind, to }, row) => (kind === "total" ? [{ x: at(to), row }] : []));
  const threads = all.slice(1).map(({ from }, index) => ({ x: at(from), row: index }));
  return drawPixels(
    [
      Plot.link(threads, {
        x1: "x",
        x2: "x",
        y1: ({ row }) => middleOf(row),
        y2: ({ row }) => middleOf(row + 1),
        strokeOpacity: 0.4,
        strokeDasharray: "2 3",
      }),
      boxes(changeBoxes(all, at, colours)),
      Plot.link(totals, {
        x1: "x",
        x2: "x",
        y1: ({ row }) => middleOf(row) - 11,
        y2: ({ row }) => middleOf(row) + 11,
        stroke: colours.total,
        strokeWidth: 4,
      }),
      words(all.map((step, row) => ({ x: 0, y: middleOf(row), text: clip(step.label, labelWidth) }))),
      words(
        all.map(({ text }, row) => ({ x: width, y: middleOf(row), text })),
        { textAnchor: "end" },
      ),
    ],
    { label, width, height: steps.length * rowHeight },
  );
}
