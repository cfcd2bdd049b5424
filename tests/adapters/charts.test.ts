import { describe, expect, test } from "vitest";
import { drawBars, drawColumns } from "../../src/adapters/charts/bars.ts";
import { drawDots } from "../../src/adapters/charts/dots.ts";
import { drawFan } from "../../src/adapters/charts/fan.ts";
import { drawFlows } from "../../src/adapters/charts/flows.ts";
import { clip, narrow, someOf, wide } from "../../src/adapters/charts/frame.ts";
import { drawFunnel } from "../../src/adapters/charts/funnel.ts";
import { binName, binsOf, drawHistogram } from "../../src/adapters/charts/histogram.ts";
import { drawOverTime } from "../../src/adapters/charts/over-time.ts";
import { drawProgress } from "../../src/adapters/charts/progress.ts";
import { drawRates } from "../../src/adapters/charts/rates.ts";
import { drawSurvival } from "../../src/adapters/charts/survival.ts";
import { drawWaterfall } from "../../src/adapters/charts/waterfall.ts";
import { samples, stageNames } from "./chart-samples.ts";

/** What no chart may hold: places that are no numbers, warnings of the library, anything active or from elsewhere. */
const faults = /NaN|Infinity|undefined|⚠|<script|<style|<img|href=|url\(|\son\w+=/;

/** Markup without the values of its attributes, which may hold anything but a quotation mark. */
const withoutValues = (svg: string): string => svg.replace(/ ([\w-]+)="[^"]*"/g, " $1");

const textsOf = (svg: string): string[] => [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text = ""]) => text);

const plain = { label: "A chart", format: String, formatTime: String, formatRate: String, formatShare: String };

describe.each(Object.entries(samples()))("%s", (name, draw) => {
  test.each([narrow, wide])("is one picture with a name, whole at %d pixels", (width) => {
    const svg = draw(width);
    expect(svg).toMatch(/^<svg [^>]*role="img" aria-label="[^"]+ Prospecting">/);
    expect(svg.match(/aria-label/g)).toHaveLength(1);
    expect(svg).not.toMatch(faults);
    expect(textsOf(svg).length).toBeGreaterThan(3);
  });

  test("shows hostile names as they are, or the beginning of them", () => {
    const hostile = stageNames.map((stage) => `</text></svg>"'><img src=x onerror=ran()>&${stage}${"x".repeat(500)}`);
    const svg = samples(hostile)[name]?.(narrow) ?? "";
    expect(withoutValues(svg)).not.toMatch(/<img|<script/);
    expect(svg.match(/<svg/g)).toHaveLength(1);
    expect(svg.endsWith("</svg>")).toBe(true);
    for (const text of textsOf(svg)) expect(text.length).toBeLessThan(120);
  });

  test("tells names in any script apart from its own markup", () => {
    const names = stageNames.map((_, index) => `営業段階 ${index} مرحلة`);
    expect(samples(names)[name]?.(narrow)).toContain("営業");
  });

  test("draws the same twice", () => {
    expect(draw(narrow)).toBe(draw(narrow));
  });
});

test.each(
  Object.entries({
    bars: drawBars({ ...plain, bars: [], colours: [] }),
    columns: drawColumns({ ...plain, bars: [], colours: [] }),
    dots: drawDots({ ...plain, dots: [], colour: "red" }),
    funnel: drawFunnel({ ...plain, labels: ["Lead"], series: [{ colour: "red", levels: [{ count: 0, text: "0" }] }] }),
    rates: drawRates({ ...plain, rows: [], colour: "red" }),
    survival: drawSurvival({ ...plain, steps: [], censored: [], until: 0, colour: "red", unit: "days" }),
    overTime: drawOverTime({ ...plain, colours: ["red"], points: [], until: 0 }),
    fan: drawFan({ ...plain, months: [], colours: { closed: "red", outlook: "red", weighted: "red" } }),
    progress: drawProgress({ ...plain, rows: [], colours: { achieved: "red", track: "red", pace: "red" } }),
    flows: drawFlows({ ...plain, from: [], to: [], flows: [] }),
    waterfall: drawWaterfall({ ...plain, steps: [], colours: { total: "red", up: "red", down: "red" } }),
    histogram: drawHistogram({ ...plain, values: [], limits: [1], colour: "red" }),
  }),
)("without data %s is a sentence", (_, drawn) => {
  expect(drawn).toMatch(/^<p class="note">[A-Z][^<]+\.<\/p>$/);
});

