import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const textsIn = (folder: string): Record<string, string> => {
  const root = fileURLToPath(new URL(`../../${folder}/`, import.meta.url));
  return Object.fromEntries(
    readdirSync(root)
      .sort()
      .map((name) => [name, readFileSync(`${root}${name}`, "utf8")]),
  );
};

// A preset lies one folder deeper than the default content, and its files name their schema from there.
const fromPreset = (texts: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, text.replace("$schema=../", "$schema=../../")]));

test.each(["pipelines", "frameworks", "templates"])("the %s of the preset seven-stage are those of the default content", (folder) => {
  expect(textsIn(`presets/seven-stage/${folder}`)).toEqual(fromPreset(textsIn(`content/${folder}`)));
});
