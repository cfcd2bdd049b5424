import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { findChromium } from "../../scripts/find-chromium.ts";

const quietly = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export const startBrowser = (): Promise<Browser> => chromium.launch({ executablePath: findChromium() ?? "chromium", args: quietly });

/** A page of a fresh browser context. */
export interface OpenedPage {
  readonly page: Page;
  /** Requests to elsewhere, errors, addresses that are not there, and whoever called `ran()`. */
  readonly trouble: string[];
}

/** Opens a page on which everything is noted that a page of the site at `origin` must not do. */
export async function openPage(browser: Browser, origin: string, options: BrowserContextOptions = {}): Promise<OpenedPage> {
  const page = await (await browser.newContext(options)).newPage();
  const trouble: string[] = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(origin) && !request.url().startsWith("data:")) trouble.push(`elsewhere: ${request.url()}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) trouble.push(`${response.status()}: ${response.url()}`);
  });
  page.on("pageerror", (error) => trouble.push(`error: ${error.message}`));
  await page.exposeFunction("ran", (who: string) => trouble.push(`ran: ${who}`));
  return { page, trouble };
}
