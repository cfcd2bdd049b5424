import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bareLine, bareText, markdownText, slackText, titleLine } from "../../src/adapters/messages/texts.ts";
import type { FilledPart, FilledText } from "../../src/core/automation/message.ts";
import { parseMarkdown, plainText, walk } from "../../src/core/text/markdown.ts";

const signs = [..."*_`~<>[](){}|#+-=:.!&;/\\\"'$^@ \n\r\t1ab"];
const pieces = [
  "@ann",
  "#12",
  "GH-3",
  "o/r#4",
  "https://a.example",
  "www.b.example",
  "fixes #5",
  "<!channel>",
  "<@U1>",
  "<!-- x -->",
  "```",
  "![x](y)",
];
const others = ["&lt;", "12. x", "---", "===", "| a |", "\u001b[2J", "\u202e", "\u2028", "\u0000", "😀", "a@b.example"];
const hostile = fc.array(fc.constantFrom(...signs, ...pieces, ...others), { maxLength: 12 }).map((parts) => parts.join(""));

const value = (text: string): FilledPart => ({ kind: "value", text });
const own = (text: string): FilledPart => ({ kind: "own", text });

/** A value in places where it could do something: alone, after a line, among words, in a table's cell, in bold. */
const placesOf = (text: string): FilledText[] => [
  [value(text)],
  [own("Before\n"), value(text), own("\nafter")],
  [own("a "), value(text), own(" b")],
  [own("| a | b |\n| --- | --- |\n| "), value(text), own(" | c |")],
  [own("**"), value(text), own("** x")],
];

const kindsIn = (markdown: string): string[] => {
  const kinds: string[] = [];
  walk(parseMarkdown(markdown), ({ type }) => void kinds.push(type));
  return kinds.filter((kind) => kind !== "text");
};

describe("whatever a value holds", () => {
  test("an issue's text keeps the markup of its author, and has no other", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        // Of control characters alone nothing is left.
        fc.pre(markdownText([value(text)]) !== "");
        for (const place of placesOf(text)) {
          const harmless = place.map((part) => (part.kind === "own" ? part : value("word")));
          expect(kindsIn(markdownText(place))).toEqual(kindsIn(markdownText(harmless)));
          const seen = plainText(parseMarkdown(markdownText(place)));
          expect(seen).not.toMatch(/@(?=\w)|#\d|\bGH-\d|:\/\/|www\./);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test("an issue's title is one line without references", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(titleLine([own("Set up "), value(text)])).not.toMatch(/[\r\n\u001b\u202e]|@(?=\w)|#\d|\bGH-\d|:\/\//);
      }),
    );
  });

  test("a Slack message has no commands, mentions, links and marks", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const written = slackText([value(text)]);
        expect(written).not.toMatch(/[<>\r\n\u001b\u202e]|&(?!amp;|lt;|gt;)|@(?=\w)|:\/\//);
        expect(written).not.toMatch(/(?<!\u200b)[*_~`]|[*_~`](?!\u200b)/);
      }),
    );
  });

  test("an e-mail's subject is one line, and its text has no lines that its author did not write", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const filled = [own("A: "), value(text), own("\nB")];
        expect(bareLine(filled)).not.toMatch(/[\r\n\u001b\u202e]/);
        expect(bareText(filled).split(/[\r\n]/)).toHaveLength(2);
      }),
    );
  });
});

test("an address that a deal holds is a link to itself, and to nothing else", () => {
  const address: FilledPart = { kind: "address", text: "https://a.example/x?y=`z`&q=<b>|c d" };
  const written = markdownText([own("See "), address, own(".")]);
  expect(kindsIn(written).filter((kind) => kind === "link")).toHaveLength(1);
  expect(kindsIn(written)).not.toContain("html");
  expect(slackText([address])).toBe("<https://a.example/x?y=%60z%60&amp;q=%3Cb%3E%7Cc%20d>");
});

test("a title of any length fits", () => {
  expect([...titleLine([value("😀".repeat(900))])]).toHaveLength(250);
});