test.each(
  Object.entries({
    bars: drawBars({ ...plain, bars: [{ label: "Lead", value: 0, series: "a", text: "€0" }], colours: ["red"] }),
    columns: drawColumns({ ...plain, bars: [{ label: "Q1", value: 0, series: "a", text: "0" }], colours: ["red"] }),
    dots: drawDots({ ...plain, dots: [{ time: 0, value: 0 }], colour: "red", rule: 0 }),
    funnel: drawFunnel({
      ...plain,
      labels: ["Lead", "Won"],
      series: [
        {
          colour: "red",
          levels: [
            { count: 1, text: "1" },
            { count: 0, text: "0" },
          ],
        },
      ],
    }),
    rates: drawRates({ ...plain, rows: [{ label: "Lead", text: "–" }], colour: "red" }),
    survival: drawSurvival({ ...plain, steps: [{ time: 0, share: 0 }], censored: [], until: 0, colour: "red", unit: "days" }),
    "survival of what goes on": drawSurvival({ ...plain, steps: [], censored: [0, 3], until: 3, colour: "red", unit: "days" }),
    overTime: drawOverTime({ ...plain, colours: ["red"], points: [{ time: 0, values: [0] }], until: 1 }),
    fan: drawFan({ ...plain, months: [{ label: "Nov", closed: 0 }], colours: { closed: "red", outlook: "red", weighted: "red" } }),
    progress: drawProgress({
      ...plain,
      rows: [{ label: "Amara", achieved: 5, target: 0, text: "5" }],
      colours: { achieved: "red", track: "red", pace: "red" },
    }),
    flows: drawFlows({
      ...plain,
      from: [{ id: "a", label: "A" }],
      to: [{ id: "a", label: "A" }],
      flows: [{ from: "a", to: "a", moves: 1, colour: "red" }],
    }),
    waterfall: drawWaterfall({
      ...plain,
      steps: [{ label: "Start", kind: "total", value: 0, text: "€0" }],
      colours: { total: "red", up: "red", down: "red" },
    }),
    histogram: drawHistogram({ ...plain, values: [0], limits: [0], colour: "red" }),
  }),
)("a single nothing is drawn whole: %s", (_, drawn) => {
  expect(drawn).toMatch(/^<svg /);
  expect(drawn).not.toMatch(faults);
});

const widthsOf = (svg: string): number[] => [...svg.matchAll(/<rect[^>]* width="([\d.]+)"/g)].map(([, width]) => Number(width));

test("the length of a bar is its value", () => {
  const bars = [4, 2, 1].map((value) => ({ label: `${value} deals`, value, series: "deals" }));
  const [longest = 0, ...others] = widthsOf(drawBars({ ...plain, bars, colours: ["red"] }));
  expect(others).toEqual([longest / 2, longest / 4]);
});

test.each([
  [3, ["0", "1", "2", "3"]],
  [7, ["0", "2", "4", "6"]],
  [11, ["0", "5", "10"]],
  [450, ["0", "200", "400"]],
])("the numbers beside columns are round: up to %d", (value, ticks) => {
  const svg = drawColumns({ ...plain, bars: [{ label: "Q1", value, series: "deals" }], colours: ["red"] });
  expect(textsOf(svg).filter((text) => text !== "Q1")).toEqual(ticks);
});

test("a label too long to stand beside its bar stands above it, as far as it fits", () => {
  const label = "Budget withdrawn, or never approved by those who decide about such things over there";
  const svg = drawBars({ ...plain, bars: [{ label, value: 1, series: "lost" }], colours: ["red"] });
  expect(textsOf(svg)).toEqual([expect.stringMatching(/^Budget withdrawn, or never approved by those.*…$/)]);
  expect(widthsOf(svg)[0]).toBeGreaterThan(340);
});

test("two stages of one name are two levels of a funnel", () => {
  const levels = [3, 2].map((count) => ({ count, text: String(count) }));
  const svg = drawFunnel({ ...plain, labels: ["Talk", "Talk"], series: [{ colour: "red", levels }] });
  expect(textsOf(svg).filter((text) => text === "Talk")).toHaveLength(2);
});

