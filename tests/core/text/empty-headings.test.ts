import { expect, test } from "vitest";
import { emptyHeadings } from "../../../src/core/text/empty-headings.ts";
import { parseMarkdown } from "../../../src/core/text/markdown.ts";

const emptyIn = (text: string): number[] => [...emptyHeadings(parseMarkdown(text))].sort((a, b) => a - b);

test.each([
  ["words", "# A\n\n## B\n\nText.\n", []],
  ["nothing at all", "# A\n", [1]],
  ["nothing before the next heading of its level", "## A\n\n## B\n\nText.\n\n## C\n", [1, 7]],
  ["a lower heading with words", "## A\n\n### B\n\nText.\n\n### C\n\n## D\n\nText.\n", [7]],
  ["lower headings alone", "## A\n\n### B\n\n### C\n", [1, 3, 5]],
  ["words under a higher heading only", "### A\n\n## B\n\nText.\n", [1]],
  ["a heading that skips a level", "## A\n\n#### B\n\n### C\n\nText.\n", [3]],
  ["headings that are underlined", "A\n===\n\nB\n---\n\nText.\n", []],
])("a heading holds %s", (_, text, lines) => {
  expect(emptyIn(text)).toEqual(lines);
});

test.each([
  "- one",
  "1. one",
  "5.",
  "> said",
  "| a |\n|---|\n| b |",
  "```\ncode\n```",
  "`code`",
  "![](plan.png)",
  "<b>bold</b>",
  "> # Note",
  "<!-- a --> b",
])("%s is something", (block) => {
  expect(emptyIn(`## A\n\n${block}\n\n## B\n\nText.\n`)).toEqual([]);
});

test.each(["<!-- to do -->", "<!-- to\n\ndo -->", "---", "&nbsp;", "-", "1.", "```\n```", "[a]: https://a.example", "[^1]: Note."])(
  "%s is nothing",
  (block) => {
    expect(emptyIn(`## A\n\n${block}\n\n## B\n\nText.\n`)).toEqual([1]);
  },
);

test("twenty thousand headings are read at once", () => {
  const text = Array.from({ length: 20_000 }, (_, index) => `${"#".repeat((index % 6) + 1)} H\n`).join("\n");
  expect(emptyIn(text)).toHaveLength(20_000);
});
