import { describe, expect, test } from "vitest";
import { readHandbook } from "../../../src/core/handbook/handbook.ts";
import { handbookSidebar, type SidebarItem } from "../../../src/core/handbook/sidebar.ts";

const nowhere = { has: () => false };

function read(files: Record<string, string | null | undefined>) {
  return readHandbook(new Map(Object.entries(files).map(([path, text]) => [`handbook/${path}`, text])), nowhere);
}

const places = (files: Record<string, string | null | undefined>): string[] =>
  read(files).problems.map(({ code, file, at }) => `${file} ${at?.line}:${at?.column} ${code}`);

const titleOf = (path: string, text: string): string | undefined =>
  read({ "index.md": "", [path]: text }).pages.find((page) => page.path === `handbook/${path}`)?.title;

describe("where a problem stands", () => {
  test.each([
    ["a [b](c.md)", "1:7"],
    ["---\ntitle: T\n---\n\na [b](c.md)", "5:7"],
    ["\uFEFF---\ntitle: T\n---\na [b](c.md)", "4:7"],
    ["---\r\ntitle: T\r\n---\r\n\r\na [b](c.md)", "5:7"],
    ["[b](<c d.md>)", "1:6"],
    ["[b](c d.md) [x](y.md)", "1:5"],
    ["[*b* `](`](c.md)", "1:12"],
    ["[two\nlines](c.md)", "2:8"],
    ["[a][b]\n\n[b]: c.md", "3:6"],
    ["日本😀 [a](c.md)", "1:10"],
    ["> - [a](c.md)", "1:9"],
    ["<p>\n<a class='x' href=c.md>a</a>", "2:19"],
  ])("%j is found at %s", (text, expected) => {
    expect(places({ "index.md": text })[0]).toBe(`handbook/index.md ${expected} handbook/broken-link`);
  });

  test("both of two links with plain spaces on a line have their own column", () => {
    expect(places({ "index.md": "[a](b c.md) and [d](e f.md)" })).toEqual([
      "handbook/index.md 1:5 handbook/broken-link",
      "handbook/index.md 1:21 handbook/broken-link",
    ]);
  });

  test.each([
    "`[a](b.md)`",
    "    [a](b.md)",
    "<!-- [a](b.md) <img src='x'> -->",
    "<script>'<a href=\"x\">'</script>",
    "[a] (see this, please)",
    "[a]: b.md",
  ])("%j has no link", (text) => {
    expect(places({ "index.md": text })).toEqual([]);
  });
});

describe("hints", () => {
  const hint = (files: Record<string, string | undefined>): string | undefined => read(files).problems[0]?.hint;

  test("a file of the same name in another folder is named", () => {
    expect(hint({ "index.md": "[a](pricing.md)", "tools/pricing.md": "" })).toBe('Did you mean "tools/pricing.md"?');
  });

  test("a file that is spelt nearly so is named", () => {
    expect(hint({ "index.md": "![a](img/logo.png)", "img/logos.png": undefined })).toBe('Did you mean "img/logos.png"?');
  });

  test("a file is not near because its folder is the same", () => {
    const files = { "index.md": "[a](long-folder-name/demo.md)", "long-folder-name/seed-0.md": "" };
    expect(hint(files)).toBe("Correct the path, write the page, or take the link out.");
  });
});

describe("titles", () => {
  test.each([
    ["03-closing_a-deal.md", "", "Closing a deal"],
    ["2026-01-05-notes.md", "", "2026 01 05 notes"],
    ["x.md", "### *Real* `title` ###", "Real title"],
    ["x.md", "---\ntitle: '  Spaces  '\n---\n# Other", "Spaces"],
    ["x.md", "---\ntitle: 404\n---\n# Other", "Other"],
    ["x.md", "---\n__proto__: { title: evil }\n---\n", "X"],
    ["x.md", '+++\ntitle = "A \\"B\\""\nweight = 3\n+++\n# Other', 'A "B"'],
    ["x.md", "<h1>R&amp;D <b>team</b></h1>", "R&D team"],
    ["x.md", "#\n\n# Second", "Second"],
    ["sales/README.md", "text", "Sales"],
    ["🚀.md", "", "🚀"],
  ])("%s with %j is called %j", (path, text, expected) => {
    expect(titleOf(path, text)).toBe(expected);
  });
});

