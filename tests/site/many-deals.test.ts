import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { violationsOn } from "./accessibility.ts";
import { openPage, startBrowser } from "./browser.ts";
import { type BuiltSite, buildSite, serveSite } from "./built-site.ts";
import { writeFiles } from "./site-files.ts";

const dealCount = 2003;

const notes: Readonly<Record<number, string>> = { 7: "They like zebrawood.", 1234: "They keep an okapi." };

const deal = (index: number): string => `---
title: Pilot ${index}
company: Company ${String(index).padStart(4, "0")}
pipeline: sales
stage: ${index % 10 === 0 ? "won" : "lead"}
stage_entered: 2026-11-05
owner: ${index % 2 === 0 ? "zack" : "ann"}
amount: { value: ${index + 1}, currency: EUR }
---
${notes[index] ?? ""}
`;

const root = mkdtempSync(join(tmpdir(), "dealbook-many-"));
let built: BuiltSite;
let served: Awaited<ReturnType<typeof serveSite>>;
let browser: Browser;

beforeAll(async () => {
  const content = join(root, "content");
  writeFiles(content, {
    "dealbook.yaml": "name: Northwind\ncurrency: EUR\nlocale: en-GB\ntime_zone: Europe/Berlin\nsite: https://example.com/sales\n",
    "people.yaml": "roles: { rep: { name: Rep } }\npeople: { zack: { name: Zack, role: rep }, ann: { name: Ann, role: rep } }\n",
    "pipelines/sales.yaml": `name: Sales
summary: How we sell.
born_in: [lead]
lost_reasons: [{ id: price, name: Price }]
stages:
  - { id: lead, name: Lead, kind: open, probability: 10, goal: Meet. }
  - { id: won, name: Won, kind: won, probability: 100, goal: Win. }
  - { id: lost, name: Lost, kind: lost, probability: 0, goal: Learn. }
`,
    "handbook/index.md": "# Handbook\n\nAsk for the samovar.\n",
    ...Object.fromEntries(Array.from({ length: dealCount }, (_, index) => [`deals/2026/deal-${index}.md`, deal(index)])),
  });
  // The site lies in a folder of its address.
  built = await buildSite(content, "2026-11-21", join(root, "site/sales"));
  served = await serveSite(join(root, "site"));
  browser = await startBrowser();
}, 300_000);

afterAll(async () => {
  await browser?.close();
  served?.stop();
  built?.remove();
  rmSync(root, { recursive: true, force: true });
});

const open = (options?: Parameters<typeof openPage>[2]) => openPage(browser, served.origin, options);
const address = (path: string): string => `${served.origin}/sales${path}`;
const rows = (page: Page) => page.locator("[data-deals] tbody tr");
const status = (page: Page) => page.getByRole("status");

test("without JavaScript the table has pages that lead to each other", { timeout: 60_000 }, async () => {
  const { page, trouble } = await open({ javaScriptEnabled: false });
  await page.goto(address("/deals/"));
  expect(await rows(page).count()).toBe(500);
  const pages = page.getByRole("navigation", { name: "Pages of the table" });
  expect(await pages.getByRole("link").allTextContents()).toEqual(["1", "2", "3", "5", "Next page"]);
  await pages.getByRole("link", { name: "Page 5" }).click();
  expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("Deals, page 5");
  expect(await rows(page).count()).toBe(3);
  await rows(page).last().getByRole("link").click();
  expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("Company 2000 | Pilot 2000");
  expect(trouble).toEqual([]);
  await page.context().close();
});

test("a filter and an order are for all pages", { timeout: 120_000 }, async () => {
  const { page, trouble } = await open();
  // The smallest page: axe looks at every row for itself.
  await page.goto(address("/deals/page_5/"));
  expect(await violationsOn(page)).toEqual([]);
  await page.goto(address("/deals/"));
  const pages = page.getByRole("navigation", { name: "Pages of the table" });
  await page.getByLabel("Find").fill("company 1999");
  await page.getByText("1 of 2003 shown").waitFor();
  expect(await rows(page).getByRole("cell").allTextContents()).toEqual(["Company 1999", "Lead", "Ann", "€2,000", "–", "–", "16"]);
  expect(await rows(page).getByRole("link").getAttribute("href")).toBe("/sales/deals/deal-1999/");
  expect(await pages.isVisible()).toBe(false);
  expect(await violationsOn(page)).toEqual([]);
  await page.getByLabel("Find").fill("");
  await pages.waitFor();
  expect([await rows(page).count(), await status(page).textContent()]).toEqual([500, ""]);
  await page.getByRole("button", { name: "Value" }).click();
  await page.getByRole("button", { name: "Value" }).click();
  await page.getByText("Sorted by Value, descending").waitFor();
  expect(await rows(page).first().getByRole("link").textContent()).toMatch("Pilot 2002");
  await page.getByRole("button", { name: "Show more" }).click();
  await rows(page).nth(999).waitFor();
  expect(
    await rows(page)
      .nth(500)
      .getByRole("link")
      .evaluate((link) => link === document.activeElement),
  ).toBe(true);
  expect(trouble).toEqual([]);
  await page.context().close();
});

test("a column of the board shows the first deals, and leads to the others", { timeout: 60_000 }, async () => {
  const { page, trouble } = await open();
  await page.goto(address("/board/sales/"));
  const column = page.getByRole("region", { name: "Lead" });
  expect(await column.getByRole("listitem").count()).toBe(50);
  await column.getByRole("link", { name: "1752 more deals in the table" }).click();
  await page.getByText("1802 of 2003 shown").waitFor();
  expect(trouble).toEqual([]);
  await page.context().close();
});

async function search(page: Page, words: string): Promise<string[]> {
  await page.goto(address("/"), { waitUntil: "networkidle" });
  await page.locator("button[data-open-modal]").click();
  await page.locator("#starlight__search input").fill(words);
  const links = page.locator(".pagefind-ui__result-title .pagefind-ui__result-link");
  await links.first().waitFor({ timeout: 30_000 });
  const paths = await links.evaluateAll((found) => found.map((link) => new URL((link as HTMLAnchorElement).href).pathname));
  return [...new Set(paths)];
}

test("one search finds deals in every part, and the handbook", { timeout: 120_000 }, async () => {
  expect(readdirSync(join(built.folder, "pagefind")).filter((name) => name.startsWith("deals-"))).toEqual(["deals-0", "deals-1"]);
  const { page, trouble } = await open();
  expect(await search(page, "zebrawood")).toEqual(["/sales/deals/deal-7/"]);
  expect(await search(page, "okapi")).toEqual(["/sales/deals/deal-1234/"]);
  expect(await search(page, "samovar")).toEqual(["/sales/handbook/"]);
  expect(trouble).toEqual([]);
  await page.context().close();
});
