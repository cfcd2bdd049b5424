import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { samplePanels, stageNames } from "../adapters/chart-samples.ts";
import { violationsOn } from "./accessibility.ts";
import { openPage, startBrowser } from "./browser.ts";

const styles = ["tokens", "parts", "reset", "base"].map((name) => readFileSync(`src/site/styles/${name}.css`, "utf8")).join("\n");

/** A page with every kind of chart in panels, in the site's own styles. */
const samplePage = (names: readonly string[]): string => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Charts</title><meta name="viewport" content="width=device-width, initial-scale=1">
<style>${styles}</style><style>:root { color-scheme: light dark }</style></head>
<body><main class="narrow"><h1>Charts</h1><div class="columns two">${samplePanels(names)}</div></main></body></html>`;

let browser: Browser;

beforeAll(async () => {
  browser = await startBrowser();
}, 60_000);

afterAll(() => browser?.close());

const origin = "http://samples.invalid";

async function openSamples(options: Parameters<typeof openPage>[2], names: readonly string[] = stageNames) {
  const { page, trouble } = await openPage(browser, origin, options);
  await page.route("**", (route) => route.fulfill({ contentType: "text/html; charset=utf-8", body: samplePage(names) }));
  await page.goto(`${origin}/`);
  return { page, trouble };
}

/** Texts of charts that reach out of the panel that they stand in. */
const textsOutside = (page: Page): Promise<(string | null)[]> =>
  page.locator(".panel svg text:visible").evaluateAll((texts) =>
    texts
      .filter((text) => {
        const [own, panel] = [text.getBoundingClientRect(), text.closest(".panel")?.getBoundingClientRect()];
        return panel && (own.left < panel.left || own.right > panel.right);
      })
      .map((text) => text.textContent),
  );

const windows = [390, 768, 1440].flatMap((width) => (["light", "dark"] as const).map((colorScheme) => ({ width, colorScheme })));

test.each(windows)(
  "every kind of chart is accessible and fits, $width pixels wide, in the $colorScheme",
  async ({ width, colorScheme }) => {
    const { page, trouble } = await openSamples({ viewport: { width, height: 900 }, colorScheme });
    expect(await violationsOn(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0);
    expect(await textsOutside(page)).toEqual([]);
    const charts = page.getByRole("img");
    expect(await charts.count()).toBe(await page.locator(".panel").count());
    expect(trouble).toEqual([]);
    await page.context().close();
  },
);

test("on a phone the letters of a chart are large enough to be read", async () => {
  const { page } = await openSamples({ viewport: { width: 390, height: 844 } });
  const heights = await page
    .locator(".panel svg text:visible")
    .evaluateAll((texts) => texts.map((text) => text.getBoundingClientRect().height));
  expect(Math.min(...heights)).toBeGreaterThan(12);
  await page.context().close();
});

test("names that are markup show as they were written, and nothing in them runs", async () => {
  const { page, trouble } = await openSamples(
    { viewport: { width: 390, height: 844 } },
    stageNames.map((name) => `</text></svg>"'><script>ran("${name}")</script><img src=x onerror=ran("${name}")>`),
  );
  await page.waitForLoadState("networkidle");
  expect(await page.locator(".panel svg img, .panel script, .panel img").count()).toBe(0);
  expect(await page.getByRole("img").first().getAttribute("aria-label")).toContain("</text></svg>\"'><script>");
  expect(trouble).toEqual([]);
  await page.context().close();
});

test("long names do not make the page wider", async () => {
  const { page } = await openSamples(
    { viewport: { width: 390, height: 844 } },
    stageNames.map((name) => `${name} ${"wide ".repeat(60)}`),
  );
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0);
  expect(await textsOutside(page)).toEqual([]);
  await page.context().close();
});
