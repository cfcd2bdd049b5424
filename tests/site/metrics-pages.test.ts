import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { formatFor } from "../../src/site/views/format.ts";
import { callMain } from "../cli/rep.ts";
import { visitSite } from "./visited-site.ts";

const { read: open } = visitSite("content", "2026-11-21");

interface JsonFigure {
  readonly of: string;
  readonly n: number;
  readonly amount?: { readonly value: string; readonly currency: string };
  readonly share?: number;
  readonly days?: number;
  readonly number?: number;
  readonly low?: number;
  readonly high?: number;
  readonly caution?: string;
}

interface JsonMetric {
  readonly id: string;
  readonly figures: readonly JsonFigure[];
}

async function figuresOfCommand(period: string): Promise<JsonMetric[]> {
  const { out } = await callMain(process.cwd(), ["metrics", "sales", "--json", "--period", period], {});
  return JSON.parse(out).pipelines[0].metrics;
}

const format = formatFor("en-GB", "EUR");
const minor = (value: string): number => Math.round(Number(value) * 100);

/** What the page has to print for a figure. */
function textsOf({ amount, share, days, number, low, high }: JsonFigure): string[] {
  return [
    ...(amount ? [format.money({ minor: minor(amount.value), currency: amount.currency })] : []),
    ...(share === undefined ? [] : [format.percent(share)]),
    ...(share !== undefined && low !== undefined && high !== undefined ? [`${format.percent(low)} to ${format.percent(high)}`] : []),
    ...(days === undefined ? [] : [format.number(days)]),
    ...(number === undefined ? [] : [String(number)]),
  ];
}

const squeezed = (text: string | null): string => (text ?? "").replace(/\s+/g, " ").trim();

/** The panel of a figure: all its text, and that of its tables' rows by their names. */
async function readPanel(page: Page, id: string) {
  const panel = page.locator(`.panel:has(> #sales-${id})`);
  const rows = await panel.locator("tbody tr").evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent)));
  const byName = Map.groupBy(rows, ([name]) => squeezed(name ?? null));
  return {
    all: squeezed(await panel.textContent()),
    row: (name: string): string | undefined => byName.get(name)?.flat().map(squeezed).join(" | "),
  };
}

/** The page has it in the base currency alone; the amounts of the deals in their own currencies stand in its table. */
const elsewhere = new Set(["average-deal-size"]);
const ofPeriod = [
  ...["win-rate", "win-rate-by-value", "base-deal-size", "new-deals", "grown-and-shrunk", "slipped"],
  ...["reopened-and-back", "lost-reasons", "lead-sources", "activities"],
];

async function expectSame(page: Page, metrics: readonly JsonMetric[]): Promise<number> {
  let compared = 0;
  for (const { id, figures } of metrics) {
    const panel = await readPanel(page, id);
    for (const figure of figures.filter(({ n, number }) => n > 0 && number !== 0)) {
      const shown = panel.row(figure.of) ?? panel.all;
      for (const text of textsOf(figure)) {
        expect([id, figure.of, shown]).toEqual([id, figure.of, expect.stringContaining(squeezed(text))]);
        compared += 1;
      }
      if (figure.caution !== undefined) expect([id, panel.all]).toEqual([id, expect.stringContaining(figure.caution)]);
    }
  }
  return compared;
}

test("every figure on a pipeline's page is the one that dealbook metrics prints", { timeout: 60_000 }, async () => {
  const page = await open("/metrics/sales/");
  const metrics = (await figuresOfCommand("last-365-days")).filter(({ id }) => !elsewhere.has(id));
  expect(metrics.map(({ id }) => id)).toEqual(expect.arrayContaining([...ofPeriod, "velocity", "time-in-stage"]));
  expect(await expectSame(page, metrics)).toBeGreaterThan(100);
  await page.context().close();
});

test.each(["fy2026", "2026-03", "fy2025-q4", "all"])("so is every figure of the period %s", { timeout: 60_000 }, async (period) => {
  const page = await open(`/metrics/sales/${period}/`);
  const metrics = (await figuresOfCommand(period)).filter(({ id }) => ofPeriod.includes(id));
  expect(metrics).toHaveLength(ofPeriod.length);
  expect(await expectSame(page, metrics)).toBeGreaterThan(10);
  await page.context().close();
});

test("periods are links, and each leads on to its neighbours and back to all metrics", async () => {
  const page = await open("/metrics/sales/");
  await page.getByText("Another period").click();
  const choice = page.locator("nav[aria-label=Period]");
  expect(await choice.locator("[aria-current]").count()).toBe(0);
  await choice.getByRole("link", { name: "October 2026" }).click();
  expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("Sales: October 2026");
  expect(await choice.locator("[aria-current=page]").allTextContents()).toEqual([expect.stringContaining("October 2026")]);
  expect(await page.locator("a[rel=next]").getAttribute("href")).toBe("/metrics/sales/2026-11/");
  await page.locator("a[rel=prev]").click();
  expect(new URL(page.url()).pathname).toBe("/metrics/sales/2026-09/");
  await page.getByRole("link", { name: "all metrics" }).click();
  expect(new URL(page.url()).pathname).toBe("/metrics/sales/");
  await page.context().close();
});

test("every chart has a table beside it, and where nothing happened nothing is drawn", async () => {
  for (const path of ["/metrics/sales/", "/metrics/sales/all/", "/metrics/sales/2025-02/"]) {
    const page = await open(path);
    const panels = await page.locator(".panel.metric").evaluateAll((all) =>
      all.map((panel) => ({
        name: panel.querySelector("h3")?.textContent,
        charts: panel.querySelectorAll("svg[role=img]").length,
        tables: panel.querySelectorAll("table").length,
        definition: panel.querySelector(".definition")?.textContent !== "",
      })),
    );
    for (const { name, charts, tables, definition } of panels) {
      expect([path, name, charts === 0 || tables > 0, definition]).toEqual([path, name, true, true]);
    }
    expect(await page.locator("main").textContent()).not.toMatch(/NaN|undefined|Infinity|\[object/);
    await page.context().close();
  }
});

test("every figure is a link away, and what a figure is stands open, with its small print below", async () => {
  for (const path of ["/metrics/sales/", "/metrics/sales/2026-10/"]) {
    const page = await open(path);
    const names = await page.locator(".panel.metric > h3").allTextContents();
    await page.getByText(`All ${names.length} figures`, { exact: true }).click();
    const links = page.getByRole("navigation", { name: "Figures on this page" }).getByRole("link");
    expect((await links.allTextContents()).map((name) => name.trim())).toEqual(names);
    await links.getByText("Slipped").click();
    expect(new URL(page.url()).hash).toBe("#sales-slipped");
    const panel = page.locator(".panel:has(> #sales-slipped)");
    expect(await panel.getByText("Deals whose expected close was put off to a later day").isVisible()).toBe(true);
    const smallPrint = panel.getByText("A first date is no push");
    expect(await smallPrint.isVisible()).toBe(false);
    await panel.getByText("The small print").click();
    expect(await smallPrint.isVisible()).toBe(true);
    await page.context().close();
  }
});
