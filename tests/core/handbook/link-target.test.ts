import { describe, expect, test } from "vitest";
import { readHandbook } from "../../../src/core/handbook/handbook.ts";
import { sitePages } from "../../../src/core/handbook/site-pages.ts";

const text = (paths: string[]): [string, string | undefined][] => paths.map((path) => [path, path.endsWith("md") ? "Text.\n" : undefined]);
const paths = [
  "index.md",
  "a b.md",
  "c#.md",
  "sales/README.md",
  "sales/Closing.md",
  "sales/price list.PDF",
  "img/Logo (1).PNG",
  ".gitbook/assets/shot (1).png",
  "図.md",
  "100%.md",
];
const input = new Map(text(paths.map((path) => `handbook/${path}`)));
const site = sitePages({ pipelines: ["sales"], deals: ["deals/2026/acme.md"], people: ["amara"] });
const handbook = readHandbook(input, site);

function from(path: string, destination: string, kind: "link" | "image" = "link"): string {
  const page = handbook.pages.find((each) => each.path === `handbook/${path}`);
  if (!page) throw new Error(`There is no page ${path}.`);
  const target = handbook.resolve(page, destination, kind);
  return "href" in target ? target.href : target.kind;
}

test.each([
  ["Closing.md", "/handbook/sales/closing/"],
  ["Closing", "/handbook/sales/closing/"],
  ["./Closing/", "/handbook/sales/closing/"],
  ["closing.html", "/handbook/sales/closing/"],
  ["../a%20b.md#part", "/handbook/a-b/#part"],
  ["../a b.md?x=1#y z", "/handbook/a-b/?x=1#y%20z"],
  ["../c#.md", "/handbook/c/"],
  ["../c%23.md", "/handbook/c/"],
  ["../100%.md", "/handbook/100/"],
  ["../100%25.md", "/handbook/100/"],
  ["../図.md", "/handbook/%E5%9B%B3/"],
  ["..", "/handbook/"],
  [".", "/handbook/sales/"],
  ["/sales/", "/handbook/sales/"],
  ["/handbook/sales/closing/", "/handbook/sales/closing/"],
  ["/handbook/sales/Closing.md", "/handbook/sales/closing/"],
  ["/", "/"],
  ["/board/sales", "/board/sales/"],
  ["/metrics/sales", "/metrics/sales/"],
  ["/people", "/people/"],
  ["/people/amara/", "/people/amara/"],
  ["/people/tom/", "missing"],
  ["../../process/sales/", "/process/sales/"],
  ["../../pipelines/sales.yaml", "/process/sales/"],
  ["../../deals/2026/acme.md#notes", "/deals/acme/#notes"],
  ["../../deals/2026/other.md", "missing"],
  ["../../../../../etc/passwd", "missing"],
  ["nowhere.md", "missing"],
  ["price%20list.PDF", "/handbook-files/sales/price%20list.PDF"],
  ["price list.pdf", "missing"],
  ["#here", "untouched"],
  ["", "untouched"],
  ["?page=2", "untouched"],
  ["https://example.com/a.md", "untouched"],
  ["//example.com/a.md", "untouched"],
  ["mailto:a@example.com", "untouched"],
  ["tel:+49 30 1", "untouched"],
  ["javascript:alert(1)", "unsafe"],
  [" java\nscript:alert(1)", "unsafe"],
  ["\u0001javascript:alert(1)", "unsafe"],
  ["VBScript:x", "unsafe"],
  ["data:text/html,x", "unsafe"],
])("a link in sales/Closing.md to %j leads to %s", (destination, expected) => {
  expect(from("sales/Closing.md", destination)).toBe(expected);
});

test("beside the file comes before below its URL", () => {
  expect(from("sales/Closing.md", "README.md")).toBe("/handbook/sales/");
  expect(from("a b.md", "../sales/closing")).toBe("/handbook/sales/closing/");
});

test.each([
  ["img/Logo (1).PNG", "/handbook-files/img/Logo%20(1).PNG"],
  ["img/Logo%20(1).PNG?raw=true", "/handbook-files/img/Logo%20(1).PNG?raw=true"],
  ["/img/Logo (1).PNG", "/handbook-files/img/Logo%20(1).PNG"],
  ["img/logo (1).png", "missing"],
  // Hosts leave out what is hidden.
  [".gitbook/assets/shot (1).png", "/handbook-files/_.gitbook/assets/shot%20(1).png"],
  ["data:image/png;base64,AA==", "untouched"],
])("an image in index.md at %j is at %s", (destination, expected) => {
  expect(from("index.md", destination, "image")).toBe(expected);
});

describe("a page and a folder of one name", () => {
  const both = readHandbook(new Map(text(["index.md", "sales.md", "sales/README.md", "plain.md"].map((path) => `handbook/${path}`))), site);
  const first = both.pages.find((page) => page.path === "handbook/index.md");

  test.each([
    ["sales.md", "/handbook/sales-2/"],
    ["sales", "/handbook/sales-2/"],
    ["sales/", "/handbook/sales/"],
    ["/handbook/sales/", "/handbook/sales/"],
    ["/handbook/sales-2/", "/handbook/sales-2/"],
    ["sales/README.md", "/handbook/sales/"],
    ["plain/", "/handbook/plain/"],
  ])("%s leads to %s", (destination, href) => {
    expect(first && both.resolve(first, destination, "link")).toEqual({ kind: "page", href });
  });
});
