import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { BrowserContextOptions, Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { violationsOn } from "./accessibility.ts";
import { visitSite } from "./visited-site.ts";

const pages = [
  "/",
  "/process/sales/",
  "/board/sales/",
  "/deals/",
  "/deals/vasari-glass-furnace-insight/",
  "/deals/stavelot-motors-paint-shop/",
  "/deals/stavelot-motors-paint-shop/proposal/",
  "/metrics/",
  "/exports/",
  "/metrics/sales/",
  "/metrics/sales/fy2026/",
  "/metrics/sales/2026-11/",
  "/board/sales/2026-03/",
  "/forecast/",
  "/forecast/sales/",
  "/review/",
  "/review/2026-w47/",
  "/review/rules/",
  "/people/",
  "/people/amara/",
  "/handbook/",
  "/handbook/playbooks/inbound/",
  "/404.html",
];

const windows: Readonly<Record<string, BrowserContextOptions>> = {
  wide: { viewport: { width: 1440, height: 900 }, colorScheme: "light" },
  dark: { viewport: { width: 1440, height: 900 }, colorScheme: "dark" },
  tablet: { viewport: { width: 768, height: 1024 }, colorScheme: "dark" },
  phone: { viewport: { width: 390, height: 844 }, colorScheme: "light" },
};

const { open, address, folder } = visitSite("content", "2026-11-21");

/** Opens everything on the page that can be unfolded: what is closed shows nothing that could be wrong. */
const unfold = (page: Page): Promise<void> =>
  page.locator("main details:not([open])").evaluateAll((all) => {
    for (const details of all) (details as HTMLDetailsElement).open = true;
  });

async function openSearch(page: Page): Promise<void> {
  // A headless browser may have no idle moment, in which Starlight prepares the search, once its dialog is open.
  await page.waitForLoadState("networkidle");
  await page.keyboard.press("Control+k");
  await page.locator("#starlight__search input:focus").waitFor();
}

describe.each(Object.entries(windows))("%s", (_, options) => {
  // Two pages at once, for two cores.
  test.for([
    ["one half", 0],
    ["the other half", 1],
  ] as const)(
    "every page is accessible, fits the window and asks for nothing from elsewhere: %s",
    { timeout: 300_000, concurrent: true },
    async ([, half], { expect }) => {
      const { page, trouble } = await open(options);
      for (const path of pages.filter((_, index) => index % 2 === half)) {
        await page.goto(address(path));
        await unfold(page);
        expect([path, await violationsOn(page)]).toEqual([path, []]);
        expect([path, await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)]).toEqual([path, 0]);
        expect(await page.locator("h1").count()).toBe(1);
      }
      expect(trouble).toEqual([]);
      await page.context().close();
    },
  );

  test("the search is accessible, with and without results", { timeout: 120_000 }, async () => {
    const { page, trouble } = await open(options);
    for (const path of ["/board/sales/", "/handbook/"]) {
      await page.goto(address(path));
      await openSearch(page);
      expect([path, await violationsOn(page)]).toEqual([path, []]);
      await page.keyboard.type("discovery");
      await page.locator(".pagefind-ui__result-link").first().waitFor({ timeout: 15_000 });
      expect([path, "results", await violationsOn(page)]).toEqual([path, "results", []]);
    }
    expect(trouble).toEqual([]);
    await page.context().close();
  });
});

