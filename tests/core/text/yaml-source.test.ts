import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseDocument, stringify } from "yaml";
import { splitFrontMatter } from "../../../src/core/text/front-matter.ts";
import { type YamlPath, YamlSource } from "../../../src/core/text/yaml-source.ts";

const key = fc.string({ unit: fc.constantFrom(..."abcxyz_-09 é"), minLength: 1, maxLength: 8 }).filter((text) => text.trim() === text);
const scalar = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.integer(),
  fc.boolean(),
  fc.constantFrom("a: b", "# no comment", "- x", "---", "'", '"', "{", "日本", "2026-11-02", " ", "\n", "x\ny\n"),
);
const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { depthSize: "small" },
    scalar,
    fc.array(tie("tree"), { maxLength: 3 }),
    fc.dictionary(key, tie("tree"), { maxKeys: 4, noNullPrototype: true }),
  ),
}));
const fields = fc.dictionary(key, tree, { maxKeys: 5, minKeys: 1, noNullPrototype: true });

function* pathsIn(value: unknown, path: YamlPath = []): Generator<YamlPath> {
  if (path.length > 0) yield path;
  if (typeof value !== "object" || value === null) return;
  for (const [name, item] of Object.entries(value)) yield* pathsIn(item, [...path, Array.isArray(value) ? Number(name) : name]);
}

const valueAt = (value: unknown, path: YamlPath): unknown =>
  path.reduce<unknown>((at, part) => (at as Record<string | number, unknown>)[part], value);

function sourceOf(text: string): YamlSource {
  const split = splitFrontMatter(text);
  if ("message" in split || split.yaml === null) throw new Error("no front matter");
  return new YamlSource(text, split.yaml, split.yamlOffset);
}

