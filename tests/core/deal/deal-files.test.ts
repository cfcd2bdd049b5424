import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sortDealFiles } from "../../../src/core/deal/deal-files.ts";
import { parseDocument } from "../../../src/core/deal/document.ts";
import { parseDeal } from "../../../src/core/deal/parse-deal.ts";

describe("which files are deals", () => {
  test("by their place", () => {
    const { deals, documents } = sortDealFiles([
      "deals/a.md",
      "deals/a/nda.md",
      "deals/a/deeper/x.md",
      "deals/2026/b.md",
      "deals/2026/b/offer.md",
      "deals/2026/README.md",
      "deals/2026/notes.txt",
      "handbook/a.md",
    ]);
    expect(deals).toEqual(["deals/2026/b.md", "deals/a.md", "deals/a/deeper/x.md"]);
    expect(Object.fromEntries(documents)).toEqual({ "deals/a.md": ["deals/a/nda.md"], "deals/2026/b.md": ["deals/2026/b/offer.md"] });
  });

  test("what a deleted deal leaves are documents; what a moved one leaves is not", () => {
    expect(sortDealFiles(["deals/a/nda.md"], ["deals/a.md"]).deals).toEqual([]);
    expect(sortDealFiles(["deals/2027/a.md", "deals/a/nda.md"], ["deals/a.md"]).deals).toEqual(["deals/2027/a.md", "deals/a/nda.md"]);
  });

  test("each Markdown file is a deal or a document, never both", () => {
    const path = fc.array(fc.constantFrom("a", "b", "2026"), { minLength: 1, maxLength: 4 }).map((parts) => `deals/${parts.join("/")}.md`);
    fc.assert(
      fc.property(fc.uniqueArray(path), (paths) => {
        const { deals, documents } = sortDealFiles(paths);
        expect([...deals, ...[...documents.values()].flat()].sort()).toEqual([...paths].sort());
      }),
    );
  });
});

describe("large and strange texts", () => {
  test("a deal with a megabyte of notes", () => {
    const text = `---\ntitle: T\ncompany: C\npipeline: p\nstage: s\nstage_entered: 2026-01-01\nowner: a\n---\n${"Notes. ".repeat(150_000)}`;
    expect(parseDeal(text, "deals/a.md").deal?.notes).toHaveLength(1_050_000);
  });

  test.each(["> ", "- ", "[", "*", "<b>", "`", "| a ", "{{", "# "])("a document full of %j", (piece) => {
    const parsed = parseDocument(piece.repeat(5000), "deals/a/b.md");
    expect(parsed).toHaveProperty("document");
  });

  test("placeholders stand where an editor shows them, after any script", () => {
    const { document } = parseDocument(
      "---\ntemplate: x\n---\n# Ünï 日本 😀\n\nÄ 😀 {{one}} and **{{two}}**\n\n| a | {{three}} |\n|---|---|\n| {{four}} | [x]({{five}}) |\n",
      "deals/a/b.md",
    );
    expect(document?.placeholders.map(({ text, at }) => [text, at.line, at.column])).toEqual([
      ["{{one}}", 6, 6],
      ["{{two}}", 6, 20],
      ["{{three}}", 8, 7],
      ["{{four}}", 10, 3],
      ["{{five}}", 10, 18],
    ]);
  });

  test("a document whose line ends are those of Windows", () => {
    const { document } = parseDocument("---\r\ntemplate: x\r\n---\r\n\r\n## One\r\n\r\n{{two}}\r\n", "deals/a/b.md");
    expect({ headings: document?.headings, placeholders: document?.placeholders }).toMatchObject({
      headings: [{ text: "One", at: { line: 5 } }],
      placeholders: [{ text: "{{two}}", at: { line: 7, column: 1 } }],
    });
  });
});
