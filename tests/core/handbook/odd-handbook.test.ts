import { expect, test } from "vitest";
import { isPagePath } from "../../../src/core/handbook/file-path.ts";
import { readHandbook } from "../../../src/core/handbook/handbook.ts";
import { sitePages } from "../../../src/core/handbook/site-pages.ts";
import { oddHandbook } from "../../fixtures/odd-handbook.ts";

const odd = oddHandbook();
const input = new Map([...odd.files].map(([path, content]) => [path, typeof content === "string" ? content : undefined]));
const handbook = readHandbook(input, sitePages({ pipelines: ["sales"], deals: ["deals/2026/acme.md"] }));

const place = ({ code, file, line }: { code: string; file: string; line: number | undefined }): string => `${file}:${line} ${code}`;

test("each broken link and missing image is found where it stands, and nothing else", () => {
  const found = handbook.problems.map(({ code, file = "", at }) => place({ code, file, line: at?.line }));
  expect(found.sort()).toEqual(odd.expected.map(place).sort());
});

test("every file of Markdown is a page with an address of its own", () => {
  expect(handbook.pages).toHaveLength(odd.pageCount);
  expect(new Set(handbook.pages.map((page) => page.id)).size).toBe(odd.pageCount);
  expect([...odd.files.keys()].filter(isPagePath)).toHaveLength(odd.pageCount);
});

test("titles come from front matter, heading or file name", () => {
  const titles = new Map(handbook.pages.map((page) => [page.path, page.title]));
  for (const [path, title] of odd.titles) expect([path, titles.get(path)]).toEqual([path, title]);
});

test("files that no page refers to are not published", () => {
  expect(handbook.assets).not.toContain("handbook/files/unused.zip");
  expect(handbook.assets).toContain("handbook/images/My Logo (1).PNG");
});
