import { describe, expect, test } from "vitest";
import { readHandbook } from "../../../src/core/handbook/handbook.ts";
import { sitePages } from "../../../src/core/handbook/site-pages.ts";

const stages: Readonly<Record<string, readonly { id: string }[]>> = { sales: [{ id: "lead" }, { id: "closed-won" }] };
const site = sitePages({ pipelines: ["sales", "hiring"], deals: ["deals/2026/acme.md"], stagesOf: (id) => stages[id] });

function problems(files: Record<string, string>) {
  const input = new Map(Object.entries({ "index.md": "", ...files }).map(([path, text]) => [`handbook/${path}`, text]));
  return readHandbook(input, site).problems;
}

const found = (files: Record<string, string>): string[] => problems(files).map(({ code, file, at }) => `${file}:${at?.line} ${code}`);

/** True where a link from another page to `#fragment` of a page with this text is found to be broken. */
const isBroken = (text: string, fragment: string, name = "page.md"): boolean =>
  found({ "from.md": `[x](${name}#${fragment})`, [name]: text }).includes("handbook/from.md:1 handbook/broken-anchor");

describe("an anchor is there", () => {
  test.each([
    ["## Closing a Deal", "closing-a-deal"],
    ["# Page\n\n## A & B: 10% (net)", "a--b-10-net"],
    ["## *Real* `code` [link](https://example.com)", "real-code-link"],
    ["# Page\n\n## Same\n\n## Same\n\n### Same", "same-2"],
    ["# Page\n\n## Same\n\n## Same-1\n\n## Same", "same-2"],
    ["## 商談 プロセス", "商談-プロセス"],
    ["## 商談 プロセス", "%E5%95%86%E8%AB%87-%E3%83%97%E3%83%AD%E3%82%BB%E3%82%B9"],
    ["## ½ off", "-off"],
    ["## 🚀 Launch", "-launch"],
    ["## R&amp;D", "rd"],
    ["Setext\n---", "setext"],
    ["> ## Quoted", "quoted"],
    ["- ## Listed", "listed"],
    [":::tip\n## In an aside\n:::", "in-an-aside"],
    ["<h2>Raw <b>HTML</b></h2>", "raw-html"],
    ['<h2 id="own">Raw</h2>', "own"],
    ["<div>\n\n## In HTML\n\n</div>", "in-html"],
    ['Text <a name="here"></a>.', "here"],
    ["<span id=there>x</span>", "there"],
    ["Note[^1].\n\n[^1]: Text.", "user-content-fn-1"],
    ["## With a note[^1]\n\n[^1]: Text.", "with-a-note1"],
    ["## Text {#custom}", "text-custom"],
    // The title's own heading is not printed again: its place is the top of the page, and its name is free.
    ["# Title", "title"],
    ["# Title\n\n## Title", "title"],
    ["---\ntitle: My title\n---\n", "my-title"],
    ["text", "top"],
    ["text", "_top"],
    ["text", ""],
    ["text", ":~:text=words"],
    ["## Part", "part:~:text=words"],
  ])("%j has #%s", (text, fragment) => {
    expect(isBroken(text, fragment)).toBe(false);
  });

  test.each([
    ["## Part\n\n<Card title='x'>\n\n## Inside\n\n</Card>\n\n<h3 id='own'>x</h3>", "part"],
    ["<Card title='x'>\n\n## Inside\n\n</Card>", "inside"],
    ["<h3 id='own'>x</h3>", "own"],
    ["# Page\n\n## With {'words'}", "with-words"],
  ])("a page of MDX with %j has #%s", (text, fragment) => {
    expect(isBroken(`import { Card } from '@astrojs/starlight/components';\n\n${text}`, fragment, "page.mdx")).toBe(false);
  });
});

describe("an anchor is not there", () => {
  test.each([
    ["## Closing", "closng"],
    ["## Closing", "Closing"],
    ["```\n## Code\n```", "code"],
    ["<!-- <a id='gone'></a> -->", "gone"],
    ["## Text {#custom}", "custom"],
    ["# Title\n\n## Title", "title-1"],
    ["# Page\n\n## Same\n\n## Same", "same-2"],
    ["", "part"],
  ])("%j has no #%s", (text, fragment) => {
    expect(isBroken(text, fragment)).toBe(true);
  });
});

describe("the finding", () => {
  test("it is a warning with the nearest anchor", () => {
    const files = { "a.md": "# A\n\n[x](#prt)\n[y](b.md#Prices)\n", "b.md": "# B\n\n## Prices\n", "c.md": "## Part" };
    expect(problems({ ...files, "a.md": `${files["a.md"]}\n## Part` })).toEqual([
      {
        code: "handbook/broken-anchor",
        severity: "warning",
        file: "handbook/a.md",
        at: expect.objectContaining({ line: 3, column: 5 }),
        message: 'The link leads to "#prt", but this page has no such heading or anchor.',
        hint: 'Did you mean "#part"?',
      },
      {
        code: "handbook/broken-anchor",
        severity: "warning",
        file: "handbook/a.md",
        at: expect.objectContaining({ line: 4, column: 5 }),
        message: 'The link leads to "#Prices" of handbook/b.md, which has no such heading or anchor.',
        hint: 'Did you mean "#prices"?',
      },
    ]);
  });

  test("where nothing is near, the hint says what may be done", () => {
    expect(problems({ "a.md": "[x](b.md#zzzzzzzz)", "b.md": "" })[0]?.hint).toBe(
      'Link to a heading of that page, or take "#zzzzzzzz" off.',
    );
  });

  test.each([
    ["[x](../a.md?y=1#gone)", 1],
    ["[x](/a/#gone) [y](/handbook/a#gone)", 2],
    ["<a href='../a.md#gone'>x</a>", 1],
    ["[x][r]\n\n[r]: ../a.md#gone", 1],
    ["[x](../gone.md#gone)", 0],
    ["![x](../a.png#gone) [y](../a.png#page=2)", 0],
    ["[x](https://example.com/#gone) [y](//example.com/#gone)", 0],
    ["[x](<../c#.md>)", 0],
    ["`[x](#gone)`", 0],
  ])("%j has %i broken anchors", (text, count) => {
    const list = found({ "a.md": "", "c#.md": "", "sub/b.md": text });
    expect(list.filter((each) => each.endsWith("/broken-anchor"))).toHaveLength(count);
  });
});

describe("anchors of generated pages", () => {
  test.each([
    ["/process/sales/#stage-lead", undefined],
    ["../pipelines/sales.yaml#stage-closed-won", undefined],
    ["/process/sales/#moves", undefined],
    ["/process/hiring/#stage-anything", undefined],
    ["/deals/acme/#stage-x", undefined],
    ["/board/sales/#stage-x", undefined],
    ["/process/sales/#stage-closedwon", 'Did you mean "#stage-closed-won"?'],
    ["../pipelines/sales.yaml#stage-leda", 'Did you mean "#stage-lead"?'],
  ])("a link to %s is answered with %j", (destination, hint) => {
    expect(problems({ "a.md": `[x](${destination})` })[0]?.hint).toBe(hint);
  });
});

test("a page of tags that are never closed is read in time", () => {
  expect(found({ "a.md": "[x](b.md#x)", "b.md": "<ol><li>".repeat(200_000) })).toEqual([]);
}, 5000);
