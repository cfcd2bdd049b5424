import { expect, test } from "vitest";
import { drawBars, drawColumns } from "../../src/adapters/charts/bars.ts";

const bar = (label: string, value = 1) => ({ label, value, series: "deals", text: "US$1,234,567.89" });

const wordsOf = (svg: string): string =>
  [...svg.matchAll(/<(?:text|tspan)\b[^>]*>([^<]*)/g)]
    .map((match) => match[1] ?? "")
    .filter((text) => text !== "")
    .join(" ");

test("a long name stands above its bar, and is not cut off", () => {
  const svg = drawBars({ bars: [bar("Negotiation: agree on the price and the terms"), bar("Lead", 3)], label: "Deals", colours: ["red"] });
  expect(wordsOf(svg)).toContain("Negotiation: agree on the price and the terms");
  expect(svg).not.toContain("…");
});

test("the labels below columns give way to each other", () => {
  const labels = Array.from({ length: 8 }, (_, index) => `${index * 180 + 1000}–${index * 180 + 1179}`);
  const svg = drawColumns({ bars: labels.map((label) => bar(label)), label: "Days", colours: ["red"] });
  expect(wordsOf(svg)).toContain("1000– 1179");
  expect(wordsOf(drawColumns({ bars: [bar("1000–1179")], label: "Days", colours: ["red"] }))).toContain("1000–1179");
});
