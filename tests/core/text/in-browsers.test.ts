import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseMarkdown as inBrowser } from "../../../src/core/text/browser/parse-markdown.ts";
import { textAfterFrontMatter as afterInBrowser } from "../../../src/core/text/browser/text-after-front-matter.ts";
import { locateYaml } from "../../../src/core/text/front-matter.ts";
import { headingsOf } from "../../../src/core/text/markdown.ts";
import { parseMarkdown } from "../../../src/core/text/parse-markdown.ts";
import { textAfterFrontMatter } from "../../../src/core/text/text-after-front-matter.ts";

const texts = ["content", "presets"].flatMap((folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".md"))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8")),
);

/** What the judge reads in a text: headings, and the kinds of its blocks with their lines. */
const read = (root: ReturnType<typeof parseMarkdown>) => [
  headingsOf(root),
  root.children.map(({ type, position }) => [type, position?.start.line, position?.start.offset, position?.end.offset]),
];

describe("what browsers read a text with", () => {
  test("sees in every text of the samples what the check sees", () => {
    expect(texts.length).toBeGreaterThan(100);
    for (const text of texts) expect(read(inBrowser(textAfterFrontMatter(text)))).toEqual(read(parseMarkdown(textAfterFrontMatter(text))));
  });

  test("finds the same text after any front matter", () => {
    const line = fc.constantFrom("a: 1", "", "# note", "b: [1, 2]", "  - x", "text ---", " ---", "ä: ö\r");
    const body = fc.constantFrom("", "\n", "text", "\r\n\r\ntext\n", "\n---\nmore\n", "---");
    const close = fc.constantFrom("---", "---\r", "---  ");
    fc.assert(
      fc.property(fc.tuple(fc.boolean(), fc.array(line), close, body), ([hasMark, lines, end, rest]) => {
        const text = `${hasMark ? "\uFEFF" : ""}---\n${lines.map((each) => `${each}\n`).join("")}${end}\n${rest}`;
        const found = locateYaml(text);
        fc.pre(found !== null && !("message" in found));
        expect(afterInBrowser(text)).toBe(textAfterFrontMatter(text));
      }),
      { numRuns: 500 },
    );
  });
});
