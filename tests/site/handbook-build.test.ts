import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { anchorsOf } from "../../src/core/handbook/anchors.ts";
import { assetHref } from "../../src/core/handbook/link-target.ts";
import { loadHandbook } from "../../src/site/handbook/load-handbook.ts";
import { oddHandbook } from "../fixtures/odd-handbook.ts";
import { type BuiltSite, buildSite } from "./built-site.ts";

const odd = oddHandbook();
const root = mkdtempSync(join(tmpdir(), "dealbook-handbook-"));
const content = join(root, "content");
let built: BuiltSite;
let out = "";

const settings: Readonly<Record<string, string>> = {
  "dealbook.yaml": "name: Odd Company\ncurrency: EUR\nlocale: en-GB\ntime_zone: Europe/Berlin\n",
  "people.yaml": "roles: {}\npeople: {}\n",
};

function write(path: string, data: string | Uint8Array): void {
  mkdirSync(dirname(join(content, path)), { recursive: true });
  writeFileSync(join(content, path), data);
}

const html = (id: string): string => readFileSync(join(out, id, "index.html"), "utf8");

const decode = (text: string): string =>
  text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&#x27;", "'")
    .replaceAll("&amp;", "&");

/** The words of a page without its code that nobody reads. */
const wordsOf = (page: string): string => decode(page.replace(/<(script|style)\b[\s\S]*?<\/\1>/g, "").replace(/<[^>]*>/g, ""));

const hrefsOf = (page: string): string[] => [...page.matchAll(/<a [^>]*?href="([^"]*)"/g)].map((match) => decode(match[1] ?? ""));

let pages: Awaited<ReturnType<typeof loadHandbook>>["handbook"]["pages"];

beforeAll(async () => {
  for (const [path, data] of [...Object.entries(settings), ...odd.files]) write(path, data);
  built = await buildSite(content, "2026-11-21");
  out = built.folder;
  pages = (await loadHandbook(content)).handbook.pages;
}, 120_000);

afterAll(() => {
  built?.remove();
  rmSync(root, { recursive: true, force: true });
});

test("every page is built under its address and called by its title", () => {
  expect(pages).toHaveLength(odd.pageCount);
  for (const page of pages) expect(decode(/<h1 id="_top"[^>]*>([\s\S]*?)<\/h1>/.exec(html(page.id))?.[1] ?? "")).toBe(page.title);
});

test("every page is reachable from the first one", () => {
  const seen = new Set<string>();
  const waiting = ["handbook"];
  for (const id of waiting) {
    if (seen.has(id)) continue;
    seen.add(id);
    const paths = hrefsOf(html(id)).map((href) => decodeURIComponent(href.replace(/[?#].*$/, "")));
    waiting.push(...paths.filter((path) => /^\/handbook\//.test(path)).map((path) => path.replace(/^\/|\/$/g, "")));
  }
  expect(pages.filter((page) => !seen.has(page.id)).map((page) => page.id)).toEqual([]);
});

test("no page has two first-level headings, and none prints its title twice", () => {
  for (const page of pages) {
    const main = /<main[\s\S]*<\/main>/.exec(html(page.id))?.[0] ?? "";
    expect([page.path, [...main.matchAll(/<h1\b/g)].length]).toEqual([page.path, 1]);
    const headings = [...main.matchAll(/<h[2-6]\b[^>]*>([\s\S]*?)<\/h[2-6]>/g)].map((match) => wordsOf(match[1] ?? ""));
    expect(headings).not.toContain(page.title);
  }
});

test("what a page says is on it", () => {
  for (const [path, words] of odd.words) {
    const page = pages.find((each) => each.path === path);
    expect([path, wordsOf(html(page?.id ?? "")).includes(words)]).toEqual([path, true]);
  }
});

test("images and files are there, and dead links and images are text", () => {
  const files = new Set(readdirSync(join(out, "handbook-files"), { recursive: true, encoding: "utf8" }));
  for (const name of [
    "images/My Logo (1).PNG",
    "images/図 1.png",
    "images/a#b.png",
    "_.gitbook/assets/shot (1).png",
    "files/Price List.xlsx",
  ])
    expect(files).toContain(name);
  expect(files).not.toContain("files/unused.zip");
  const images = html("handbook/images");
  expect(images).toContain(`src="${assetHref("handbook/images/My Logo (1).PNG")}"`);
  const sources = [...images.matchAll(/<img [^>]*?src="(\/[^"]*)"/g)].map((match) => decodeURIComponent(decode(match[1] ?? "")));
  for (const source of sources) expect(files).toContain(source.replace("/handbook-files/", ""));
  expect(hrefsOf(html("handbook/links/broken")).filter((href) => /nowhere|gone|missing|split|passwd/.test(href))).toEqual([]);
  expect(html("handbook/links/good")).not.toMatch(/href="java/);
});

test("what a link may have behind its # is what the check takes for it", () => {
  for (const page of pages) {
    const content = /sl-markdown-content[\s\S]*<\/main>/.exec(html(page.id))?.[0] ?? "";
    const ids = [...content.matchAll(/<[^>]*? (?:id|name)="([^"]*)"/g)].map((match) => decode(match[1] ?? ""));
    const built = new Set(ids.filter((id) => !id.startsWith("diagram-")));
    // A link to the title opens the page at its top.
    const [top, ...anchors] = anchorsOf(page) ?? [];
    expect([page.path, [...built].filter((id) => id !== top).sort()]).toEqual([page.path, anchors.sort()]);
  }
});

test("nothing is asked for from elsewhere", () => {
  for (const page of pages) {
    const requests = [...html(page.id).matchAll(/<(?:img|script|link|source|iframe)\b[^>]*?(?:src|href)="(https?:)?\/\/[^"]*"|@import/g)];
    expect(requests.map((match) => match[0])).toEqual([]);
  }
});