test.each(["/", "/board/sales/", "/deals/", "/handbook/"])(
  "on %s a shortcut opens the search, and Escape gives the focus back",
  async (path) => {
    const { page } = await open();
    await page.goto(address(path));
    const link = page.getByRole("navigation", { name: "Site" }).getByRole("link", { name: "Deals" });
    await link.focus();
    await openSearch(page);
    expect(await page.locator("#starlight__search input").evaluate((input) => input === document.activeElement)).toBe(true);
    await page.keyboard.press("Escape");
    expect(await page.locator("site-search dialog").isVisible()).toBe(false);
    expect(await link.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.context().close();
  },
);

async function search(page: Page, words: string): Promise<string[]> {
  await page.goto(address("/"), { waitUntil: "networkidle" });
  await page.locator("button[data-open-modal]").click();
  await page.locator("#starlight__search input").fill(words);
  const links = page.locator(".pagefind-ui__result-title .pagefind-ui__result-link");
  await links.first().waitFor({ timeout: 15_000 });
  const paths = await links.evaluateAll((found) => found.map((link) => new URL((link as HTMLAnchorElement).href).pathname));
  return [...new Set(paths)];
}

test("a search that is opened before its field is there has the focus in it as soon as it is", async () => {
  const { page } = await open();
  const { promise: ready, resolve: go } = Promise.withResolvers<void>();
  await page.route("**/_astro/ui-core*", (route) => ready.then(() => route.continue()));
  await page.goto(address("/deals/"), { waitUntil: "networkidle" });
  await Promise.all([page.waitForRequest("**/_astro/ui-core*"), page.keyboard.press("Control+k")]);
  expect(await page.locator("site-search dialog").isVisible()).toBe(true);
  go();
  await page.locator("#starlight__search input:focus").waitFor({ timeout: 5_000 });
  await page.context().close();
});

test("one search finds a word in a deal's notes and one in a handbook page", { timeout: 60_000 }, async () => {
  const { page, trouble } = await open();
  expect(await search(page, "squeeze")).toEqual(["/deals/stavelot-motors-paint-shop/"]);
  expect(await search(page, "exhibitor")).toEqual([expect.stringMatching(/^\/handbook\//)]);
  expect(trouble).toEqual([]);
  await page.context().close();
});

test("everything can be read without JavaScript", { timeout: 60_000 }, async () => {
  const { page } = await open({ javaScriptEnabled: false, colorScheme: "light" });
  await page.goto(address("/board/sales/"));
  const card = page.getByRole("listitem").filter({ hasText: "Vasari Glass | Furnace insight" });
  expect(await card.textContent()).toContain("€146,000");
  expect(await page.getByRole("region", { name: "Discovery" }).getByText("Rotting.").count()).toBeGreaterThan(0);
  await card.getByRole("link").click();
  expect(await page.getByRole("heading", { name: "What is missing for Solution Design" }).isVisible()).toBe(true);
  expect(await page.locator('[aria-current="step"]').textContent()).toContain("Discovery");
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe("light dark");
  await page.goto(address("/deals/"));
  expect(await page.locator("[data-deals] tbody tr").count()).toBeGreaterThanOrEqual(40);
  await page.goto(address("/metrics/sales/"));
  expect(await page.locator("svg[role=img]").count()).toBeGreaterThanOrEqual(6);
  await page.context().close();
});

test("the table of deals sorts and filters", { timeout: 60_000 }, async () => {
  const { page } = await open();
  await page.goto(address("/deals/#stage=sales/closed-lost"));
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
  expect(await page.getByRole("status").textContent()).toBe("Sorted by Value, descending");
  await page.getByLabel("Find").fill("vasari");
  expect(await rows.count()).toBe(1);
  await page.context().close();
});

test("a filter that no deal matches says so, and can be cleared", { timeout: 60_000 }, async () => {
  const { page } = await open();
  await page.goto(address("/deals/#stage=sales/closed-lost"));
  await page.getByLabel("Find").fill("no such deal");
  expect(await page.locator("[data-deals] tbody tr:visible").count()).toBe(0);
  expect(await page.getByText("No deal matches “no such deal” in Closed Lost.").isVisible()).toBe(true);
  await page.getByRole("button", { name: "Clear the filter" }).click();
  expect(await page.locator("[data-deals] tbody tr:visible").count()).toBeGreaterThanOrEqual(40);
  expect(await page.getByText("No deal matches").isVisible()).toBe(false);
  expect(await page.getByLabel("Find").evaluate((field) => field === document.activeElement)).toBe(true);
  await page.context().close();
});

test("on a phone the table of deals is a list of cards, and still a table", { timeout: 60_000 }, async () => {
  const { page } = await open(windows.phone);
  await page.goto(address("/deals/"));
  const row = page.getByRole("row").filter({ has: page.getByRole("rowheader", { name: "Furnace insight" }) });
  const cells = await row.locator("th, td").evaluateAll((all) => all.map((cell) => cell.getBoundingClientRect().right));
  expect(cells).toHaveLength(8);
  for (const right of cells) expect(right).toBeLessThanOrEqual(390);
  expect(await row.getByRole("cell").evaluateAll((all) => all.map((cell) => (cell as HTMLElement).dataset.label))).toEqual(
    await page.getByRole("columnheader").evaluateAll((all) => all.slice(1).map((head) => head.textContent?.trim())),
  );
  await page.getByRole("button", { name: "Days in stage" }).click();
  expect(await page.getByRole("columnheader", { name: "Days in stage" }).getAttribute("aria-sort")).toBe("ascending");
  await page.context().close();
});

test("on a phone a wide diagram scrolls instead of shrinking until nobody can read it", { timeout: 60_000 }, async () => {
  const { page } = await open(windows.phone);
  await page.goto(address("/handbook/playbooks/handoff-to-customer-success/"));
  const diagram = page.getByRole("group", { name: "Diagram" });
  const text = await diagram
    .locator("svg text")
    .first()
    .evaluate((element) => element.getBoundingClientRect().height);
  expect(text).toBeGreaterThan(11);
  await diagram.focus();
  await page.keyboard.press("ArrowRight");
  await page.waitForFunction(() => (document.activeElement?.scrollLeft ?? 0) > 0);
  await page.context().close();
});

test("the keyboard reaches the content first", { timeout: 60_000 }, async () => {
  const { page } = await open();
  await page.goto(address("/board/sales/"));
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Skip to content");
  await page.keyboard.press("Enter");
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("main");
  await page.context().close();
});

test("a past board leads to those before and after it, to the deals, and to any other month", { timeout: 60_000 }, async () => {
  const { page, trouble } = await open();
  await page.goto(address("/board/sales/"));
  await page.getByRole("link", { name: "The board at past months' ends" }).click();
  expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("Sales board at the end of October 2026");
  expect(await page.getByRole("link", { name: "Today", exact: true }).getAttribute("href")).toBe("/board/sales/");
  await page.getByText("Another month").click();
  await page.getByRole("navigation", { name: "Months" }).getByRole("link", { name: "Mar" }).first().click();
  expect(new URL(page.url()).pathname).toBe("/board/sales/2026-03/");
  await page.getByRole("link", { name: "April 2026" }).click();
  expect(new URL(page.url()).pathname).toBe("/board/sales/2026-04/");
  await page.getByRole("region", { name: "Prospecting" }).getByRole("link").first().click();
  expect(new URL(page.url()).pathname).toMatch(/^\/deals\//);
  expect(trouble).toEqual([]);
  await page.context().close();
});

test("every page is reached from the navigation, on a phone too", { timeout: 60_000 }, async () => {
  const { page } = await open(windows.phone);
  await page.goto(address("/people/amara/"));
  const links = page.getByRole("navigation", { name: "Site" }).getByRole("link");
  for (const right of await links.evaluateAll((all) => all.map((link) => link.getBoundingClientRect().right)))
    expect(right).toBeLessThanOrEqual(390);
  const figures = page.getByRole("navigation", { name: "Figures" });
  expect(await figures.getByRole("link").allInnerTexts()).toEqual(["Overview", "Sales", "Forecast", "Review", "People"]);
  expect(await figures.locator("[aria-current]").getAttribute("href")).toBe("/people/");
  await figures.getByRole("link", { name: "Sales" }).click();
  await page.getByRole("navigation", { name: "On this page" }).getByRole("link", { name: "Over time" }).click();
  expect(new URL(page.url()).hash).toBe("#over-time");
  await page.context().close();
});

test("a wide chart is drawn for the room that it has, and seen once", { timeout: 60_000 }, async () => {
  for (const [name, isWide] of [
    ["wide", true],
    ["phone", false],
  ] as const) {
    const { page } = await open(windows[name]);
    await page.goto(address("/metrics/sales/"));
    const charts = page.getByRole("img", { name: "Number of open deals at each month's end, by stage" });
    expect([name, await charts.count()]).toEqual([name, 1]);
    expect([name, await charts.getAttribute("width")]).toEqual([name, isWide ? "720" : "368"]);
    await page.context().close();
  }
});

test("no element has two classes' attributes, of which a browser would read the first only", () => {
  for (const path of ["", "deals/", "people/", "people/amara/", "metrics/sales/"]) {
    const html = readFileSync(join(folder(), path, "index.html"), "utf8");
    expect(html.match(/<[a-z]\w*(?: [\w-]+="[^"]*")* class="[^"]*"(?: [\w-]+="[^"]*")* class=/g)).toBeNull();
  }
});