describe("addresses", () => {
  const ids = (...paths: string[]): string[] => read(Object.fromEntries(paths.map((path) => [path, ""]))).pages.map((page) => page.id);

  test("pages whose names differ in what a URL cannot say get numbers, all but the one that is called like the URL", () => {
    expect(ids("A-B.md", "a b.md", "a-b.md", "index.md")).toEqual(["handbook/a-b-2", "handbook/a-b-3", "handbook/a-b", "handbook"]);
    expect(ids("a b.md", "a-b-2.md", "a-b.md", "index.md")).toEqual(["handbook/a-b-3", "handbook/a-b-2", "handbook/a-b", "handbook"]);
  });

  test("folders whose names differ in what a URL cannot say give each page one of its own", () => {
    expect(ids("A B/index.md", "A B/x.md", "a-b/index.md", "a-b/x.md", "index.md")).toEqual([
      "handbook/a-b-2",
      "handbook/a-b/x-2",
      "handbook/a-b",
      "handbook/a-b/x",
      "handbook",
    ]);
  });

  test("names that differ in their accents' encoding alone are two pages", () => {
    expect(ids("cafe\u0301.md", "caf\u00e9.md", "index.md")).toEqual(["handbook/caf\u00e9-2", "handbook/caf\u00e9", "handbook"]);
  });

  test("a folder keeps its address beside a page of its name", () => {
    expect(ids("index.md", "sales.md", "sales/README.md")).toEqual(["handbook", "handbook/sales-2", "handbook/sales"]);
  });

  test("no address is empty or means a folder", () => {
    expect(ids("%2e%2e.md", "index!.md", "index.md", "❤️.md", "営業.md")).toEqual([
      "handbook/2e2e",
      "handbook/index-page",
      "handbook",
      "handbook/page",
      "handbook/営業",
    ]);
  });

  test("a folder that is called index has an address that does not mean the folder above", () => {
    expect(ids("index.md", "index/index.md", "index/index/README.md", "index/page.md", "a/index/index.md")).toEqual([
      "handbook/a/index-page",
      "handbook",
      "handbook/index-page",
      "handbook/index/index-page",
      "handbook/index/page",
    ]);
  });

  test("every ending of Markdown is read", () => {
    const paths = ["a.MD", "b.markdown", "c.Markdown", "d.mdown", "e.mkd", "f.mdx", "index.markdown"];
    expect(ids(...paths)).toEqual(["a", "b", "c", "d", "e", "f"].map((name) => `handbook/${name}`).concat("handbook"));
    expect(ids("a.markdown", "a.md", "a.mdx", "index.md")).toEqual(["handbook/a-2", "handbook/a", "handbook/a-3", "handbook"]);
  });

  test("of several index files the first by name is the folder's", () => {
    expect(ids("README.md", "_index.md", "index.md")).toEqual(["handbook/readme", "handbook/_index", "handbook"]);
  });

  test("a handbook without a first page gets one that lists the others", () => {
    const [first] = read({ "a.md": "# A", "b/index.md": "# B [x]", "b/c.md": "# C" }).pages;
    expect(first).toMatchObject({ id: "handbook", isGenerated: true, body: "- [A](/handbook/a/)\n- [B \\[x\\]](/handbook/b/)\n" });
  });

  test("pages of other tools' folders are left out, their files can be used", () => {
    expect(ids(".obsidian/x.md", "index.md", "node_modules/p/readme.md")).toEqual(["handbook"]);
    expect(read({ "index.md": "![a](.gitbook/assets/x.png)", ".gitbook/assets/x.png": undefined }).problems).toEqual([]);
  });
});

describe("front matter", () => {
  test("what cannot be read is shown, and the page goes on below it", () => {
    const handbook = read({ "index.md": "---\ntitle: [\n---\n# Title\n" });
    expect(handbook.pages[0]).toMatchObject({ title: "Title", unread: "---\ntitle: [\n---", body: "# Title\n" });
    expect(handbook.problems.map((problem) => problem.code)).toEqual(["handbook/front-matter"]);
  });

  test.each(["---\n\ntext\n\n---\n", "---\nplain words\n---\n", "---\n- a\n- b\n---\n", "---\n", "---\n\n# Only a rule\n"])(
    "%j has none",
    (text) => {
      expect(read({ "index.md": text })).toMatchObject({ pages: [{ unread: null, body: text }], problems: [] });
    },
  );

  test("a file that is not UTF-8 is a page that says so", () => {
    const handbook = read({ "index.md": "", "old.md": null });
    expect(handbook.problems).toMatchObject([{ code: "handbook/encoding", file: "handbook/old.md" }]);
    expect(handbook.pages).toHaveLength(2);
  });
});

