import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { appendFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ICAL from "ical.js";
import { XmlDocument } from "libxml2-wasm";
import type { Browser } from "playwright-core";
import readWorkbook from "read-excel-file/node";
import { afterAll, beforeAll, expect, test } from "vitest";
import { violationsOn } from "./accessibility.ts";
import { openPage, startBrowser } from "./browser.ts";
import { type BuiltSite, buildSite, serveSite } from "./built-site.ts";

// The preset, published below a path of its own: its addresses must be right there, too.
const root = mkdtempSync(join(tmpdir(), "dealbook-exports-"));
const content = join(root, "content");
let built: BuiltSite;
let again: BuiltSite;

beforeAll(async () => {
  cpSync("presets/seven-stage", content, { recursive: true });
  await appendFile(join(content, "dealbook.yaml"), "site: https://sales.example/book/\n");
  built = await buildSite(content, "2026-11-21");
  again = await buildSite(content, "2026-11-21");
}, 180_000);

afterAll(() => {
  built?.remove();
  again?.remove();
  rmSync(root, { recursive: true, force: true });
});

const read = (path: string): string => readFileSync(join(built.folder, path), "utf8");

test("the built site has every file, with the same bytes in each build", () => {
  const files = readdirSync(built.folder, { recursive: true, encoding: "utf8" }).filter((path) =>
    /^(?:exports|api|calendar)\/[^/]+\.(?!html)|^feed\.xml$|^calendar\.ics$/.test(path),
  );
  expect(files.sort()).toEqual(
    [
      ...["deals", "index", "metrics", "pipelines", "stage-changes"].map((name) => `api/${name}.json`),
      "calendar.ics",
      ...["amara", "diego", "ingrid", "jonas", "mei", "pavel", "salma"].map((name) => `calendar/${name}.ics`),
      ...["analytics.xlsx", "deals.csv", "deals.parquet", "event-log.csv", "stage-changes.csv", "stage-changes.parquet"].map(
        (name) => `exports/${name}`,
      ),
      "feed.xml",
    ].sort(),
  );
  for (const path of files)
    expect([path, readFileSync(join(built.folder, path)).equals(readFileSync(join(again.folder, path)))]).toEqual([path, true]);
});

test("the JSON files say what they are and hold each deal", () => {
  for (const path of ["index", "deals", "metrics", "pipelines", "stage-changes"])
    expect(JSON.parse(read(`api/${path}.json`))).toMatchObject({ schemaVersion: 1, today: "2026-11-21" });
  const { deals } = JSON.parse(read("api/deals.json"));
  for (const { deal, url } of deals) {
    expect(url).toBe(`https://sales.example/book/deals/${deal}/`);
    expect(read(`deals/${deal}/index.html`)).toContain("<h1");
  }
});

test("links of the feed and the calendar lead to pages of the site", () => {
  const feed = XmlDocument.fromString(read("feed.xml"));
  const links = feed.find("//a:entry/a:link/@href", { a: "http://www.w3.org/2005/Atom" }).map((node) => node.content);
  feed.dispose();
  const calendar = new ICAL.Component(ICAL.parse(read("calendar.ics")));
  const urls = calendar.getAllSubcomponents("vevent").flatMap((event) => event.getFirstPropertyValue("url") ?? []);
  expect(links.length).toBeGreaterThan(10);
  expect(urls.length).toBeGreaterThan(10);
  for (const link of [...links, ...urls]) {
    expect(link).toMatch(/^https:\/\/sales\.example\/book\//);
    expect(read(`${String(link).replace("https://sales.example/book/", "")}index.html`)).toContain("<h1");
  }
});

test("the spreadsheet's sums are those of the metrics page", async () => {
  const sheets = await readWorkbook(readFileSync(join(built.folder, "exports/analytics.xlsx")));
  expect(sheets.map(({ sheet }) => sheet)).toEqual(["Deals", "Stage changes", "Metrics"]);
  const rowsOf = (name: string) => {
    const [head = [], ...rows] = sheets.find(({ sheet }) => sheet === name)?.data ?? [];
    return rows.map((row) => Object.fromEntries(head.map((title, index) => [title, row[index]])));
  };
  const open = rowsOf("Deals").filter(({ Kind }) => Kind === "open");
  const cents = open.reduce((total, deal) => total + Math.round(Number(deal["In base currency"] ?? 0) * 100), 0);
  const sum = cents / 100;
  const metric = rowsOf("Metrics").find(({ Metric, Of }) => Metric === "Pipeline value" && Of === "all open deals");
  expect(metric).toMatchObject({ n: open.length, Amount: sum, Currency: "EUR" });
  const shown = new Intl.NumberFormat("en-GB", { style: "currency", currency: "EUR", minimumFractionDigits: 0 }).format(sum);
  const figures = [...read("metrics/sales/index.html").matchAll(/<strong[^>]*>([^<]*)/g)].map(([, figure]) => figure);
  expect(figures).toContain(shown);
  for (const deal of open) expect(deal["In stage since"]).toBeInstanceOf(Date);
});

test.each(["light", "dark"] as const)("the page of exports is accessible and leads to each file, in the %s", async (colorScheme) => {
  const served = await serveSite(join(built.folder));
  const browser: Browser = await startBrowser();
  try {
    const { page } = await openPage(browser, served.origin, { colorScheme, viewport: { width: 390, height: 844 } });
    await page.route("**/book/**", (route) => route.continue({ url: route.request().url().replace("/book/", "/") }));
    await page.goto(`${served.origin}/book/exports/`);
    await page.locator("main details").evaluateAll((all) => {
      for (const details of all) (details as HTMLDetailsElement).open = true;
    });
    expect(await violationsOn(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0);
    const addresses = await page.locator("main a").evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).pathname));
    expect(addresses.length).toBeGreaterThan(18);
    for (const address of addresses) readFileSync(join(built.folder, address.replace("/book/", "")));
    const feed = await page.locator('link[type="application/atom+xml"]').getAttribute("href");
    expect(feed).toBe("/book/feed.xml");
    await page.goto(`${served.origin}/book/metrics/`);
    expect(await page.getByRole("link", { name: "exports" }).getAttribute("href")).toBe("/book/exports/");
  } finally {
    await browser.close();
    served.stop();
  }
});
