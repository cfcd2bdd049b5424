import type { BrowserContextOptions, Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { violationsOn } from "./accessibility.ts";
import { visitSite } from "./visited-site.ts";

const ids = ["leads", "pre-sales", "crm", "orders", "delivery", "renewals"];
const names = ["Leads", "Pre-sales", "CRM", "Orders board", "Delivery", "Renewals"];

const { open: openInteractive, read: open, address } = visitSite("presets/service-membership", "2026-11-21");

const textsOf = async (page: Page, selector: string): Promise<string[]> =>
  (await page.locator(selector).allTextContents()).map((text) => text.replace(/\s+/g, " ").trim());

test("every page shows the pipelines in the order that dealbook.yaml gives them", async () => {
  const page = await open("/");
  expect(await textsOf(page, "section[aria-labelledby^=figures] h2")).toEqual(names);
  await page.goto(address("/metrics/"));
  expect(await textsOf(page, "section[aria-labelledby^=figures] h2")).toEqual(names);
  for (const part of ["board", "process"]) {
    await page.goto(address(`/${part}/crm/`));
    expect(await textsOf(page, 'nav[aria-label="Pipelines"] a')).toEqual(names);
  }
  expect((await textsOf(page, ".sidebar-content a")).slice(0, 6)).toEqual(names.map((name) => `Process: ${name}`));
  await page.getByRole("navigation", { name: "Site" }).getByRole("link", { name: "Board" }).click();
  expect(await page.locator("h1").textContent()).toBe("Leads board");
  await page.context().close();
});

const figures = (page: Page, name: string) => page.getByRole("region", { name, exact: true });

test("a board without amounts shows no sums, here and everywhere", async () => {
  const page = await open("/");
  const leads = figures(page, "Leads");
  expect(await leads.locator("dt").allTextContents()).toEqual(
    ["Open deals", "Rotting", "Overdue next steps", "Average age"].map((text) => expect.stringContaining(text)),
  );
  expect(await leads.textContent()).not.toContain("US$");
  expect(await figures(page, "Delivery").locator("dt").first().textContent()).toContain("Open deals");
  expect(await figures(page, "CRM").locator("dt").first().textContent()).toContain("Pipeline value");
  for (const link of await leads.locator("dt a").all()) {
    const { pathname, hash: anchor } = new URL((await link.getAttribute("href")) ?? "", address("/"));
    const metrics = await open(pathname);
    expect([anchor, await metrics.locator(anchor).count()]).toEqual([anchor, 1]);
    await metrics.context().close();
  }
  await page.goto(address("/board/leads/"));
  expect(await page.locator("main").textContent()).not.toMatch(/US\$|amount|Weighted/);
  await page.context().close();
});

test("on a phone the latest changes are cards, each like the first", async () => {
  const page = await open("/", { viewport: { width: 390, height: 844 } });
  const rows = page.getByRole("region", { name: "Latest stage changes" }).locator("tbody tr");
  const shapes = await rows.evaluateAll((all) =>
    all.map((row) =>
      JSON.stringify([row.className, ...[...row.children].map((cell) => [cell.className, cell.getBoundingClientRect().left])]),
    ),
  );
  expect(shapes.length).toBeGreaterThan(4);
  expect(new Set(shapes).size).toBe(1);
  await page.context().close();
});

test("what closes soon is what can still be won, by date", async () => {
  const page = await open("/");
  const closing = page.getByRole("region", { name: /^Closing within 30 days/ });
  const notes = (await closing.locator("li .note").allTextContents()).map((text) => text.trim());
  expect(notes.length).toBeGreaterThan(4);
  for (const note of notes) expect(note).toMatch(/^(CRM|Orders board|Renewals) · .*US\$/);
  const dates = notes.map((note) => Date.parse(/[A-Z][a-z]{2} \d+, \d{4}/.exec(note)?.[0] ?? ""));
  expect(dates).toEqual([...dates].sort((a, b) => a - b));
  await page.context().close();
});

test("handoffs are drawn and told, both ways, and lead to each other", async () => {
  const page = await open("/process/crm/");
  const drawn = page.getByRole("region", { name: "Diagram of the moves" }).getByRole("link");
  expect(await drawn.evaluateAll((links) => links.map((link) => link.getAttribute("aria-label")))).toEqual([
    "From Pre-sales: Engaging",
    "On to Orders board: Open",
    "From Orders board: Ready for P&S Request",
    "On to Delivery: Provisioning",
  ]);
  const told = (await textsOf(page, "#handoffs ~ ul > li > strong, .sl-heading-wrapper:has(#handoffs) ~ ul > li > strong")).slice(0, 4);
  expect(told).toEqual([
    "Ordering → Orders board: Open",
    "Customer → Delivery: Provisioning",
    "Pre-sales: Engaging → Qualifying",
    "Orders board: Ready for P&S Request → Invoicing",
  ]);
  await drawn.nth(1).click();
  expect(new URL(page.url()).pathname).toBe("/process/orders/");
  await page.context().close();
});

const windows: Readonly<Record<string, BrowserContextOptions>> = {
  wide: { viewport: { width: 1440, height: 900 }, colorScheme: "light" },
  phone: { viewport: { width: 390, height: 844 }, colorScheme: "dark" },
};

describe.each(Object.entries(windows))("%s", (_, options) => {
  test("the pages are accessible and fit the window", { timeout: 120_000 }, async () => {
    const { page, trouble } = await openInteractive(options);
    for (const path of ["/", "/metrics/", "/process/crm/", "/process/delivery/", "/board/leads/", "/board/delivery/"]) {
      await page.goto(address(path));
      expect([path, await violationsOn(page)]).toEqual([path, []]);
      expect([path, await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)]).toEqual([path, 0]);
    }
    expect(trouble).toEqual([]);
    await page.context().close();
  });

  test("no letter of a diagram or chart stands outside of its box", async () => {
    const page = await open("/", { ...options, javaScriptEnabled: true });
    for (const path of ["/metrics/", ...ids.map((id) => `/process/${id}/`)]) {
      await page.goto(address(path));
      const outside = await page.locator("main svg[viewBox] text").evaluateAll((texts) =>
        texts.flatMap((text) => {
          const frame = text.parentElement?.querySelector(":scope > rect") ?? text.closest("svg");
          const [inner, outer] = [text.getBoundingClientRect(), frame?.getBoundingClientRect()];
          const fits =
            outer &&
            inner.left >= outer.left - 1 &&
            inner.right <= outer.right + 1 &&
            inner.top >= outer.top - 1 &&
            inner.bottom <= outer.bottom + 1;
          return fits ? [] : [text.textContent];
        }),
      );
      expect([path, outside]).toEqual([path, []]);
    }
    await page.context().close();
  });
});