describe("the sidebar", () => {
  test("numbers first, then names as people sort them, the index at the top", () => {
    const { pages } = read({
      "index.md": "# Home",
      "b.md": "---\nweight: 2\n---\n# B",
      "a.md": "---\nindex: 5.3\n---\n# A",
      "10 things.md": "# Page 10",
      "9 things.md": "# Page 9",
      "z/x.md": "# X",
      "y/index.md": "---\nsidebar: { order: 1, label: Why }\n---\n# Y",
    });
    const labels = (items: readonly SidebarItem[]): unknown[] =>
      items.map((item) => ("items" in item ? [item.label, labels(item.items)] : item.label));
    expect(labels(handbookSidebar(pages, "en"))).toEqual(["Home", ["Why", ["Why"]], "B", "A", "Page 9", "Page 10", ["Z", ["X"]]]);
  });
});

describe("MDX", () => {
  const card = "import { Card } from '@astrojs/starlight/components';\n\n";
  const formatOf = (body: string) => read({ "index.mdx": body });

  test.each([`${card}<Card title="x">*y*</Card>`, "{/* comment */}\n\n# T {'x'}", '<div class="a">x</div>'])("%j is run", (body) => {
    expect(formatOf(body)).toMatchObject({ pages: [{ format: "mdx" }], problems: [] });
  });

  test.each([
    ["# T\n\n{process.exit()}", "3:1"],
    ["import x from './x.js'", "1:1"],
    ["export const x = 1", "1:1"],
    ["<Unknown />", "1:1"],
    [`${card}<Card title={x}>y</Card>`, "3:1"],
    [`${card}<Card client:load>y</Card>`, "3:1"],
    ["<div {...x}>y</div>", "1:1"],
    ["import { Steps } from '@astrojs/starlight/components';\n\n<Steps>text</Steps>", "3:1"],
    ["import { nope } from '@astrojs/starlight/components';", "1:1"],
    ["a\n\nb <3", "3:3"],
    ["---\ntitle: T\n---\n\n{x}", "5:1"],
  ])("%j is shown as text", (body, at) => {
    const handbook = formatOf(body);
    expect(handbook.pages).toMatchObject([{ format: "markdown" }]);
    expect(handbook.problems.map((problem) => [problem.code, `${problem.at?.line}:${problem.at?.column}`])).toEqual([["handbook/mdx", at]]);
  });
});

test("a page that ends in .MDX is shown as plain Markdown, because Astro runs .mdx alone", () => {
  const handbook = read({ "index.md": "", "a.MDX": "# T\n" });
  expect(handbook.pages.map((page) => page.format)).toEqual(["markdown", "markdown"]);
  expect(handbook.problems).toMatchObject([
    { code: "handbook/mdx", file: "handbook/a.MDX", message: expect.stringContaining("its ending is not written in small letters") },
  ]);
});

describe("hostile pages", () => {
  test.each([
    ["quotes", "> ".repeat(20_000)],
    ["lists", "- ".repeat(20_000)],
    ["brackets", "[".repeat(100_000)],
    ["open links", "[a](".repeat(100_000)],
    ["open tags", `<div>\n${"<a ".repeat(200_000)}`],
    ["open attributes", `<div>\n${'<a "'.repeat(200_000)}`],
    ["open headings", "<h1>".repeat(100_000)],
    ["open comments", "<!--".repeat(100_000)],
    ["spaced links", "Some [a](b c.md) here.\n".repeat(10_000)],
    ["a long link", `[a](${"x".repeat(1_000_000)}.md)`],
  ])(
    "%s are read in time",
    (_name, text) => {
      expect(read({ "index.md": text }).pages).toHaveLength(1);
    },
    5000,
  );
});
