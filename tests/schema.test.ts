import { globSync, readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { splitFrontMatter } from "../src/core/text/front-matter.ts";

/** What editors hold a content file against. ajv is an implementation of JSON Schema other than the one that wrote them. */
function validator(name: string) {
  const ajv = new Ajv({ strict: true, allowUnionTypes: true, formats: { date: true, email: true, uri: true } });
  return ajv.compile(JSON.parse(readFileSync(`schema/${name}.schema.json`, "utf8")));
}

const frontMatter = (text: string): string => {
  const split = splitFrontMatter(text);
  return "yaml" in split && split.yaml !== null ? split.yaml : "";
};

const files = [
  ["dealbook", "content/dealbook.yaml"],
  ["people", "content/people.yaml"],
  ["rates", "content/rates.yaml"],
  ["pipeline", "content/pipelines/*.yaml"],
  ["framework", "content/frameworks/*.yaml"],
  ["template", "content/templates/*.md"],
  ["deal", "content/deals/*/*.md"],
  ["forecast", "content/forecasts/*/*.yaml"],
] as const;

describe.each(files)("the schema of a %s", (name, pattern) => {
  const validate = validator(name);
  const texts = globSync(pattern).map((path) => {
    const text = readFileSync(path, "utf8");
    return { path, text, value: parse(path.endsWith(".md") ? frontMatter(text) : text) };
  });

  test("accepts every one of the sample content, which names it", () => {
    expect(texts.length).toBeGreaterThan(0);
    for (const { path, text, value } of texts) {
      expect({ path, errors: validate(value) ? null : validate.errors }).toEqual({ path, errors: null });
      expect(text).toMatch(new RegExp(`\\$schema=(\\.\\./)+schema/${name}\\.schema\\.json`));
    }
  });

  test("refuses a misspelt key", () => {
    for (const { value } of texts) expect(validate({ ...value, titel: "x" })).toBe(false);
  });
});
