import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findChromium } from "../../scripts/find-chromium.ts";
import { type BuiltSite, buildSite, serveSite } from "./built-site.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const quietly = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const pages = ["/", "/process/sales/", "/board/sales/", "/deals/", "/deals/vasari-glass-furnace-insight/", "/metrics/", "/handbook/"];

const windows: Readonly<Record<string, BrowserContextOptions>> = {
  wide: { viewport: { width: 1440, height: 900 }, colorScheme: "light" },
  dark: { viewport: { width: 1440, height: 900 }, colorScheme: "dark" },
  phone: { viewport: { width: 390, height: 844 }, colorScheme: "light" },
};

let built: BuiltSite;
let served: Awaited<ReturnType<typeof serveSite>>;
let browser: Browser;

beforeAll(async () => {
  built = await buildSite("content", "2026-11-21");
  served = await serveSite(built.folder);
  browser = await chromium.launch({ executablePath: findChromium() ?? "chromium", args: quietly });
}, 120_000);

afterAll(async () => {
  await browser?.close();
  served?.stop();
  built?.remove();
});

/** A page of a fresh browser context; collects requests to elsewhere, errors, and addresses that are not there. */
async function openPage(options: BrowserContextOptions): Promise<{ readonly page: Page; readonly trouble: string[] }> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const trouble: string[] = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(served.origin) && !request.url().startsWith("data:")) trouble.push(`elsewhere: ${request.url()}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) trouble.push(`${response.status()}: ${response.url()}`);
  });
  page.on("pageerror", (error) => trouble.push(`error: ${error.message}`));
  return { page, trouble };
}

async function violationsOn(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const results = await page.evaluate(() => (globalThis as unknown as { axe: { run: () => Promise<AxeResults> } }).axe.run());
  return results.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
}

describe.each(Object.entries(windows))("%s", (_, options) => {
  test("every page is accessible, fits the window and asks for nothing from elsewhere", { timeout: 60_000 }, async () => {
    const { page, trouble } = await openPage(options);
    for (const path of pages) {
      await page.goto(served.origin + path);
      expect([path, await violationsOn(page)]).toEqual([path, []]);
      expect([path, await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)]).toEqual([path, 0]);
      expect(await page.locator("h1").count()).toBe(1);
    }
    expect(trouble).toEqual([]);
    await page.context().close();
  });
});

async function search(page: Page, words: string): Promise<string[]> {
  await page.goto(`${served.origin}/`);
  await page.locator("button[data-open-modal]").click();
  await page.locator("#starlight__search input").fill(words);
  const links = page.locator(".pagefind-ui__result-title .pagefind-ui__result-link");
  await links.first().waitFor({ timeout: 15_000 });
  const paths = await links.evaluateAll((found) => found.map((link) => new URL((link as HTMLAnchorElement).href).pathname));
  return [...new Set(paths)];
}

test("one search finds a word in a deal's notes and one in a handbook page", { timeout: 60_000 }, async () => {
  const { page, trouble } = await openPage({});
  expect(await search(page, "squeeze")).toEqual(["/deals/stavelot-motors-paint-shop/"]);
  expect(await search(page, "exhibitor")).toEqual([expect.stringMatching(/^\/handbook\//)]);
  expect(trouble).toEqual([]);
  await page.context().close();
});

test("everything can be read without JavaScript", { timeout: 60_000 }, async () => {
  const { page } = await openPage({ javaScriptEnabled: false, colorScheme: "light" });
  await page.goto(`${served.origin}/board/sales/`);
  const card = page.getByRole("listitem").filter({ hasText: "Vasari Glass | Furnace insight" });
  expect(await card.textContent()).toContain("€146,000");
  expect(await page.getByRole("region", { name: "Discovery" }).getByText("Rotting.").count()).toBeGreaterThan(0);
  await card.getByRole("link").click();
  expect(await page.getByRole("heading", { name: "What is missing for Solution Design" }).isVisible()).toBe(true);
  expect(await page.locator('[aria-current="step"]').textContent()).toContain("Discovery");
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe("light dark");
  await page.goto(`${served.origin}/deals/`);
  expect(await page.locator("[data-deals] tbody tr").count()).toBeGreaterThanOrEqual(40);
  await page.goto(`${served.origin}/metrics/`);
  expect(await page.locator("svg[role=img]").count()).toBeGreaterThanOrEqual(6);
  await page.context().close();
});

test("the table of deals sorts and filters", { timeout: 60_000 }, async () => {
  const { page } = await openPage({});
  await page.goto(`${served.origin}/deals/#stage=closed-lost`);
  const rows = page.locator("[data-deals] tbody tr:visible");
  expect(await rows.locator("td.stage").allTextContents()).toEqual(Array(await rows.count()).fill("Closed Lost"));
  await page.getByLabel("Stage").selectOption("");
  await page.getByRole("button", { name: "Value" }).click();
  await page.getByRole("button", { name: "Value" }).click();
  expect(await page.locator('th[aria-sort="descending"]').textContent()).toBe("Value");
  const values = (
    await rows.locator("td[data-value]:nth-of-type(4)").evaluateAll((cells) => cells.map((cell) => (cell as HTMLElement).dataset.value))
  )
    .filter(Boolean)
    .map(Number);
  expect(values).toEqual([...values].sort((a, b) => b - a));
  await page.getByLabel("Find").fill("vasari");
  expect(await rows.count()).toBe(1);
  await page.context().close();
});

test("the keyboard reaches the content first", { timeout: 60_000 }, async () => {
  const { page } = await openPage({});
  await page.goto(`${served.origin}/board/sales/`);
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Skip to content");
  await page.keyboard.press("Enter");
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("main");
  await page.context().close();
});
