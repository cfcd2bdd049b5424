import fc from "fast-check";
import { expect, test } from "vitest";
import { literalMarkdown } from "../../../src/core/document/literal-markdown.ts";
import { parseMarkdown, plainText, walk } from "../../../src/core/text/markdown.ts";

const signs = [..."*_`~<>[](){}|#+-=:.!&;/\\\"'$^@ \n\t1ab"];
const pieces = [
  "http://a.example",
  "www.b.example",
  "&lt;",
  "&#60;",
  "&#96;",
  "---",
  "```",
  "| a |",
  "<script>",
  "<!--",
  "{{x}}",
  "12. x",
  "    x",
  ":-",
  " #",
  "[^1]",
  "\u202e",
  "\u00a0",
  "\u2028",
  "\u0000",
  "\ud800",
  "😀",
];
const hostile = fc.array(fc.constantFrom(...signs, ...pieces), { maxLength: 12 }).map((parts) => parts.join(""));

/** What a reader should see: the same words in one line. */
const seen = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, "")
    .replace(/[\p{Cc}\p{Zl}\p{Zp} ]+/gu, " ")
    .trim();

/** The kinds of nodes, in order; bare addresses may become links to themselves. */
function structure(markdown: string): string {
  const kinds: string[] = [];
  walk(parseMarkdown(markdown), ({ type }) => {
    if (type !== "text" && type !== "link") kinds.push(type);
  });
  return kinds.join(" ");
}

const places = [
  "@",
  "a @ b",
  "# @\n",
  "# @ #\n",
  "- @\n- @",
  " 1. @",
  "> @",
  "| A | B |\n| - | - |\n| @ | @ |\n",
  "**@** x",
  "before\n@\nafter",
  "before\n\n@\n",
  "[@](http://x.example)",
  "`@ and @",
  "@[x](http://x.example)",
  "@@",
  "@\n---",
];

test("a text stays words wherever it is put", () => {
  fc.assert(
    fc.property(hostile, fc.constantFrom(...places), (text, place) => {
      fc.pre(seen(text) !== "");
      const filled = place.replaceAll("@", () => literalMarkdown(text));
      expect(structure(filled)).toBe(structure(place.replaceAll("@", "w")));
    }),
    { numRuns: 3000 },
  );
});

test("a text reads as it was written, in one line", () => {
  fc.assert(
    fc.property(hostile, (text) => {
      expect(plainText(parseMarkdown(literalMarkdown(text)))).toBe(seen(text));
    }),
    { numRuns: 3000 },
  );
});

test("a text never holds a placeholder", () => {
  fc.assert(
    fc.property(hostile, (text) => {
      expect(literalMarkdown(text)).not.toMatch(/\{\{|\}\}/);
    }),
  );
});

test.each(["Été & Söhne GmbH", "R&D (Munich)", "Müller, Meier – Partner's", "48.5 % in 2026", "-5", "C++, C# and F#", "a-b: c; d? e!f"])(
  "what is no markup stays as it is: %s",
  (text) => {
    expect(literalMarkdown(text)).toBe(text);
  },
);

test("a day that a language writes with a full stop begins no list", () => {
  expect(literalMarkdown("21. November 2026")).toBe("21\\. November 2026");
});
