import { globSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseDocument } from "yaml";
import { splitFrontMatter } from "../../../src/core/text/front-matter.ts";
import { readQuickly } from "../../../src/core/text/quick-yaml.ts";

function readWithCare(yaml: string): unknown {
  const document = parseDocument(yaml, { prettyErrors: false, version: "1.2", merge: false, uniqueKeys: true, logLevel: "error" });
  const [error] = [...document.errors, ...document.warnings];
  return error ? { error: error.message } : { value: document.toJS({ maxAliasCount: 50 }) };
}

function frontMatter(path: string): string {
  const split = splitFrontMatter(readFileSync(path, "utf8"));
  return "yaml" in split && split.yaml !== null ? split.yaml : "";
}

const samples = globSync("content/deals/*/*.md").sort().map(frontMatter);

const scraps = [
  ..." |  |\n|\n  |\n- |: |:|- |-|{|}|[|]|, |,|\"|'|#| #|010|0x1f|0o17|1e3|.5|1.|-.inf|.nan|~|null|Null|true|TRUE|yes|no|on".split("|"),
  ..."2026-11-02|2026-11-02T10:00:00Z|12:30:00|1_000|+1|-0|a|key|a b|é|日本|%|&|*|!|>|@|=|<<: |...|\\|\\n|\"\"|''|?|? ".split("|"),
  ..."__proto__|constructor|1234567890123456789|\t|$|^|(|)|/|+|.|..|-1|0.1|1e400|0b1|\u00a0|\u3000|\r\n".split("|"),
  "a".repeat(1100),
];

const scrap = fc.constantFrom(...scraps);

/** A deal's front matter with some characters taken out and scraps put in. */
const mangled = fc
  .tuple(
    fc.constantFrom(...samples),
    fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), scrap, fc.nat(3)), { minLength: 1, maxLength: 3 }),
  )
  .map(([text, edits]) =>
    edits.reduce((result, [place, piece, removed]) => {
      const at = Math.floor(place * result.length);
      return result.slice(0, at) + piece + result.slice(at + removed);
    }, text),
  );

const scribbled = fc
  .tuple(fc.constantFrom("", "k: "), fc.array(scrap, { minLength: 1, maxLength: 12 }))
  .map(([key, pieces]) => `${key}${pieces.join("")}\n`);

describe("the quick reader of YAML", () => {
  test("reads every deal of the sample as the careful one does", () => {
    expect(samples.length).toBeGreaterThan(40);
    for (const yaml of samples) expect(readQuickly(yaml)).toEqual(readWithCare(yaml));
  });

  test.each([
    ["texts with mistakes", mangled],
    ["scribbles", scribbled],
  ])("agrees with the careful one on %s, or leaves them to it", (_, texts) => {
    fc.assert(
      fc.property(texts, (yaml) => {
        const quick = readQuickly(yaml);
        if (quick) expect(quick).toEqual(readWithCare(yaml));
      }),
      { numRuns: 4000 },
    );
  });

  test("agrees on every object that YAML is written from", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const quick = readQuickly(JSON.stringify(value));
        if (quick) expect(quick).toEqual(readWithCare(JSON.stringify(value)));
      }),
    );
  });

  test.each([
    "a: &x 1",
    "a: *x",
    "a: !!int 1",
    "a: |\n  b",
    "<<: {a: 1}",
    "? a\n: b",
    "%YAML 1.1\n",
    "a:\tb",
    "--- a",
    "a: 1e999",
    "null: 1",
    "a: \u0007",
  ])("leaves %j to the careful one", (yaml) => expect(readQuickly(yaml)).toBeUndefined());
});
