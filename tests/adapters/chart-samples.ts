import { drawBars, drawColumns } from "../../src/adapters/charts/bars.ts";
import { drawDots } from "../../src/adapters/charts/dots.ts";
import { drawFan } from "../../src/adapters/charts/fan.ts";
import { drawFlows } from "../../src/adapters/charts/flows.ts";
import { narrow, wide } from "../../src/adapters/charts/frame.ts";
import { drawFunnel } from "../../src/adapters/charts/funnel.ts";
import { drawHistogram } from "../../src/adapters/charts/histogram.ts";
import { drawOverTime } from "../../src/adapters/charts/over-time.ts";
import { drawProgress } from "../../src/adapters/charts/progress.ts";
import { drawSurvival } from "../../src/adapters/charts/survival.ts";
import { drawWaterfall } from "../../src/adapters/charts/waterfall.ts";
import { wilsonInterval } from "../../src/core/metrics/wilson.ts";
import { colours, rampOf } from "../../src/site/views/colours.ts";
import { formatFor } from "../../src/site/views/format.ts";

const format = formatFor("en-GB", "EUR");

export const stageNames = ["Prospecting", "Qualification", "Discovery", "Solution Design", "Proposal", "Negotiation", "Closed Won"];

const month = (index: number): number => Date.UTC(2024, 2 + index, 1);

const step = (count: number, of: number) => ({ rate: count / of, ...wilsonInterval(count, of) });

function levelsOf(counts: readonly number[]) {
  return counts.map((count, index) => ({
    count,
    text: `${count} · ${format.wholePercent(count / (counts[0] ?? 1))}`,
    ...(index > 0 && { step: step(count, counts[index - 1] ?? 1) }),
  }));
}

