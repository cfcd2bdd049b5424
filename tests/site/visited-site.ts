import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll } from "vitest";
import { type OpenedPage, openPage, startBrowser } from "./browser.ts";
import { type BuiltSite, buildSite, serveSite } from "./built-site.ts";
import { writeFiles } from "./site-files.ts";

/** A site in front of a browser, from before a file's first test until after its last one. */
export interface VisitedSite {
  readonly folder: () => string;
  /** What the build printed. */
  readonly log: () => string;
  readonly address: (path: string) => string;
  /** A page on which nothing is loaded yet. */
  readonly open: (options?: BrowserContextOptions) => Promise<OpenedPage>;
  /** A page as somebody without JavaScript reads it. */
  readonly read: (path: string, options?: BrowserContextOptions) => Promise<Page>;
}

/** A content root, or the files that one is made of. */
type ContentOrFiles = string | Readonly<Record<string, string>>;

/** Builds the site of a content root as of a day and serves it; cleans up behind the file's tests. */
export function visitSite(content: ContentOrFiles, today: string): VisitedSite {
  const root = mkdtempSync(join(tmpdir(), "dealbook-visited-"));
  let built: BuiltSite;
  let served: Awaited<ReturnType<typeof serveSite>>;
  let browser: Browser;
  beforeAll(async () => {
    if (typeof content !== "string") writeFiles(root, content);
    built = await buildSite(typeof content === "string" ? content : root, today);
    served = await serveSite(built.folder);
    browser = await startBrowser();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    served?.stop();
    built?.remove();
    rmSync(root, { recursive: true, force: true });
  });
  const address = (path: string): string => served.origin + path;
  return {
    folder: () => built.folder,
    log: () => built.log,
    address,
    open: (options) => openPage(browser, served.origin, options),
    read: async (path, options) => {
      const { page } = await openPage(browser, served.origin, { javaScriptEnabled: false, ...options });
      await page.goto(address(path));
      return page;
    },
  };
}
