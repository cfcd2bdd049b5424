import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { splitFrontMatter } from "../../../src/core/text/front-matter.ts";

describe("splitFrontMatter", () => {
  test.each([
    ["---\na: 1\n---\nBody\n", "\na: 1\n", "Body\n"],
    ["\uFEFF---\na: 1\n---\nBody\n", "\na: 1\n", "Body\n"],
    ["---\r\na: 1\r\n---\r\nBody\r\n", "\r\na: 1\r\n", "Body\r\n"],
    ["---   \na: 1\n---\nBody", "   \na: 1\n", "Body"],
    ["---\n---\nBody", "\n", "Body"],
    ["---\n# only a comment\n---\nBody", "\n# only a comment\n", "Body"],
    ["---\na: 1\n---", "\na: 1\n", ""],
    ["---\na: 1\n---\n", "\na: 1\n", ""],
    ["---\na: 1\n---\n\nOne\n\n---\n\nTwo\n---\n", "\na: 1\n", "\nOne\n\n---\n\nTwo\n---\n"],
    ["---\na: |\n  ---\n---\nBody", "\na: |\n  ---\n", "Body"],
    ["---\na: --- b\n---\nBody", "\na: --- b\n", "Body"],
  ])("%j", (text, yaml, body) => {
    const split = splitFrontMatter(text);
    if ("message" in split) throw new Error(split.message);
    expect({ yaml: split.yaml, body: split.body }).toEqual({ yaml, body });
    expect(text.slice(split.yamlOffset, split.yamlOffset + yaml.length)).toBe(yaml);
    expect(text.slice(split.bodyOffset)).toBe(body);
  });

  test.each([
    "",
    "Body",
    "----\na: 1\n----\n",
    "---js\nprocess.exit(1)\n---\n",
    "---json\n{}\n---\n",
    "--- yaml\na: 1\n---\n",
    " ---\na: 1\n---\n",
    "\n---\na: 1\n---\n",
    "# Title\n---\n",
    "---a: 1---",
  ])("%j has none", (text) => {
    expect(splitFrontMatter(text)).toEqual({ yaml: null, yamlOffset: 0, body: text, bodyOffset: 0 });
  });

  test.each([
    ["---\na: 1\n", "no closing line", 0],
    ["---\n", "no closing line", 0],
    ["---", "no closing line", 0],
    ["\uFEFF---\na: 1", "no closing line", 0],
    ["---\na: 1\n----\n", "ends at", 9],
    ["---\na: 1\n---b\n---\n", "ends at", 9],
    ["---\na: 1\n--- # end\n", "ends at", 9],
  ])("%j is not closed", (text, words, offset) => {
    const split = splitFrontMatter(text);
    expect(split).toMatchObject({ message: expect.stringContaining(words), offset });
  });

  test("says the same to the same text twice", () => {
    const broken = "---\na: [\n---\nBody";
    expect(splitFrontMatter(broken)).toEqual(splitFrontMatter(broken));
  });

  test("loses no character of any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("---", "\n", "\r\n", "a", " ", "\uFEFF", "#") }), (text) => {
        const split = splitFrontMatter(text);
        if ("message" in split) return;
        expect(text.endsWith(split.body)).toBe(true);
        expect(text.slice(split.bodyOffset)).toBe(split.body);
        if (split.yaml !== null) expect(text.slice(split.yamlOffset).startsWith(split.yaml)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});