/** A chart of each kind by its name; `names` are those of the stages, in the order of `stageNames`. */
export function samples(names: readonly string[] = stageNames): Readonly<Record<string, (width: number) => string>> {
  const [first = "", ...others] = names;
  const open = names.slice(0, -1);
  return {
    "value of each stage": (width) =>
      drawBars({
        label: `Value of ${first}`,
        width,
        colours: [colours.soft, colours.accent],
        bars: open.flatMap((label, index) => [
          { label, value: 1000 * (index + 2), series: "value", text: `€${1000 * (index + 2)}` },
          { label, value: 300 * index, series: "weighted" },
        ]),
      }),
    "lost reasons": (width) =>
      drawBars({
        label: `Lost: ${first}`,
        width,
        colours: [colours.grey],
        bars: ["Budget withdrawn or never approved", "Price too high", ...others].map((label, index) => ({
          label,
          value: 7 - index,
          series: "lost",
          text: String(7 - index),
        })),
      }),
    "deals by quarter": (width) =>
      drawColumns({
        label: `Won and lost of ${first}`,
        width,
        colours: [colours.accent, colours.grey],
        bars: ["25-Q1", "25-Q2", "25-Q3"].flatMap((label, index) => [
          { label, value: index + 1, series: "won" },
          { label, value: 2, series: "lost" },
        ]),
      }),
    "deal sizes": (width) =>
      drawDots({
        label: `Amounts in ${first}`,
        width,
        colour: colours.accent,
        rule: 70_000,
        dots: [1, 4, 5, 9].map((index) => ({ time: month(index), value: index * 20_000 })),
        format: format.number,
        formatTime: format.month,
      }),
    funnel: (width) =>
      drawFunnel({
        label: `Funnel from ${first}`,
        width,
        labels: names,
        series: [
          { colour: colours.accent, levels: levelsOf([120, 81, 55, 30, 22, 14, 9]) },
          { colour: colours.second, levels: levelsOf([132, 110, 71, 40, 29, 21, 14]) },
        ],
        formatRate: format.wholePercent,
      }),
    survival: (width) =>
      drawSurvival({
        label: `Days in ${first}`,
        width: Math.min(width, 300),
        steps: [
          { time: 4, share: 0.92, low: 0.7, high: 0.99 },
          { time: 9, share: 0.75, low: 0.5, high: 0.9 },
          { time: 18, share: 0.5, low: 0.24, high: 0.72 },
          { time: 33, share: 0.22, low: 0.05, high: 0.48 },
          { time: 61, share: 0 },
        ],
        censored: [7, 7, 25, 40],
        until: 90,
        colour: colours.accent,
        median: { time: 18, text: "18 days" },
        unit: "days",
        formatShare: format.wholePercent,
      }),
    "pipeline over time": (width) =>
      drawOverTime({
        label: `Value over time of ${first}`,
        width,
        colours: rampOf(open.length),
        points: Array.from({ length: 32 }, (_, index) => ({
          time: month(index),
          values: open.map((_, stage) => 60_000 + 40_000 * Math.sin(index / 4 + stage) + index * 3000),
        })),
        until: month(32),
        format: format.short,
        formatTime: format.month,
      }),
    forecast: (width) =>
      drawFan({
        label: `Forecast of ${first}`,
        width,
        months: Array.from({ length: 18 }, (_, index) => ({
          label: format.month(month(index + 20)),
          ...(index <= 9 && { closed: 40_000 + 30_000 * ((index * 7) % 5) }),
          ...(index >= 9 && {
            outlook: {
              median: 150_000 - (index - 9) * 9000,
              fifty: { low: 110_000 - (index - 9) * 9000, high: 200_000 - (index - 9) * 9000 },
              eighty: { low: 72_000 - (index - 9) * 9000, high: 260_000 - (index - 9) * 9000 },
              weighted: 160_000 - (index - 9) * 13_000,
            },
          }),
        })),
        colours: { closed: colours.accent, outlook: colours.second, weighted: colours.back },
        format: format.short,
      }),
    "quota progress": (width) =>
      drawProgress({
        label: `Quota of ${first}`,
        width,
        rows: [
          { label: "Amara Okafor", achieved: 1_280_000, pace: 1_780_000, target: 2_000_000, text: "€1.28M of €2M" },
          { label: "Jonas Lindqvist", achieved: 2_310_000, pace: 1_780_000, target: 2_000_000, text: "€2.31M of €2M" },
          { label: first, achieved: 0, pace: 12, target: 20, text: "0 of 20 qualified" },
        ],
        colours: { achieved: colours.accent, track: colours.pale, pace: colours.ink },
        formatShare: format.wholePercent,
      }),
    transitions: (width) =>
      drawFlows({
        label: `Moves from ${first}`,
        width,
        from: [
          { id: "new", label: "New" },
          ...names.map((label, index) => ({ id: String(index), label })),
          { id: "parked", label: "Parked" },
        ],
        to: [
          ...names.map((label, index) => ({ id: String(index), label })),
          { id: "parked", label: "Parked" },
          { id: "lost", label: "Closed Lost" },
          { id: "delivery", label: "Delivery: Onboarding" },
        ],
        flows: [
          ...[
            ["new", "0", 120],
            ["new", "1", 12],
            ["0", "1", 81],
            ["1", "2", 55],
            ["2", "3", 30],
            ["3", "4", 22],
            ["4", "5", 14],
            ["5", "6", 9],
          ].map(([from, to, moves]) => ({ from: String(from), to: String(to), moves: Number(moves), colour: colours.accent })),
          ...[3, 12, 14, 5, 4, 2].map((moves, index) => ({ from: String(index), to: "lost", moves, colour: colours.grey })),
          { from: "4", to: "2", moves: 6, colour: colours.back },
          { from: "5", to: "4", moves: 2, colour: colours.back },
          { from: "2", to: "parked", moves: 8, colour: colours.parked },
          { from: "parked", to: "2", moves: 5, colour: colours.parked },
          { from: "6", to: "delivery", moves: 9, colour: colours.handoff },
        ],
        format: String,
      }),
    "lateness of recording": (width) =>
      drawHistogram({
        label: `Days late in ${first}`,
        width,
        values: [0, 0, 0, 0, 1, 1, 1, 2, 3, 3, 5, 6, 9, 12, 33],
        limits: [0, 1, 3, 7, 14, 30],
        colour: colours.accent,
      }),
    "change of the forecast": (width) =>
      drawWaterfall({
        label: `Change since ${first}`,
        width,
        steps: [
          { label: "16 Nov", kind: "total", value: 1_480_000, text: "€1,480,000" },
          { label: "New", kind: "change", value: 62_000, text: "+€62,000" },
          { label: "Advanced", kind: "change", value: 121_000, text: "+€121,000" },
          { label: "Grown", kind: "change", value: 18_000, text: "+€18,000" },
          { label: "Shrunk", kind: "change", value: -9000, text: "−€9,000" },
          { label: "Slipped", kind: "change", value: -75_000, text: "−€75,000" },
          { label: first, kind: "change", value: -140_000, text: "−€140,000" },
          { label: "Won", kind: "change", value: 0, text: "€0" },
          { label: "23 Nov", kind: "total", value: 1_457_000, text: "€1,457,000" },
        ],
        colours: { total: colours.ink, up: colours.accent, down: colours.back },
      }),
  };
}

const inPanel = (name: string, drawing: string): string =>
  `<section class="panel"><h2>${name}</h2><div class="drawing">${drawing}</div></section>`;

/** Each sample as it stands in a panel of a page: in both sizes, or as one of several beside each other. */
export const samplePanels = (names: readonly string[] = stageNames): string =>
  Object.entries(samples(names))
    .map(([name, draw]) => {
      const small = `<div class="chart">${draw(narrow)}</div>`;
      const isMultiple = name === "survival";
      const figure = `<div class="multiples"><figure><figcaption>One of several</figcaption>${small}</figure></div>`;
      return inPanel(name, isMultiple ? figure : `<div class="chart-room">${small}<div class="chart wide">${draw(wide)}</div></div>`);
    })
    .join("");