describe("places of values", () => {
  test("the range of a value holds the value, and its position is the start of a line's text", () => {
    fc.assert(
      fc.property(
        fields,
        fc.constantFrom("", "\uFEFF"),
        fc.constantFrom("QUOTE_SINGLE", "QUOTE_DOUBLE", "PLAIN") as fc.Arbitrary<"PLAIN">,
        fc.boolean(),
        (...[value, bom, defaultStringType, flow]) => {
          const yaml = stringify(value, { defaultStringType, collectionStyle: flow ? "flow" : "block", lineWidth: 0 });
          const text = `${bom}---\n${yaml}---\nBody\n`;
          const source = sourceOf(text);
          expect(source.problems).toEqual([]);
          expect(source.value).toEqual(value);
          for (const path of pathsIn(value)) {
            const range = source.rangeOf(path);
            const expected = valueAt(value, path);
            if (typeof expected === "object") continue;
            const found = text.slice(range?.start, range?.end);
            const indent = " ".repeat(2 * path.length);
            expect(parseDocument(/^[|>]/.test(found) ? found : indent + found).toJS()).toEqual(expected);
            const at = source.locate(path);
            const lines = text.split("\n");
            const offset = lines.slice(0, (at?.line ?? 0) - 1).reduce((sum, line) => sum + line.length + 1, 0) + (at?.column ?? 0) - 1;
            expect(offset).toBe(range?.start);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  test("keys, values and what is missing", () => {
    const text = "---\ntitle: Platform # a comment\ncontact:\n  name: Jane\n  role:\nlist:\n  - { a: 1 }\n---\n";
    const source = sourceOf(text);
    expect(source.locate(["title"])).toEqual({ line: 2, column: 8 });
    expect(source.locateKey(["title"])).toEqual({ line: 2, column: 1 });
    expect(source.locate(["contact"])).toEqual({ line: 3, column: 1 });
    expect(source.locate(["contact", "name"])).toEqual({ line: 4, column: 9 });
    expect(source.locate(["contact", "email"])).toEqual({ line: 3, column: 1 });
    expect(source.locate(["list", 0, "b"])).toEqual({ line: 7, column: 5 });
    expect(source.locate(["absent"])).toBeUndefined();
    expect(source.locateKey(["absent"])).toBeUndefined();
    const range = source.rangeOf(["title"]);
    expect(text.slice(range?.start, range?.end)).toBe("Platform");
  });

  test("a key written as a number, and names of the prototype", () => {
    const source = new YamlSource("2026: x\n__proto__: 1\nconstructor: 2\ntoString: { __proto__: 3 }\n");
    expect(source.locate(["2026"])).toEqual({ line: 1, column: 1 });
    expect(source.locateKey(["__proto__"])).toEqual({ line: 2, column: 1 });
    expect(Object.getPrototypeOf(source.value)).toBe(Object.prototype);
    expect(Object.keys(source.value as object)).toContain("__proto__");
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

describe("what cannot be read, in words, at the place of the slip", () => {
  test.each([
    ["a: b: c", "second colon", 1, 4],
    ['a: "b\nc: d\n', "quotation mark that opens here", 1, 4],
    ["a: 'b\nc: d\n", "quotation mark that opens here", 1, 4],
    ["a: 1\nb: [x, y\nc: 2\n", "bracket that opens here", 2, 4],
    ["a: 1\nb: { x: 1\nc: 2\n", "bracket that opens here", 2, 4],
    ["a: 1\na: 2\n", '"a" is given twice', 2, 1],
    ["a: { b: 1, b: 2 }\n", '"b" is given twice', 1, 12],
    ["a:\n\tb: 1\n", "begins with a tab", 2, 1],
    ["a: @b", "cannot begin with @", 1, 4],
    ["a: `b`", "cannot begin with `", 1, 4],
    ["a: 1\nb: *c\n", "cannot begin with *", 2, 4],
    ["a:b\nc: d\n", "the colon, or the space", 1, 1],
    ["a: 1\n<<<<<<< HEAD\nb: 2\n=======\nb: 3\n>>>>>>> main\n", "merge conflict", 2, 1],
    ["a: !c d", "exclamation mark", 1, 4],
    ["a: 1\n---\nb: 2\n", "three dashes", 2, 1],
    ["a: 1\n...\nb: 2\n", "three dots", 3, 1],
  ])("%j", (...[yaml, words, line, column]) => {
    const [problem] = new YamlSource(yaml).problems;
    expect(problem?.message).toContain(words);
    expect(problem?.at).toEqual({ line, column });
    expect(problem?.hint).not.toBe("");
  });

  test("no message speaks the parser's language", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."ab:-{}[]'\"*&!|>%@`#,? \n\t") }), (yaml) => {
        const source = new YamlSource(`title: x\n${yaml}`);
        for (const { message, at } of source.problems) {
          expect(message).toMatch(/[.…]$/);
          expect(at.line).toBeGreaterThan(0);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe("attacks", () => {
  const aliases = (count: number) =>
    `a: &a [${"x,".repeat(10)}]\n${Array.from({ length: count }, (_, index) => `b${index}: &b${index} [${`*${index === 0 ? "a" : `b${index - 1}`},`.repeat(10)}]`).join("\n")}\n`;

  test("an alias bomb is a problem on its line, at once", () => {
    const start = performance.now();
    const [problem] = new YamlSource(aliases(12)).problems;
    expect(problem?.message).toContain("too often");
    expect(problem?.at.line).toBeGreaterThan(1);
    expect(performance.now() - start).toBeLessThan(1000);
  });

  test.each(["[", "{a: ", "- ", "? ", "&a "])("deep nesting with %j never throws", (opening) => {
    expect(() => new YamlSource(`title: ${opening.repeat(20_000)}`)).not.toThrow();
    expect(() => new YamlSource(opening.repeat(20_000))).not.toThrow();
  });

  test("a megabyte is read", () => {
    const yaml = `title: x\nnotes: |\n${"  line of notes\n".repeat(70_000)}`;
    expect(new YamlSource(yaml).problems).toEqual([]);
  });
});