test("a curve begins at all of them, falls by steps, and its band ends where it has no limits", () => {
  const svg = drawSurvival({
    ...plain,
    steps: [
      { time: 10, share: 0.5, low: 0.2, high: 0.8 },
      { time: 20, share: 0 },
    ],
    censored: [],
    until: 20,
    colour: "red",
    unit: "days",
  });
  const [band = "", line = ""] = [...svg.matchAll(/<path[^>]* d="(M[^0][^"]*)"/g)].map(([, path = ""]) => path);
  expect(line).toMatch(/^M40,10L/);
  // From the first step to the second, half of the axis.
  expect(band).toMatch(/^M163,/);
  expect(band).toContain("L286,");
});

test("layers lie on each other, the last at the bottom", () => {
  const svg = drawOverTime({ ...plain, colours: ["red", "blue"], points: [{ time: 0, values: [1, 3] }], until: 86_400_000 });
  const [top = "", bottom = ""] = [...svg.matchAll(/<path[^>]* d="(M56[^"]*)"/g)].map(([, path = ""]) => path);
  expect(top).toMatch(/^M56,12L/);
  expect(bottom).toMatch(/L[\d.]+,214Z?$|,214L56,214Z$/);
});

test("a waterfall's changes lead from one total to the next", () => {
  const svg = drawWaterfall({
    ...plain,
    steps: [
      { label: "Start", kind: "total", value: 100, text: "100" },
      { label: "Won", kind: "change", value: -40, text: "−40" },
      { label: "New", kind: "change", value: 20, text: "+20" },
      { label: "End", kind: "total", value: 80, text: "80" },
    ],
    colours: { total: "black", up: "green", down: "red" },
  });
  const [lost = 0, gained = 0] = widthsOf(svg);
  expect(lost).toBeCloseTo(2 * gained);
  expect([...svg.matchAll(/<rect[^>]* fill="(\w+)"/g)].map(([, fill]) => fill)).toEqual(["red", "green"]);
});

test("whoever is far beyond the target does not make everybody else small", () => {
  const rows = [
    { label: "Amara", achieved: 9000, target: 1, text: "9000 of 1" },
    { label: "Jonas", achieved: 1, target: 1, text: "1 of 1" },
  ];
  const svg = drawProgress({ ...plain, rows, colours: { achieved: "green", track: "grey", pace: "black" } });
  const [track = 0, , most = 0, jonas = 0] = widthsOf(svg);
  expect([most, jonas]).toEqual([2 * track, track]);
});

test("the moves that leave a place and those that come to it are ribbons as thick as they are many", () => {
  const place = (id: string) => ({ id, label: id.toUpperCase() });
  const svg = drawFlows({
    ...plain,
    from: ["a", "b", "unused"].map(place),
    to: ["b", "lost"].map(place),
    flows: [
      { from: "a", to: "b", moves: 2, colour: "green" },
      { from: "a", to: "lost", moves: 1, colour: "grey" },
      { from: "b", to: "lost", moves: 1, colour: "grey" },
    ],
  });
  expect(textsOf(svg)).toEqual(["from", "to", "A 3", "B 1", "B 2", "LOST 2"]);
  expect([...svg.matchAll(/<path[^>]* stroke-width="(\d+)"/g)].map(([, width]) => Number(width))).toEqual([150, 75, 75]);
});

test("values are counted into bins that leave none out", () => {
  const bins = binsOf([0, 0, 1, 2, 3, 4, 31], [0, 1, 3, 30]);
  expect(bins.map((bin) => [binName(bin), bin.count])).toEqual([
    ["0", 2],
    ["1", 1],
    ["2–3", 2],
    ["4–30", 1],
    ["31+", 1],
  ]);
});

test("texts are cut between letters, and only where they must be", () => {
  expect(clip("Discovery", 200)).toBe("Discovery");
  expect(clip("Discovery of everything", 70)).toBe("Discovery…");
  expect(clip("👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 35)).toBe("👩‍👩‍👧‍👦👩‍👩‍👧‍👦…");
  expect(clip("anything", 0)).toBe("…");
});

test("of many labels some are shown, the first among them", () => {
  expect(someOf([1, 2, 3, 4, 5, 6, 7], 3)).toEqual([1, 4, 7]);
  expect(someOf([1, 2], 3)).toEqual([1, 2]);
});
